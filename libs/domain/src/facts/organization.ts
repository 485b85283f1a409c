import { IsBusinessDay, IsId, IsMarket, IsText, MayBeAbsent, type Market } from './fields.js';

/** The organization is tracked, and has a standing, from `effectiveOn` (inclusive). */
export class OrganizationEnrolled {
  @IsId() organizationId!: string;
  @IsText() name!: string;
  @IsMarket() market!: Market;
  @IsBusinessDay() effectiveOn!: string;
}

/** Replaces what the enrolment said, for all days; the latest correction of a field wins. */
export class OrganizationCorrected {
  @IsId() organizationId!: string;
  @MayBeAbsent() @IsText() name?: string;
  @MayBeAbsent() @IsMarket() market?: Market;
  @MayBeAbsent() @IsBusinessDay() effectiveOn?: string;
}

/** A mark: the market is `market` from `effectiveOn` (inclusive) on. */
export class MarketReassigned {
  @IsId() organizationId!: string;
  @IsMarket() market!: Market;
  @IsBusinessDay() effectiveOn!: string;
}
