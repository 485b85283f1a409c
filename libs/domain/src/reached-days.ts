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
    // Whether the day behind differs from the last one that changed has to be looked at anew too.
    const changed = { from: Math.max(from, FIRST_DAY), to: Math.min(to + 1, HORIZON) };
    for (const [threshold, days] of this.#crossings) {
      const first = placeOf(days, changed.from);
      const last = placeOf(days, changed.to);
      const anew = this.totals.crossings(threshold, changed);
      // As a rule one booking more crosses on the same days.
      if (anew.length === last - first && anew.every((day, at) => days[first + at] === day))
        continue;
      days.splice(first, last - first, ...anew);
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
