import { type Decision, rejected } from '../decision.js';
import type { Fact } from './fact.js';
import { IsBusinessDay, IsId, IsMarket, IsName, MayBeAbsent, type Market } from './fields.js';

/** The organization is tracked, and has a standing, from `effectiveOn` (inclusive). */
export class OrganizationEnrolled {
  @IsId() organizationId!: string;
  @IsName() name!: string;
  @IsMarket() market!: Market;
  @IsBusinessDay() effectiveOn!: string;
}

/** Replaces what the enrolment said, for all days; the latest correction of a field wins. */
export class OrganizationCorrected {
  @IsId() organizationId!: string;
  @MayBeAbsent() @IsName() name?: string;
  @MayBeAbsent() @IsMarket() market?: Market;
  @MayBeAbsent() @IsBusinessDay() effectiveOn?: string;
}

/** A mark: the market is `market` from `effectiveOn` (inclusive) on. */
export class MarketReassigned {
  @IsId() organizationId!: string;
  @IsMarket() market!: Market;
  @IsBusinessDay() effectiveOn!: string;
}

export function decideEnrolment(fact: Fact<'OrganizationEnrolled'>, enrolled: boolean): Decision {
  if (!enrolled) return { outcome: 'accepted', fact };
  return rejected(
    'organization-exists',
    `${fact.data.organizationId} is enrolled; send OrganizationCorrected to change what its enrolment said`,
    '/data/organizationId',
  );
}

export function decideCorrection(fact: Fact<'OrganizationCorrected'>): Decision {
  const { name, market, effectiveOn } = fact.data;
  if (name !== undefined || market !== undefined || effectiveOn !== undefined) {
    return { outcome: 'accepted', fact };
  }
  return rejected(
    'invalid-data',
    'a correction names what it replaces: one or more of name, market, effectiveOn',
    '/data',
  );
}
