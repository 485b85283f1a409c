import { currencyUnknown, minorUnitsOf } from '../currencies.js';
import { type Decision, rejected, type Rejected } from '../decision.js';
import type { LivenessChange } from '../liveness.js';
import {
  type Cents,
  centsOf,
  convertToCents,
  decimalsOf,
  formatCents,
  MAX_TOTAL_CENTS,
} from '../money.js';
import { CentsColumn, type CentsContent } from '../number-column.js';
import type { RateLookup } from './exchange-rates.js';
import type { Fact, RecordedFact } from './fact.js';
import {
  IsAmount,
  IsBusinessDay,
  IsId,
  IsRate,
  IsReference,
  IsRevenueType,
  MayBeAbsent,
  type RevenueType,
} from './fields.js';

/** One revenue line. A negative `amount` is a credit note. */
export class RevenueBooked {
  @IsId() organizationId!: string;
  @IsReference() bookingId!: string;
  @IsReference() customerId!: string;
  @IsId() product!: string;
  @IsRevenueType() revenueType!: RevenueType;
  @IsAmount() amount!: string;
  @IsId() currency!: string;
  @IsBusinessDay() bookedOn!: string;
  /** US dollars per unit of `currency`; not with USD. The recorded event carries it for every other currency. */
  @MayBeAbsent() @IsRate() usdPerUnit?: string;
  /** Written by the recorder for every currency but USD, rounded half-even to cents; refused from a caller. */
  usdAmount?: string;
}

/** What the totals are made of; the column has a cell a revision. */
export interface RevenueTotalsContent {
  readonly liveCents: Cents;
  readonly absoluteCents: Uint32Array;
  readonly large: CentsContent['large'];
}

/** The sum of the absolute amounts of an organization's live bookings, and each booking's share of it. */
export class RevenueTotals {
  #liveCents: Cents = 0;
  /** By revision; 0 where no booking stands. */
  #absoluteCents = new CentsColumn();

  /** What `toContent` gave, whose column is not copied. */
  static of({ liveCents, absoluteCents, large }: RevenueTotalsContent): RevenueTotals {
    const totals = new RevenueTotals();
    totals.#liveCents = liveCents;
    totals.#absoluteCents = CentsColumn.of(absoluteCents, large);
    return totals;
  }

  /** Of revisions 0 to `length` (exclusive), which are all. */
  toContent(length: number): RevenueTotalsContent {
    const { cents, large } = this.#absoluteCents.toContent(length);
    return { liveCents: this.#liveCents, absoluteCents: cents, large };
  }

  add(fact: RecordedFact, changes: readonly LivenessChange[]): void {
    if (fact.type === 'RevenueBooked') {
      const cents = Math.abs(usdCentsOf(fact.data));
      this.#absoluteCents.set(fact.revision, cents);
      this.#liveCents += cents;
    }
    for (const { revision, live } of changes) {
      const cents = this.#absoluteCents.get(revision);
      this.#liveCents += live ? cents : -cents;
    }
  }

  /** Whether `cents` more, credit notes taken as what they are without their sign, stay within `MAX_TOTAL_CENTS`. */
  hasRoomFor(cents: Cents): boolean {
    // A difference, which a double holds exactly; a sum may be beyond that.
    return Math.abs(cents) <= MAX_TOTAL_CENTS - this.#liveCents;
  }

  hasRoomForBookingAt(revision: number): boolean {
    return this.hasRoomFor(this.#absoluteCents.get(revision));
  }
}

/** What a recorded booking counts for. */
export function usdCentsOf(booking: RevenueBooked): Cents {
  return centsOf(booking.usdAmount ?? booking.amount);
}

export function totalTooLarge(pointer: string): Rejected {
  return rejected(
    'total-too-large',
    "the absolute sum of the organization's bookings would pass 90,000,000,000,000.00 USD",
    pointer,
  );
}

/** Converts what is not in USD at its own rate, else at the latest one published by its day and at most ten days old. */
export function decideBooking(
  fact: Fact<'RevenueBooked'>,
  totals: RevenueTotals,
  rates: RateLookup,
): Decision {
  const problem = problemOfAmount(fact.data);
  if (problem !== null) return problem;
  const { amount, currency, bookedOn, usdPerUnit } = fact.data;
  if (currency === 'USD') {
    if (!totals.hasRoomFor(centsOf(amount))) return totalTooLarge('/data/amount');
    return { outcome: 'accepted', fact };
  }
  const published = usdPerUnit === undefined ? rates(currency, bookedOn) : null;
  const rate = usdPerUnit ?? published?.usdPerUnit;
  if (rate === undefined) {
    return rejected(
      'exchange-rate-missing',
      `no rate for ${currency} was published from ten days before ${bookedOn} to that day; ` +
        'send usdPerUnit with the booking, or ExchangeRatePublished before it',
      '/data/currency',
    );
  }
  // Of a product that is too large for a double the nearest one is too large, too.
  const cents = Number(convertToCents(amount, rate));
  if (!totals.hasRoomFor(cents)) return totalTooLarge('/data/amount');
  const data = { ...fact.data, usdPerUnit: rate, usdAmount: formatCents(cents) };
  return {
    outcome: 'accepted',
    fact: { ...fact, data },
    ...(published === null ? {} : { rate: { publishedOn: published.publishedOn } }),
  };
}

function problemOfAmount({ amount, currency, usdPerUnit }: RevenueBooked): Rejected | null {
  const minorUnits = minorUnitsOf(currency);
  if (minorUnits === null) return currencyUnknown(currency);
  if (decimalsOf(amount) > minorUnits) {
    return rejected(
      'invalid-data',
      `amounts in ${currency} have at most ${minorUnits} decimals; ${amount} has ${decimalsOf(amount)}`,
      '/data/amount',
    );
  }
  if (currency === 'USD' && usdPerUnit !== undefined) {
    return rejected('invalid-data', 'a booking in USD has no usdPerUnit', '/data/usdPerUnit');
  }
  return null;
}
