import { type BookingRow, NET_NEW, RECURRING } from './booking-columns.js';
import type { Day } from './business-day.js';
import { DailyTotals } from './daily-totals.js';
import type { DayChanges } from './day-changes.js';
import type { CustomerAssociations } from './customer-associations.js';
import type { IndexContent } from './facts-index.js';
import { type DayIntervals, intersection, isWithin } from './intervals.js';
import type { Cents } from './money.js';
import type { RevenueFilter } from './program.js';
import { ReachedDays } from './reached-days.js';
import { countsFrom, countsUpTo, daysThatCount } from './trailing-months.js';

/** The bookings of one organization that pass a filter, as the revenue of the window of every day. */
export class RevenueLine {
  readonly reached: ReachedDays;

  private constructor(
    readonly totals: DailyTotals,
    private readonly counting: CountingDays,
  ) {
    this.reached = new ReachedDays(totals);
  }

  /** Counts what was recorded up to `knownAt` (inclusive) and was live then. */
  static of(
    { bookings, liveness }: Readonly<IndexContent>,
    counting: CountingDays,
    knownAt: number,
  ): RevenueLine {
    const { product, netNew, day, cents, customer, revision } = bookings.columns;
    const count = bookings.countKnownAt(knownAt);
    const fits = counting.fittingKinds();
    const mayBeRetracted = !liveness.isEveryFactLive;
    const totals = DailyTotals.sumOf((sum) => {
      for (let begin = 0; begin < count; begin += ROWS_AT_ONCE) {
        const end = Math.min(begin + ROWS_AT_ONCE, count);
        let found = 0;
        for (let at = begin; at < end; at += 1) {
          fitting[found] = at;
          found += fits[kindOf(product[at] ?? 0, netNew[at] ?? 0)] ?? 0;
        }
        for (let place = 0; place < found; place += 1) {
          const at = fitting[place] ?? 0;
          if (mayBeRetracted && !liveness.isLive(revision[at] ?? 0, knownAt)) continue;
          counting.addTo(sum, day[at] ?? 0, customer[at] ?? 0, cents[at] ?? 0);
        }
      }
    });
    return new RevenueLine(totals, counting);
  }

  /** The same without `rows`, from a day on. */
  less(rows: readonly BookingRow[], from: Day): RevenueLine {
    const totals = this.totals.copy();
    for (const row of rows) {
      for (const days of this.counting.daysOf(row)) {
        totals.add({ from: Math.max(days.from, from), to: days.to }, -row.cents);
      }
    }
    return new RevenueLine(totals, this.counting);
  }

  /** Takes a booking in that was recorded after the others, while no mark changed. */
  add(row: BookingRow): void {
    for (const days of this.counting.daysOf(row)) {
      this.totals.add(days, row.cents);
      this.reached.changed(days);
    }
  }
}

/** What there is to know of customers. */
export interface Customers {
  readonly associations: CustomerAssociations;
  /** `days`, up to the day on which a customer is supposed to depart. */
  whileCustomer(customer: number, days: DayIntervals): DayIntervals;
}

const FITS = 1;
/**
 * Rows that fit are looked for in so many at a time before more is read of them: without a branch for each the processor fetches what
 * lies ahead, and a column that is not in its cache is not waited for row by row.
 */
const ROWS_AT_ONCE = 1_024;
const fitting = new Int32Array(ROWS_AT_ONCE);

/** Bookings of one product and one revenue type are of one kind: a small number. */
function kindOf(product: number, netNew: number): number {
  return 2 * product + netNew;
}

/** On which days a live booking counts towards a filter. */
export class CountingDays {
  readonly #isOfProduct: boolean[] = [];
  readonly #associationOf: (customer: number) => DayIntervals;

  constructor(
    private readonly content: Readonly<IndexContent>,
    readonly filter: RevenueFilter,
    private readonly customers: Customers,
  ) {
    this.#associationOf = customers.associations.under(filter);
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

  /** By the kind of a booking, of those there are today: whether its product and its revenue type pass. */
  fittingKinds(): Uint8Array {
    const kinds = new Uint8Array(kindOf(this.content.products.length, RECURRING));
    for (const product of this.content.products.keys()) {
      if (!this.isOfProduct({ product })) continue;
      if (this.isOfType({ revenueType: 'net-new' })) kinds[kindOf(product, NET_NEW)] = FITS;
      if (this.isOfType({ revenueType: 'recurring' })) kinds[kindOf(product, RECURRING)] = FITS;
    }
    return kinds;
  }

  /** None where the booking never counts. */
  daysOf(row: BookingRow): DayIntervals {
    if (!this.isOfProduct(row) || !this.isOfType(row)) return [];
    const days = daysCounted(row.day, this.#associationOf(row.customer), this.filter);
    return this.customers.whileCustomer(row.customer, days);
  }

  /** Adds a booking of a kind that fits to a sum, on the days on which it counts while nobody is supposed to depart. */
  addTo(sum: DayChanges, day: Day, customer: number, cents: Cents): void {
    const { window, attribution } = this.filter;
    const associated = this.#associationOf(customer);
    if (attribution === 'prospective') {
      if (isWithin(associated, day))
        sum.add(countsFrom(day, window), countsUpTo(day, window), cents);
    } else {
      for (const { from, to } of daysCounted(day, associated, this.filter))
        sum.add(from, to, cents);
    }
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
