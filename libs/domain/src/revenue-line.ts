import type { BookingRow } from './booking-columns.js';
import { FIRST_DAY, LAST_DAY } from './business-day.js';
import type { RevenueType } from './facts/fields.js';
import type { AssociationMark, IndexContent } from './facts-index.js';
import { type DayIntervals, daysOn, isWithin, union } from './intervals.js';
import { RollingWindow } from './rolling-window.js';

/** Which bookings count towards a revenue requirement. */
export interface RevenueFilter {
  readonly products: readonly string[];
  /** Empty = every type. */
  readonly revenueTypes: readonly RevenueType[];
  /** Being partner of record for one of these on the booking's day makes the booking count. */
  readonly associationProducts: readonly string[];
}

/** The bookings of one organization that pass a filter, as the trailing twelve months of every day. */
export class RevenueLine {
  readonly window = new RollingWindow();
  readonly #filter: RevenueFilter;
  readonly #content: Readonly<IndexContent>;
  readonly #knownAt: number;
  readonly #associations = new Map<number, DayIntervals>();

  /** Counts what was recorded up to `knownAt` (inclusive) and was live then. */
  constructor(content: Readonly<IndexContent>, filter: RevenueFilter, knownAt: number) {
    this.#content = content;
    this.#filter = filter;
    this.#knownAt = knownAt;
    // One sum a day first: days are few, and each is then added to the days it counts on.
    const centsByDay = new Float64Array(LAST_DAY - FIRST_DAY + 1);
    content.bookings.forEachKnown(knownAt, (row) => {
      if (content.liveness.isLive(row.revision, knownAt) && this.counts(row)) {
        centsByDay[row.day - FIRST_DAY] = (centsByDay[row.day - FIRST_DAY] ?? 0) + row.cents;
      }
    });
    for (let cell = 0; cell < centsByDay.length; cell += 1) {
      const cents = centsByDay[cell] ?? 0;
      if (cents !== 0) this.window.add(cell + FIRST_DAY, cents);
    }
  }

  /** Takes a booking in that was recorded after `knownAt`, while no mark changed. */
  addIfItCounts(row: BookingRow): void {
    if (this.counts(row)) this.window.add(row.day, row.cents);
  }

  /** Whether a live booking passes the filter. */
  counts(row: BookingRow): boolean {
    const product = this.#content.products[row.product] ?? '';
    return (
      this.#filter.products.includes(product) &&
      (this.#filter.revenueTypes.length === 0 ||
        this.#filter.revenueTypes.includes(row.revenueType)) &&
      isWithin(this.#associationOf(row.customer), row.day)
    );
  }

  /** The days on which the organization is partner of record for the customer, for at least one of the filter's products. */
  #associationOf(customer: number): DayIntervals {
    const cached = this.#associations.get(customer);
    if (cached !== undefined) return cached;
    const marks = (this.#content.associationMarks[customer] ?? []).filter(
      ({ revision }) =>
        revision <= this.#knownAt && this.#content.liveness.isLive(revision, this.#knownAt),
    );
    const association = associationDays(marks, this.#filter.associationProducts);
    this.#associations.set(customer, association);
    return association;
  }
}

/** A mark that names products speaks of those alone; one that names none speaks of every product. */
export function associationDays(
  marks: readonly AssociationMark[],
  products: readonly string[],
): DayIntervals {
  return union(
    products.flatMap((product) =>
      daysOn(
        marks.filter((mark) => mark.products === null || mark.products.includes(product)),
        (mark) => mark.associated,
      ),
    ),
  );
}
