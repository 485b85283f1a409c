import { type Day, FIRST_DAY } from './business-day.js';
import type { DailyTotals } from './daily-totals.js';
import type { Market } from './facts/fields.js';
import type { DayInterval } from './intervals.js';
import type { ByMarket } from './program.js';
import { forEachSpan, HORIZON, type Steps } from './steps.js';
import { holdsOn, placeOf, turn, type Turns } from './turns.js';

const NONE: readonly never[] = [];
const EVERY_DAY: DayInterval = { from: FIRST_DAY, to: HORIZON };

/** The days on which a threshold is reached. */
interface Reached {
  readonly threshold: number;
  days: Turns;
}

/** What was answered of an organization that changed its market. */
interface Met {
  readonly threshold: ByMarket<number>;
  readonly market: Steps<Market>;
  readonly met: Turns;
}

/** On which days totals reach a threshold, kept while the totals change: a change is looked at on its own days only. */
export class ReachedDays {
  /** Of every threshold that was asked for; they are few. */
  #reached: readonly Reached[] = NONE;
  #met: readonly Met[] = NONE;

  constructor(private readonly totals: DailyTotals) {}

  /**
   * The days on which the totals reach the threshold of the day's market: the very same answer as long as nothing changes it, so that
   * what is made of it need not be made again.
   */
  met(threshold: ByMarket<number>, market: Steps<Market>): Turns {
    const [first] = market;
    if (market.length === 1 && first !== undefined) return this.#reachedOf(threshold[first.value]);
    const kept = this.#met.find((one) => one.threshold === threshold && one.market === market);
    if (kept !== undefined) return kept.met;
    const met: Day[] = [];
    forEachSpan(market, FIRST_DAY, HORIZON, (from, to, inMarket) => {
      const reached = this.#reachedOf(threshold[inMarket]);
      turn(met, from, holdsOn(reached, from));
      for (let place = placeOf(reached, from + 1); place < reached.length; place += 1) {
        const day = reached[place] ?? to;
        if (day >= to) return;
        turn(met, day, place % 2 === 0);
      }
    });
    this.#met = [...this.#met, { threshold, market, met }];
    return met;
  }

  /** To be called when the totals of some days have changed. Returns whether a threshold that was asked for is reached on other days. */
  changed({ from, to }: DayInterval): boolean {
    // Whether the day behind differs from the last one that changed has to be looked at anew too.
    const changed = { from: Math.max(from, FIRST_DAY), to: Math.min(to + 1, HORIZON) };
    let isOther = false;
    for (const reached of this.#reached) {
      const { threshold, days } = reached;
      const first = placeOf(days, changed.from);
      const last = placeOf(days, changed.to);
      const anew = this.totals.crossings(threshold, changed);
      // As a rule one booking more crosses on the same days.
      if (anew.length === last - first && anew.every((day, at) => days[first + at] === day))
        continue;
      reached.days = [...days.slice(0, first), ...anew, ...days.slice(last)];
      this.#met = NONE;
      isOther = true;
    }
    return isOther;
  }

  #reachedOf(threshold: number): Turns {
    for (const reached of this.#reached) if (reached.threshold === threshold) return reached.days;
    const days = this.totals.crossings(threshold, EVERY_DAY);
    this.#reached = [...this.#reached, { threshold, days }];
    return days;
  }
}
