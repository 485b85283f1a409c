import type { Decision } from '../decision.js';
import type { Fact } from './fact.js';
import { IsBusinessDay, IsEmailAddress, IsId, IsName, MayBeAbsent } from './fields.js';

/** A mark: a member from `effectiveOn` (inclusive) on. `name` and `email` are taken out before it is recorded. */
export class IndividualJoined {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent() @IsName() name?: string;
  @MayBeAbsent() @IsEmailAddress() email?: string;
}

/** A mark: no longer a member from `effectiveOn` (inclusive) on. */
export class IndividualLeft {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  @IsBusinessDay() effectiveOn!: string;
}

/** Accepts, with `name` and `email` apart from what is recorded. */
export function decideIndividualJoined(fact: Fact<'IndividualJoined'>): Decision {
  const { name, email, ...data } = fact.data;
  if (name === undefined && email === undefined) return { outcome: 'accepted', fact };
  return {
    outcome: 'accepted',
    fact: { ...fact, data },
    personalData: {
      organizationId: data.organizationId,
      individualId: data.individualId,
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
    },
  };
}
