import type { Day } from './business-day.js';
import type { Market, RevenueType } from './facts/fields.js';
import type { Cents } from './money.js';

/** Tiers from the lowest to the highest. */
export const TIERS = ['silver', 'gold'] as const;
export type Tier = (typeof TIERS)[number];

/** Where `tier` stands among the tiers; no tier is below all of them. */
export function rankOf(tier: Tier | null): number {
  return tier === null ? -1 : TIERS.indexOf(tier);
}

/** Where a value was read: a program document and the heading it stands under. */
export interface Citation {
  readonly document: string;
  readonly heading: string;
  /** The sentence itself, in the language of the document. */
  readonly says?: string;
}

/** At least `threshold` of revenue in the trailing twelve months. */
export interface RollingRevenue {
  readonly kind: 'rolling-revenue';
  readonly id: string;
  readonly products: readonly string[];
  /** Empty = every revenue type. */
  readonly revenueTypes: readonly RevenueType[];
  /** Being partner of record for one of these associates the customer. */
  readonly associationProducts: readonly string[];
  readonly threshold: Readonly<Record<Market, Cents>>;
  readonly citations: readonly Citation[];
}

/** Places of one group, each filled by an individual who holds, of every list in `exams`, at least one. */
export interface PeopleGroup {
  readonly places: number;
  readonly exams: readonly (readonly string[])[];
}

/** Enough individuals with the right exams; nobody fills two places. */
export interface QualifiedIndividuals {
  readonly kind: 'qualified-individuals';
  readonly id: string;
  readonly groups: readonly PeopleGroup[];
  readonly citations: readonly Citation[];
}

export type Requirement = RollingRevenue | QualifiedIndividuals;

/** All of a tier's requirements must be met. */
export interface TierRules {
  readonly tier: Tier;
  readonly requirements: readonly Requirement[];
}

export interface Option {
  readonly competency: string;
  readonly option: string;
  readonly name: string;
  /** From the lowest tier to the highest. */
  readonly tiers: readonly TierRules[];
}

/** Readings of what the source leaves open. Each value is honoured, and shown in every explanation. */
export interface Policies {
  /** `by-day`: the window of day t is (t − 12 months, t]. */
  readonly window: 'by-day';
  /** `prospective`: the association on the booking's day decides. */
  readonly attribution: 'prospective';
}

/** Where the sources are silent or speak twice: what was understood, in words. */
export interface Reading {
  readonly about: string;
  readonly reading: string;
  readonly citations: readonly Citation[];
}

/** A program's rules in force from a day until the next edition's. */
export interface Edition {
  readonly id: string;
  readonly program: string;
  /** First day in force; `null` = since ever. */
  readonly effectiveFrom: Day | null;
  readonly publishedOn: Day;
  /** `sha256:` and the hash of the edition's content, spelled canonically. */
  readonly contentHash: string;
  readonly policies: Policies;
  readonly readings: readonly Reading[];
  readonly products: readonly NamedId[];
  readonly exams: readonly NamedId[];
  readonly options: readonly Option[];
}

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

export interface Program {
  readonly id: string;
  readonly name: string;
  /** By `effectiveFrom`, the earliest first. */
  readonly editions: readonly Edition[];
}

/** `competency/option`, the name an option goes by everywhere outside an edition. */
export function optionIdOf(option: Pick<Option, 'competency' | 'option'>): string {
  return `${option.competency}/${option.option}`;
}
