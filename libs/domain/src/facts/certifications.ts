import { type Decision, rejected } from '../decision.js';
import type { Fact } from './fact.js';
import { IsBusinessDay, IsId, MayBeAbsent } from './fields.js';

/** The individual holds `certification` from `earnedOn` (inclusive) to `expiresOn` (exclusive; absent = for good). */
export class CertificationEarned {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  /** Upper case; what arrives is folded. */
  @IsId() certification!: string;
  @IsBusinessDay() earnedOn!: string;
  @MayBeAbsent() @IsBusinessDay() expiresOn?: string;
}

export function decideCertificationEarned(fact: Fact<'CertificationEarned'>): Decision {
  const { earnedOn, expiresOn } = fact.data;
  // Both are ISO days of four-digit years, whose order is that of their text.
  if (expiresOn === undefined || expiresOn > earnedOn) return { outcome: 'accepted', fact };
  return rejected(
    'invalid-data',
    `expiresOn is the first day the certification no longer counts: ${expiresOn} must be after earnedOn ${earnedOn}`,
    '/data/expiresOn',
  );
}
