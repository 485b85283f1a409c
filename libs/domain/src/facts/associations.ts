import { CustomerMark } from './customer-mark.js';
import { type AssociationKind, IsAssociationKind } from './fields.js';

/** Associated with the customer in another way than as partner of record from then on. */
export class AssociationRegistered extends CustomerMark {
  @IsAssociationKind() kind!: Exclude<AssociationKind, 'partner-of-record'>;
}

/** No longer associated in this way from then on. */
export class AssociationEnded extends AssociationRegistered {}
