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
