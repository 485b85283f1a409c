import { ArrayNotEmpty, IsArray } from 'class-validator';
import { IsBusinessDay, IsId, IsReference, MayBeAbsent } from './fields.js';

/** What every mark about a customer says: from `effectiveOn` (inclusive) on, for `products` (absent = every product). */
export class CustomerMark {
  @IsId() organizationId!: string;
  @IsReference() customerId!: string;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent()
  @IsArray({ message: 'products must be a list' })
  @ArrayNotEmpty({ message: 'products must name at least one product, or be left out for all' })
  @IsId({ each: true })
  products?: string[];
}
