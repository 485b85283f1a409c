import { CustomerMark } from './customer-mark.js';

/** Partner of record for the customer from then on. */
export class PartnerOfRecordAssociated extends CustomerMark {}

/** No longer partner of record from then on. */
export class PartnerOfRecordDissociated extends CustomerMark {}
