import type { RejectionCode } from '../decision.js';
import { type Hash, type HashKey, keyedHash, keyedHashOf, type Pieces } from '../keyed-hash.js';
import { canonicalDecimal } from '../money.js';
import type { Fact, Recording } from './fact.js';
import type { RevenueBooked } from './revenue.js';

/** What makes two sendings one fact in a stream, for ever; in pieces. */
export function idKeyOf(source: string, id: string): Pieces {
  // Neither may hold a control character, so the separator cannot be forged.
  return [source, SEPARATOR, id];
}

const SEPARATOR = '\u0000';

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
 * The natural key of a fact in pieces, or `null` for the facts that have none: a booking its `bookingId`; an exam pass and a
 * certification who, what and when; a mark all its fields, which are its `content`.
 */
export function naturalKeyOf(fact: Fact, content: Pieces): Pieces | null {
  switch (fact.type) {
    case 'RevenueBooked':
      return ['booking', SEPARATOR, fact.data.bookingId];
    case 'ExamPassed': {
      const { individualId, exam, passedOn } = fact.data;
      return ['pass', SEPARATOR, individualId, SEPARATOR, exam, SEPARATOR, passedOn];
    }
    case 'CertificationEarned': {
      const { individualId, certification, earnedOn } = fact.data;
      const who = ['certification', SEPARATOR, individualId];
      return [...who, SEPARATOR, certification, SEPARATOR, earnedOn];
    }
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
      return content;
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

type Content = Fact & Pick<Partial<Recording>, 'rate'>;

/**
 * One spelling for equal content: type and data with sorted keys, amounts as numbers, without what is not content: personal
 * data, and what the recorder added.
 */
export function contentOf(fact: Content): string {
  return piecesOfContent(fact).join('');
}

/** As `contentOf`, in pieces. */
export function piecesOfContent(fact: Content): Pieces {
  if (fact.type === 'RevenueBooked') return piecesOfBooking(fact.data, fact.rate !== undefined);
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
  return [JSON.stringify([fact.type, sorted])];
}

/**
 * The same for bookings, which come by the million, without a list of their fields. Of texts that the declaration keeps to letters, digits
 * and the like nothing has to be escaped.
 */
function piecesOfBooking(booking: RevenueBooked, isAtPublishedRate: boolean): Pieces {
  const { usdPerUnit } = booking;
  const rate =
    usdPerUnit === undefined || isAtPublishedRate
      ? ''
      : `,["usdPerUnit","${canonicalDecimal(usdPerUnit)}"]`;
  return [
    '["RevenueBooked",[["amount","',
    canonicalDecimal(booking.amount),
    '"],["bookedOn","',
    booking.bookedOn,
    '"],["bookingId",',
    JSON.stringify(booking.bookingId),
    '],["currency","',
    booking.currency,
    '"],["customerId",',
    JSON.stringify(booking.customerId),
    '],["organizationId","',
    booking.organizationId,
    '"],["product","',
    booking.product,
    '"],["revenueType","',
    booking.revenueType,
    '"]',
    rate,
    ']]',
  ];
}
