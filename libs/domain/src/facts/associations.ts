import { ArrayNotEmpty, IsArray } from 'class-validator';
import {
  type AssociationKind,
  IsAssociationKind,
  IsBusinessDay,
  IsId,
  IsReference,
  MayBeAbsent,
} from './fields.js';

/**
 * A mark: associated with the customer in another way than as partner of record from `effectiveOn` (inclusive) on, for `products`
 * (absent = every product).
 */
export class AssociationRegistered {
  @IsId() organizationId!: string;
  @IsReference() customerId!: string;
  @IsAssociationKind() kind!: Exclude<AssociationKind, 'partner-of-record'>;
  @IsBusinessDay() effectiveOn!: string;
  @MayBeAbsent()
  @IsArray({ message: 'products must be a list' })
  @ArrayNotEmpty({ message: 'products must name at least one product, or be left out for all' })
  @IsId({ each: true })
  products?: string[];
}

/** A mark: no longer associated in this way from `effectiveOn` (inclusive) on, for `products` (absent = every product). */
export class AssociationEnded extends AssociationRegistered {}
