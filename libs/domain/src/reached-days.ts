import { type Day, FIRST_DAY } from './business-day.js';
import type { DailyTotals } from './daily-totals.js';
import type { DayInterval } from './intervals.js';
import { HORIZON } from './steps.js';

/** The days on which totals cross a threshold, kept while the totals change: a change is looked at on its own days only. */
export class ReachedDays {
  readonly #crossings = new Map<number, Day[]>();

  constructor(readonly totals: DailyTotals) {}

  /** Ascending; before the first of them the total is 0. */
  crossings(threshold: number): readonly Day[] {
    let days = this.#crossings.get(threshold);
    if (days === undefined) {
      days = this.totals.crossings(threshold, { from: FIRST_DAY, to: HORIZON });
      this.#crossings.set(threshold, days);
    }
    return days;
  }

  /** To be called when the totals of some days have changed. */
  changed({ from, to }: DayInterval): void {
    for (const [threshold, days] of this.#crossings) {
      // Whether the day behind differs from the last one that changed has to be looked at anew too.
      const end = Math.min(to + 1, HORIZON);
      const begin = Math.max(from, FIRST_DAY);
      const first = placeOf(days, begin);
      const last = placeOf(days, end);
      days.splice(
        first,
        last - first,
        ...this.totals.crossings(threshold, { from: begin, to: end }),
      );
    }
  }
}

/** The place of the first of `days` that is not before `day`. */
function placeOf(days: readonly Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
