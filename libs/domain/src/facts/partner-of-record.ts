import { ArrayNotEmpty, IsArray } from 'class-validator';
import { IsBusinessDay, IsId, IsReference, MayBeAbsent } from './fields.js';

/** A mark: partner of record for the customer from `effectiveOn` (inclusive) on, for `products` (absent = every product). */
export class PartnerOfRecordAssociated {
  @IsId() organizationId!: string;
  @IsReference() customerId!: string;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent()
  @IsArray({ message: 'products must be a list' })
  @ArrayNotEmpty({ message: 'products must name at least one product, or be left out for all' })
  @IsId({ each: true })
  products?: string[];
}

/** A mark: no longer partner of record from `effectiveOn` (inclusive) on, for `products` (absent = every product). */
export class PartnerOfRecordDissociated extends PartnerOfRecordAssociated {}
