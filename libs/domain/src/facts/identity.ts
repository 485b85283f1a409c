import { canonicalDecimal } from '../money.js';
import type { OrganizationFact, Fact, Recording } from './fact.js';

/** What makes two sendings one fact in a stream, for ever. */
export function idKeyOf(source: string, id: string): string {
  // Neither may hold a control character, so the separator cannot be forged.
  return `${source}\u0000${id}`;
}

/**
 * The natural key of a fact, or `null` for the facts that have none: a booking its `bookingId`; an exam pass who, what and
 * when; a mark all its fields.
 */
export function naturalKeyOf(fact: OrganizationFact): string | null {
  switch (fact.type) {
    case 'RevenueBooked':
      return `booking\u0000${fact.data.bookingId}`;
    case 'ExamPassed':
      return `pass\u0000${fact.data.individualId}\u0000${fact.data.exam}\u0000${fact.data.passedOn}`;
    case 'MarketReassigned':
    case 'IndividualJoined':
    case 'IndividualLeft':
    case 'PartnerOfRecordAssociated':
    case 'PartnerOfRecordDissociated':
      return contentOf(fact);
    default:
      return null;
  }
}

/**
 * One spelling for equal content: type and data with sorted keys, amounts as numbers, without what is not content: personal
 * data, and what the recorder added.
 */
export function contentOf(fact: Fact & Pick<Partial<Recording>, 'rate'>): string {
  const fields: Record<string, unknown> = { ...fact.data };
  if (fact.type === 'RevenueBooked') {
    fields['amount'] = canonicalDecimal(fact.data.amount);
    delete fields['usdAmount'];
    if (fact.rate !== undefined) delete fields['usdPerUnit'];
  }
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
