import { dayOf, type Day } from './business-day.js';
import type { Fact } from './facts/fact.js';
import type { Market } from './facts/fields.js';

/** What was said of the enrolment behind it. */
export interface Correction {
  readonly revision: number;
  readonly name?: string;
  readonly market?: Market;
  readonly effectiveOn?: Day;
}

export function correctionOf(fact: Fact<'OrganizationCorrected'>, revision: number): Correction {
  const { name, market, effectiveOn } = fact.data;
  return {
    revision,
    ...(name === undefined ? {} : { name }),
    ...(market === undefined ? {} : { market }),
    ...(effectiveOn === undefined ? {} : { effectiveOn: dayOf(effectiveOn) }),
  };
}
