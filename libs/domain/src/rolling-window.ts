import { addMonths, type Day, LAST_DAY } from './business-day.js';
import type { Cents } from './money.js';

/** The trailing twelve months of day t are (t − 12 months, t]. */
const MONTHS = 12;

/** First and last day, both inclusive, of the window of `day`. */
export function windowOf(day: Day): { from: Day; to: Day } {
  return { from: addMonths(day, -MONTHS) + 1, to: day };
}

/** The first day whose window no longer holds `day`: the first t with t − 12 months >= day. */
export function firstDayWithout(day: Day): Day {
  const anniversary = addMonths(day, MONTHS);
  // The anniversary of 29 February is clamped to the 28th, whose window still holds the 29th.
  return addMonths(anniversary, -MONTHS) >= day ? anniversary : anniversary + 1;
}

/**
 * The revenue of the trailing twelve months of every day, as one array with a cell a day. Days are few, so a booking is added
 * to the year of days that it counts on, and every question is one look.
 */
export class RollingWindow {
  #firstDay: Day = 0;
  #cents = new Float64Array(0);

  /** Counts `cents` (negative = credit) from `day` to the first day whose window no longer holds it. */
  add(day: Day, cents: Cents): void {
    const end = Math.min(firstDayWithout(day), LAST_DAY + 1);
    this.#cover(day, end);
    const totals = this.#cents;
    for (let cell = day - this.#firstDay; cell < end - this.#firstDay; cell += 1) {
      totals[cell] = (totals[cell] ?? 0) + cents;
    }
  }

  /** The sum of what was booked in the trailing twelve months of `day`. */
  amountOn(day: Day): Cents {
    return this.#cents[day - this.#firstDay] ?? 0;
  }

  /** First day (inclusive) and last day (exclusive) outside of which every amount is zero. */
  get extent(): { from: Day; to: Day } {
    return { from: this.#firstDay, to: this.#firstDay + this.#cents.length };
  }

  #cover(from: Day, to: Day): void {
    const { from: coveredFrom, to: coveredTo } = this.extent;
    const empty = this.#cents.length === 0;
    if (!empty && from >= coveredFrom && to <= coveredTo) return;
    const firstDay = empty ? from : Math.min(from, coveredFrom);
    const lastDay = empty ? to : Math.max(to, coveredTo);
    const cents = new Float64Array(lastDay - firstDay);
    cents.set(this.#cents, empty ? 0 : coveredFrom - firstDay);
    this.#firstDay = firstDay;
    this.#cents = cents;
  }
}
