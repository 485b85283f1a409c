import type { Tier } from '../facts/fields.js';

/** What tiers are called, in every language: the documents of a program call them so, the French ones too. */
export const TIER_NAMES: Readonly<Record<Tier, string>> = { silver: 'Silver', gold: 'Gold' };
