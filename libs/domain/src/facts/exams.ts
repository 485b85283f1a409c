import { type Decision, rejected } from '../decision.js';
import type { Fact } from './fact.js';
import { IsBusinessDay, IsId, MayBeAbsent } from './fields.js';

/** The individual holds `exam` from `passedOn` (inclusive) to `expiresOn` (exclusive; absent = for good). */
export class ExamPassed {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  /** Upper case; what arrives is folded. */
  @IsId() exam!: string;
  @IsBusinessDay() passedOn!: string;
  @MayBeAbsent() @IsBusinessDay() expiresOn?: string;
}

export function decideExamPassed(fact: Fact<'ExamPassed'>): Decision {
  const { passedOn, expiresOn } = fact.data;
  // Both are ISO days of four-digit years, whose order is that of their text.
  if (expiresOn === undefined || expiresOn > passedOn) return { outcome: 'accepted', fact };
  return rejected(
    'invalid-data',
    `expiresOn is the first day the pass no longer counts: ${expiresOn} must be after passedOn ${passedOn}`,
    '/data/expiresOn',
  );
}
