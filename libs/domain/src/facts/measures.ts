import {
  IsAttributeValue,
  IsBusinessDay,
  IsId,
  IsMeasureValue,
  IsReference,
  MayBeAbsent,
} from './fields.js';

/**
 * A mark: the measure, such as active entitlements or seats sold, is `value` from `effectiveOn` (inclusive) on, for the customer and the
 * product it names.
 */
export class MeasureReported {
  @IsId() organizationId!: string;
  @IsId() measure!: string;
  @IsMeasureValue() value!: number;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent() @IsReference() customerId?: string;
  @MayBeAbsent() @IsId() product?: string;
}

/** A mark: the organization's attribute, such as its region, is `value` from `effectiveOn` (inclusive) on. */
export class AttributeAssigned {
  @IsId() organizationId!: string;
  @IsId() attribute!: string;
  @IsAttributeValue() value!: string;
  @IsBusinessDay() effectiveOn!: string;
}
