import {
  type BookingRow,
  type BookingRows,
  type BookingsOfKind,
  CUSTOMER,
  DAY,
  REVISION,
  ROW,
} from './booking-rows.js';
import type { Day } from './business-day.js';
import { DailyTotals } from './daily-totals.js';
import type { DayChanges } from './day-changes.js';
import type { AssociationDays, CustomerAssociations } from './customer-associations.js';
import { REVENUE_TYPES } from './facts/fields.js';
import { fetchLines } from './cache-lines.js';
import type { IndexContent } from './facts-index.js';
import { type DayIntervals, intersection, isWithin } from './intervals.js';
import type { RevenueFilter } from './program.js';
import { ReachedDays } from './reached-days.js';
import { COUNTED_DAYS, daysThatCount } from './trailing-months.js';

/** Of more bookings than these the totals are kept at once, for adding up again takes longer than keeping what came of it. */
const FEW = 10_000;
/** How many bookings of a kind are fetched from memory before they are looked at: the processor foresees itself what follows those. */
const FETCHED = 256;
/** Bookings that are looked through at once. */
const AT_ONCE = 1_024;
/** Of those of them that count, the days and the amounts. */
const pickedDays = new Int32Array(AT_ONCE);
const pickedCents = new Float64Array(AT_ONCE);

/** The bookings of one organization that pass a filter, as the revenue of the window of every day. */
export class RevenueLine {
  readonly reached: ReachedDays;

  private constructor(
    /** Equal filters have equal ones. */
    readonly key: string,
    readonly totals: DailyTotals,
    private readonly counting: CountingDays,
  ) {
    this.reached = new ReachedDays(totals);
  }

  /** Counts what was recorded up to `knownAt` (inclusive) and was live then. */
  static of(
    key: string,
    { bookings, liveness }: Readonly<IndexContent>,
    counting: CountingDays,
    knownAt: number,
  ): RevenueLine {
    const isLive = liveness.isEveryFactLive
      ? null
      : (revision: number) => liveness.isLive(revision, knownAt);
    const each = (sum: DayChanges) => counting.addTo(sum, bookings, knownAt, isLive);
    const totals =
      bookings.length > FEW ? DailyTotals.sumOf(each) : DailyTotals.summedWhenAsked(each);
    return new RevenueLine(key, totals, counting);
  }

  /** The same without `rows`, from a day on. */
  less(rows: readonly BookingRow[], from: Day): RevenueLine {
    const totals = this.totals.copy();
    for (const row of rows) {
      for (const days of this.counting.daysOf(row)) {
        totals.add({ from: Math.max(days.from, from), to: days.to }, -row.cents);
      }
    }
    return new RevenueLine(this.key, totals, this.counting);
  }

  /** Takes a booking in that was recorded after the others, while no mark changed. Returns whether a threshold is reached on other days. */
  add(row: BookingRow): boolean {
    let isOther = false;
    for (const days of this.counting.daysOf(row)) {
      this.totals.add(days, row.cents);
      isOther = this.reached.changed(days) || isOther;
    }
    return isOther;
  }
}

/** What there is to know of customers. */
export interface Customers {
  readonly associations: CustomerAssociations;
  /** `days`, up to the day on which a customer is supposed to depart. */
  whileCustomer(customer: number, days: DayIntervals): DayIntervals;
}

/** On which days a live booking counts towards a filter. */
export class CountingDays {
  readonly #isOfProduct: boolean[] = [];
  readonly #associated: AssociationDays;

  constructor(
    private readonly content: Readonly<IndexContent>,
    readonly filter: RevenueFilter,
    private readonly customers: Customers,
  ) {
    this.#associated = customers.associations.under(filter);
  }

