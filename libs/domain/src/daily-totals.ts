import { type Day, FIRST_DAY } from './business-day.js';
import { DayChanges, type RunningTotals } from './day-changes.js';
import type { DayInterval } from './intervals.js';
import { HORIZON } from './steps.js';
import { placeOf } from './turns.js';

const NUMBER_BYTES = 8;

/** A whole number for every day, kept as the days on which it changes: those of one organization are few. */
export class DailyTotals {
  readonly #days: Day[];
  readonly #totals: number[];

  constructor({ days, totals }: RunningTotals = { days: [], totals: [] }) {
    this.#days = days;
    this.#totals = totals;
  }

  /** The sum of what `each` adds to its argument. */
  static sumOf(each: (sum: DayChanges) => void): DailyTotals {
    return new DailyTotals(DayChanges.sumOf(each));
  }

  copy(): DailyTotals {
    return new DailyTotals({ days: this.#days.slice(), totals: this.#totals.slice() });
  }

  /** `value` counts on these days too; days outside the business days are left out. */
  add({ from, to }: DayInterval, value: number): void {
    const begin = Math.max(from, FIRST_DAY);
    const end = Math.min(to, HORIZON);
    if (begin >= end) return;
    const first = this.#changeOn(begin);
    const last = this.#changeOn(end);
    const totals = this.#totals;
    for (let place = first; place < last; place += 1) {
      // Not `?? 0`, here and below: that would make an object of each amount.
      totals[place] = (totals[place] as number) + value;
    }
  }

  on(day: Day): number {
    const place = this.#firstPlaceFrom(day + 1) - 1;
    return place < 0 ? 0 : (this.#totals[place] ?? 0);
  }

  /**
   * The days on which the total begins or ceases to be at least `threshold`, ascending, before `to` and from `from` on; `from` itself
   * where the total is otherwise than on the day before. Before `FIRST_DAY`, where it is not before `to`, nothing is reached.
   */
  crossings(threshold: number, { from, to }: DayInterval): Day[] {
    const crossed: Day[] = [];
    const totals = this.#totals;
    const end = this.#firstPlaceFrom(to);
    let place = this.#firstPlaceFrom(from);
    let reached = from > FIRST_DAY && (place === 0 ? 0 : (totals[place - 1] ?? 0)) >= threshold;
    if (from <= FIRST_DAY && from < to && threshold <= 0 && this.#days[0] !== FIRST_DAY) {
      crossed.push(FIRST_DAY);
      reached = true;
    }
    for (; place < end; place += 1) {
      // Every timeline goes through here: one look at each total and nothing else.
      if (reached) while (place < end && (totals[place] as number) >= threshold) place += 1;
      else while (place < end && (totals[place] as number) < threshold) place += 1;
      if (place === end) return crossed;
      reached = !reached;
      crossed.push(this.#days[place] ?? 0);
    }
    return crossed;
  }

  /** The days from `from` (inclusive) to `to` (exclusive) on which the total may differ from that of the day before, ascending. */
  daysOfChange({ from, to }: DayInterval): Day[] {
    return this.#days.slice(this.#firstPlaceFrom(from), this.#firstPlaceFrom(to));
  }

  /** What it holds in memory. */
  get bytes(): number {
    return (this.#days.length + this.#totals.length) * NUMBER_BYTES;
  }

  /** The place of the first change that is not before `day`. */
  #firstPlaceFrom(day: Day): number {
    return placeOf(this.#days, day);
  }

  /** The place of `day`, which has one from now on. */
  #changeOn(day: Day): number {
    const place = this.#firstPlaceFrom(day);
    if (this.#days[place] === day) return place;
    this.#days.splice(place, 0, day);
    this.#totals.splice(place, 0, place === 0 ? 0 : (this.#totals[place - 1] ?? 0));
    return place;
  }
}
