import type { Fact, RecordedFact } from '@app/domain';
import { plusDays } from './days.js';
import { centsOfBooking, lastWordOn, liveFacts, ofType, retractionInForce } from './known-facts.js';
import { centsText, convertedCents, sameNumber } from './money.js';

/** What the contract says about a fact that is sent to an organization whose facts so far are known. */
export type OracleDecision =
  | { readonly outcome: 'accepted'; readonly fact: Fact; readonly rate?: { publishedOn: string } }
  | { readonly outcome: 'duplicate'; readonly revision: number; readonly retracted: boolean }
  /** Every rule that refuses it: which of several is named first is nowhere promised. */
  | { readonly outcome: 'rejected'; readonly codes: readonly string[] };

type Booking = Fact<'RevenueBooked'>;
export type Rate = Fact<'ExchangeRatePublished'>;

const MAX_TOTAL_CENTS = 9_000_000_000_000_000n;
const MAX_RATE_AGE_DAYS = 10;
/** As far as the sequences of the tests go: ISO 4217. */
const MINOR_UNITS = new Map([
  ['USD', 2],
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLF', 4],
]);

/** Decides `fact` on the facts recorded so far and the rates in the order they were published. */
export function oracleDecide(
  recorded: readonly RecordedFact[],
  fact: Fact,
  rates: readonly Rate[],
): OracleDecision {
  const earlier = sameFactBefore(recorded, fact);
  if (earlier === 'id-reused') return { outcome: 'rejected', codes: ['id-reused'] };
  if (earlier !== null) return duplicateOf(earlier, recorded);

  const codes = new Set<string>(invalid(fact));
  const isEnrolled = recorded.length > 0;
  if (fact.type === 'OrganizationEnrolled') {
    if (isEnrolled) codes.add('organization-exists');
  } else if (!isEnrolled) codes.add('organization-unknown');

  if (fact.type === 'FactRetracted' || fact.type === 'FactReinstated') {
    const settled = revoke(fact, recorded, codes);
    if (settled !== null) return settled;
  }

  const { stored, rate } = asStored(fact, rates);
  if (stored === null) codes.add('exchange-rate-missing');
  for (const code of conflicts(recorded, stored ?? fact)) codes.add(code);
  if (codes.size > 0 || stored === null) return { outcome: 'rejected', codes: [...codes] };
  return { outcome: 'accepted', fact: stored, ...(rate === undefined ? {} : { rate }) };
}

/** The recorded fact that `fact` says again, `id-reused` where its id stands for another one, or `null`. */
function sameFactBefore(
  recorded: readonly RecordedFact[],
  fact: Fact,
): RecordedFact | 'id-reused' | null {
  const sameId = recorded.find(({ source, id }) => source === fact.source && id === fact.id);
  if (sameId !== undefined) return sameContent(sameId, fact) ? sameId : 'id-reused';
  if (!HAVE_NATURAL_KEYS.has(fact.type)) return null;
  return recorded.find((other) => sameContent(other, fact)) ?? null;
}

/** A booking, a credential, a mark and a membership are the same fact under any id; equal content has equal keys. */
const HAVE_NATURAL_KEYS = new Set<string>([
  'RevenueBooked',
  'ExamPassed',
  'CertificationEarned',
  'MarketReassigned',
  'IndividualJoined',
  'IndividualLeft',
  'PartnerOfRecordAssociated',
  'PartnerOfRecordDissociated',
  'AssociationRegistered',
  'AssociationEnded',
  'MeasureReported',
  'AttributeAssigned',
  'MembershipPurchased',
]);

function duplicateOf(fact: RecordedFact, recorded: readonly RecordedFact[]): OracleDecision {
  const retracted = retractionInForce(fact, recorded) !== null;
  return { outcome: 'duplicate', revision: fact.revision, retracted };
}

/** Same type and data as it was sent: what the recorder took out or wrote in is left aside. */
function sameContent(recorded: RecordedFact, fact: Fact): boolean {
  if (recorded.type !== fact.type) return false;
  const before = asSent(recorded);
  const now = asSent(fact);
  const fields = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...fields].every((field) => sameValue(field, before[field], now[field]));
}

function asSent(fact: Fact | RecordedFact): Record<string, unknown> {
  const { name, email, usdAmount, usdPerUnit, ...rest }: Record<string, unknown> = { ...fact.data };
  void [email, usdAmount];
  const lookedUp = 'rate' in fact && fact.rate !== undefined;
  return {
    ...rest,
    ...(fact.type === 'IndividualJoined' ? {} : { name }),
    ...(lookedUp ? {} : { usdPerUnit }),
  };
}

function sameValue(field: string, before: unknown, now: unknown): boolean {
  if (typeof before !== 'string' || typeof now !== 'string')
    return JSON.stringify(before) === JSON.stringify(now);
  const isNumber = field === 'amount' || field === 'usdPerUnit';
  return isNumber ? sameNumber(before, now) : before === now;
}

