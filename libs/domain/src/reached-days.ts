import { type Day, FIRST_DAY } from './business-day.js';
import type { DailyTotals } from './daily-totals.js';
import type { Market } from './facts/fields.js';
import type { DayInterval } from './intervals.js';
import type { ByMarket } from './program.js';
import { forEachSpan, HORIZON, type Steps, StepsBuilder } from './steps.js';

/** On which days totals reach a threshold, kept while the totals change: a change is looked at on its own days only. */
export class ReachedDays {
  /** By the threshold, the days on which it is crossed, ascending; before the first of them the total is 0. */
  readonly #crossings = new Map<number, Day[]>();
  /** What was answered of the crossings as they are. */
  readonly #met = new Map<ByMarket<number>, { market: Steps<Market>; met: Steps<boolean> }>();

  constructor(private readonly totals: DailyTotals) {}

  /**
   * Whether the totals reach the threshold of the day's market, for every day: the very same answer as long as nothing changes it, so that
   * what is made of it need not be made again.
   */
  met(threshold: ByMarket<number>, market: Steps<Market>): Steps<boolean> {
    const kept = this.#met.get(threshold);
    if (kept?.market === market) return kept.met;
    const met = new StepsBuilder<boolean>();
    forEachSpan(market, FIRST_DAY, HORIZON, (from, to, inMarket) => {
      const required = threshold[inMarket];
      const days = this.#crossingsOf(required);
      let place = placeOf(days, from + 1);
      // Without a crossing the total is 0; each one turns it about.
      let isReached = required <= 0 === (place % 2 === 0);
      met.set(from, isReached);
      for (; place < days.length; place += 1) {
        const day = days[place] ?? to;
        if (day >= to) return;
        isReached = !isReached;
        met.set(day, isReached);
      }
    });
    const steps = met.build();
    this.#met.set(threshold, { market, met: steps });
    return steps;
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
      this.#met.clear();
    }
  }

  #crossingsOf(threshold: number): readonly Day[] {
    let days = this.#crossings.get(threshold);
    if (days === undefined) {
      days = this.totals.crossings(threshold, { from: FIRST_DAY, to: HORIZON });
      this.#crossings.set(threshold, days);
    }
    return days;
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
