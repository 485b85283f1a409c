import type { RejectionCode } from '../decision.js';
import { type Hash, type HashKey, keyedHash, keyedHashOf } from '../keyed-hash.js';
import { canonicalDecimal } from '../money.js';
import type { OrganizationFact, Fact, Recording } from './fact.js';
import type { RevenueBooked } from './revenue.js';

/** What makes two sendings one fact in a stream, for ever. */
export function idKeyOf(source: string, id: string): string {
  // Neither may hold a control character, so the separator cannot be forged.
  return `${source}\u0000${id}`;
}

/** The key is known to all: whoever may send retractions may name any fact, so that a forged hash gains nothing. */
const ID_KEY: HashKey = [0x5bd1e995, 0x27d4eb2f];

/** By which an index finds the fact that a retraction names. */
export function hashOfId(source: string, id: string): Hash {
  return keyedHash(idKeyOf(source, id), ID_KEY);
}

/** The same of the first `length` code units of `units`, which are those of `idKeyOf`. */
export function hashOfIdKey(units: Uint16Array, length: number): Hash {
  return keyedHashOf(units, length, ID_KEY);
}

/**
 * The natural key of a fact, or `null` for the facts that have none: a booking its `bookingId`; an exam pass and a
 * certification who, what and when; a mark all its fields.
 */
export function naturalKeyOf(fact: OrganizationFact): string | null {
  switch (fact.type) {
    case 'RevenueBooked':
      return `booking\u0000${fact.data.bookingId}`;
    case 'ExamPassed':
      return `pass\u0000${fact.data.individualId}\u0000${fact.data.exam}\u0000${fact.data.passedOn}`;
    case 'CertificationEarned':
      return `certification\u0000${fact.data.individualId}\u0000${fact.data.certification}\u0000${fact.data.earnedOn}`;
    case 'MarketReassigned':
    case 'IndividualJoined':
    case 'IndividualLeft':
    case 'PartnerOfRecordAssociated':
    case 'PartnerOfRecordDissociated':
    case 'AssociationRegistered':
    case 'AssociationEnded':
    case 'MeasureReported':
    case 'AttributeAssigned':
    case 'MembershipPurchased':
      return contentOf(fact);
    default:
      return null;
  }
}

/** What a live fact of the same natural key forbids other content with; marks have none, for equal keys are equal content there. */
export function conflictOf(fact: Pick<Fact, 'type'>): {
  readonly code: RejectionCode;
  readonly noun: string;
  readonly pointer: string;
} {
  switch (fact.type) {
    case 'RevenueBooked':
      return { code: 'booking-exists', noun: 'booking', pointer: '/data/bookingId' };
    case 'CertificationEarned':
      return { code: 'certification-exists', noun: 'certification', pointer: '/data/earnedOn' };
    default:
      return { code: 'exam-pass-exists', noun: 'pass', pointer: '/data/passedOn' };
  }
}

/**
 * One spelling for equal content: type and data with sorted keys, amounts as numbers, without what is not content: personal
 * data, and what the recorder added.
 */
export function contentOf(fact: Fact & Pick<Partial<Recording>, 'rate'>): string {
  if (fact.type === 'RevenueBooked') return contentOfBooking(fact.data, fact.rate !== undefined);
  const fields: Record<string, unknown> = { ...fact.data };
  if (fact.type === 'IndividualJoined') {
    delete fields['name'];
    delete fields['email'];
  }
  if (typeof fields['usdPerUnit'] === 'string') {
    fields['usdPerUnit'] = canonicalDecimal(fields['usdPerUnit']);
  }
  const sorted = Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .sort()
    .map((name) => [name, fields[name]]);
  return JSON.stringify([fact.type, sorted]);
}

/**
 * The same for bookings, which come by the million, without a list of their fields. Of texts that the declaration keeps to letters, digits
 * and the like nothing has to be escaped.
 */
function contentOfBooking(booking: RevenueBooked, isAtPublishedRate: boolean): string {
  const { amount, bookedOn, bookingId, currency, customerId, organizationId, product } = booking;
  const { revenueType, usdPerUnit } = booking;
  const rate =
    usdPerUnit === undefined || isAtPublishedRate
      ? ''
      : `,["usdPerUnit","${canonicalDecimal(usdPerUnit)}"]`;
  return `["RevenueBooked",[["amount","${canonicalDecimal(amount)}"],["bookedOn","${bookedOn}"],["bookingId",${JSON.stringify(bookingId)}],["currency","${currency}"],["customerId",${JSON.stringify(customerId)}],["organizationId","${organizationId}"],["product","${product}"],["revenueType","${revenueType}"]${rate}]]`;
}
