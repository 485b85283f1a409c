import { IsBusinessDay, IsEmailAddress, IsId, IsText, MayBeAbsent } from './fields.js';

/** A mark: a member from `effectiveOn` (inclusive) on. `name` and `email` are taken out before it is recorded. */
export class IndividualJoined {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent() @IsText() name?: string;
  @MayBeAbsent() @IsEmailAddress() email?: string;
}

/** A mark: no longer a member from `effectiveOn` (inclusive) on. */
export class IndividualLeft {
  @IsId() organizationId!: string;
  @IsId() individualId!: string;
  @IsBusinessDay() effectiveOn!: string;
}