  isOfProduct({ product }: Pick<BookingRow, 'product'>): boolean {
    // Asked of every booking; products are few.
    return (this.#isOfProduct[product] ??= this.filter.products.includes(
      this.content.products[product] ?? '',
    ));
  }

  isOfType({ revenueType }: Pick<BookingRow, 'revenueType'>): boolean {
    const { revenueTypes } = this.filter;
    return revenueTypes.length === 0 || revenueTypes.includes(revenueType);
  }

  /** None where the booking never counts. */
  daysOf(row: BookingRow): DayIntervals {
    if (!this.isOfProduct(row) || !this.isOfType(row)) return [];
    const days = daysCounted(row.day, this.#associated.of(row.customer), this.filter);
    return this.customers.whileCustomer(row.customer, days);
  }

  /**
   * Adds the bookings recorded up to `knownAt` (inclusive) to a sum, those for which `isLive` is true (`null` = all are), on the days on
   * which each counts while nobody is supposed to depart.
   */
  addTo(
    sum: DayChanges,
    bookings: BookingRows,
    knownAt: number,
    isLive: ((revision: number) => boolean) | null,
  ): void {
    const kinds = this.#kindsIn(bookings);
    for (const { words, length } of kinds) fetchLines(words, Math.min(length, FETCHED) * ROW);
    for (const kind of kinds) this.#addKind(sum, bookings, kind, knownAt, isLive);
  }

  /** The kinds of bookings that may count. */
  #kindsIn(bookings: BookingRows): BookingsOfKind[] {
    const kinds: BookingsOfKind[] = [];
    const { products } = this.content;
    for (let product = 0; product < products.length; product += 1) {
      if (!this.isOfProduct({ product })) continue;
      for (const revenueType of REVENUE_TYPES) {
        if (!this.isOfType({ revenueType })) continue;
        const kind = bookings.ofKind(product, revenueType);
        if (kind !== undefined) kinds.push(kind);
      }
    }
    return kinds;
  }

  #addKind(
    sum: DayChanges,
    bookings: BookingRows,
    kind: BookingsOfKind,
    knownAt: number,
    isLive: ((revision: number) => boolean) | null,
  ): void {
    const { words } = kind;
    const end = bookings.countKnownAt(kind, knownAt) * ROW;
    const counted = COUNTED_DAYS[this.filter.window];
    if (this.filter.attribution === 'retroactive') {
      for (let at = 0; at < end; at += ROW) {
        if (isLive !== null && !isLive(words[at + REVISION] ?? 0)) continue;
        const associated = this.#associated.of(words[at + CUSTOMER] ?? 0);
        const cents = bookings.centsIn(words, at);
        for (const { from, to } of daysCounted(words[at + DAY] ?? 0, associated, this.filter))
          sum.add(from, to, cents);
      }
    } else {
      for (let at = 0; at < end; at += AT_ONCE * ROW) {
        const upTo = Math.min(end, at + AT_ONCE * ROW);
        const length = this.#pick(bookings, words, at, upTo, isLive);
        sum.addCounted(pickedDays, pickedCents, length, counted);
      }
    }
  }

  /**
   * Of the rows from `at` to `end` (exclusive), in words, puts those whose customer was associated on their day into `pickedDays` and
   * `pickedCents`, and returns how many they are. There is no branch on it: whether a booking counts cannot be guessed, and the processor would
   * lose more by guessing wrong than by writing one down that the next one is written over.
   */
  #pick(
    bookings: BookingRows,
    words: Int32Array,
    from: number,
    end: number,
    isLive: ((revision: number) => boolean) | null,
  ): number {
    const associated = this.#associated;
    let length = 0;
    for (let at = from; at < end; at += ROW) {
      if (isLive !== null && !isLive(words[at + REVISION] ?? 0)) continue;
      const day = words[at + DAY] ?? 0;
      pickedDays[length] = day;
      pickedCents[length] = bookings.centsIn(words, at);
      length += associated.on(words[at + CUSTOMER] ?? 0, day);
    }
    return length;
  }
}

/** The days on which something of `day` counts, by the association with its customer. */
export function daysCounted(
  day: Day,
  associated: DayIntervals,
  { window, attribution }: Pick<RevenueFilter, 'window' | 'attribution'>,
): DayIntervals {
  const days = daysThatCount(day, window);
  if (attribution === 'retroactive') return intersection(days, associated);
  return isWithin(associated, day) ? days : [];
}

/** Whether something of `day` counts on `asked` as far as the association is concerned. */
export function isAssociatedFor(
  day: Day,
  asked: Day,
  associated: DayIntervals,
  { attribution }: Pick<RevenueFilter, 'attribution'>,
): boolean {
  return isWithin(associated, attribution === 'prospective' ? day : asked);
}