function invalid(fact: Fact): string[] {
  switch (fact.type) {
    case 'OrganizationCorrected': {
      const { name, market, effectiveOn } = fact.data;
      return [name, market, effectiveOn].every((said) => said === undefined)
        ? ['invalid-data']
        : [];
    }
    case 'ExamPassed': {
      const { passedOn, expiresOn } = fact.data;
      return expiresOn !== undefined && expiresOn <= passedOn ? ['invalid-data'] : [];
    }
    case 'CertificationEarned': {
      const { earnedOn, expiresOn } = fact.data;
      return expiresOn !== undefined && expiresOn <= earnedOn ? ['invalid-data'] : [];
    }
    case 'MembershipPurchased': {
      const { purchasedOn, anniversaryOn } = fact.data;
      return anniversaryOn !== undefined && anniversaryOn <= purchasedOn ? ['invalid-data'] : [];
    }
    case 'RevenueBooked': {
      const { currency, amount, usdPerUnit } = fact.data;
      const minorUnits = MINOR_UNITS.get(currency);
      if (minorUnits === undefined) return ['currency-unknown'];
      const decimals = amount.split('.')[1]?.length ?? 0;
      const rateWithUsd = currency === 'USD' && usdPerUnit !== undefined;
      return decimals > minorUnits || rateWithUsd ? ['invalid-data'] : [];
    }
    default:
      return [];
  }
}

/** A retraction of what is retracted and a reinstatement of what is live change nothing; `null` = it would change something. */
function revoke(
  fact: Fact<'FactRetracted' | 'FactReinstated'>,
  recorded: readonly RecordedFact[],
  codes: Set<string>,
): OracleDecision | null {
  const { factSource, factId } = fact.data;
  const named = recorded.find(({ source, id }) => source === factSource && id === factId);
  if (named === undefined) {
    codes.add('fact-unknown');
    return null;
  }
  const retracted = retractionInForce(named, recorded) !== null;
  if (retracted === (fact.type === 'FactRetracted')) {
    const { revision } = lastWordOn(named, recorded) ?? named;
    return { outcome: 'duplicate', revision, retracted };
  }
  if (named.type === 'OrganizationEnrolled') codes.add('enrolment-required');
  return null;
}

/** What is kept of a fact, a booking with what it is worth in US dollars; `stored` is `null` where no rate is to be had. */
function asStored(
  fact: Fact,
  rates: readonly Rate[],
): { stored: Fact | null; rate?: { publishedOn: string } } {
  if (fact.type === 'IndividualJoined') {
    // Personal data is taken out before anything is recorded.
    const { organizationId, individualId, effectiveOn } = fact.data;
    return { stored: { ...fact, data: { organizationId, individualId, effectiveOn } } };
  }
  if (fact.type !== 'RevenueBooked' || fact.data.currency === 'USD') return { stored: fact };
  const { amount, usdPerUnit } = fact.data;
  if (usdPerUnit !== undefined) return { stored: worth(fact, amount, usdPerUnit) };
  const published = rateFor(fact, rates);
  if (published === null) return { stored: null };
  const { publishedOn } = published.data;
  return { stored: worth(fact, amount, published.data.usdPerUnit), rate: { publishedOn } };
}

function worth(fact: Booking, amount: string, usdPerUnit: string): Booking {
  const usdAmount = centsText(convertedCents(amount, usdPerUnit));
  return { ...fact, data: { ...fact.data, usdPerUnit, usdAmount } };
}

function rateFor({ data: { currency, bookedOn } }: Booking, rates: readonly Rate[]): Rate | null {
  let latest: Rate | null = null;
  for (const rate of rates) {
    const { publishedOn } = rate.data;
    if (rate.data.currency !== currency || publishedOn > bookedOn) continue;
    if (publishedOn < plusDays(bookedOn, -MAX_RATE_AGE_DAYS)) continue;
    if (latest === null || publishedOn >= latest.data.publishedOn) latest = rate;
  }
  return latest;
}

/** What would be wrong with the live facts, were `fact` recorded too. */
function conflicts(recorded: readonly RecordedFact[], fact: Fact): string[] {
  const revision = recorded.length;
  const next = [...recorded, { ...fact, revision, recordedAt: 0, recordedBy: '' }];
  const live = liveFacts(next, revision);
  const bookings = ofType(live, 'RevenueBooked');
  const passes = ofType(live, 'ExamPassed');
  const certifications = ofType(live, 'CertificationEarned');
  const total = bookings
    .filter(({ data }) => data.currency === 'USD' || data.usdAmount !== undefined)
    .map(centsOfBooking)
    .reduce((sum, cents) => sum + (cents < 0n ? -cents : cents), 0n);
  return [
    ...(anyTwice(bookings.map(({ data }) => [data.bookingId])) ? ['booking-exists'] : []),
    ...(anyTwice(passes.map(({ data }) => [data.individualId, data.exam, data.passedOn]))
      ? ['exam-pass-exists']
      : []),
    ...(anyTwice(
      certifications.map(({ data }) => [data.individualId, data.certification, data.earnedOn]),
    )
      ? ['certification-exists']
      : []),
    ...(total > MAX_TOTAL_CENTS ? ['total-too-large'] : []),
  ];
}

function anyTwice(keys: readonly (readonly string[])[]): boolean {
  return new Set(keys.map((key) => JSON.stringify(key))).size < keys.length;
}
