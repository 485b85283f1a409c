import { type Day, FIRST_DAY } from './business-day.js';
import { DayChanges, type RunningTotals } from './day-changes.js';
import type { DayInterval } from './intervals.js';
import { HORIZON } from './steps.js';

const NOTHING: RunningTotals = { days: new Int32Array(0), totals: new Float64Array(0) };

/** A whole number for every day, kept as the days on which it changes: those of one organization are few. */
export class DailyTotals {
  #days: Int32Array<ArrayBuffer>;
  #totals: Float64Array<ArrayBuffer>;
  /** How many places of the two arrays are in use. */
  #length: number;

  constructor({ days, totals }: RunningTotals = NOTHING) {
    this.#days = days;
    this.#totals = totals;
    this.#length = days.length;
  }

  /** The sum of what `each` adds to its argument. */
  static sumOf(each: (sum: DayChanges) => void): DailyTotals {
    return new DailyTotals(DayChanges.sumOf(each));
  }

  copy(): DailyTotals {
    return new DailyTotals({
      days: this.#days.slice(0, this.#length),
      totals: this.#totals.slice(0, this.#length),
    });
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
      totals[place] = (totals[place] ?? 0) + value;
    }
  }

  on(day: Day): number {
    const place = this.#firstPlaceFrom(day + 1) - 1;
    return place < 0 ? 0 : (this.#totals[place] ?? 0);
  }

  /**
   * The days on which the total begins or ceases to be at least `threshold`, ascending, before `to` and from `from` on; `from` itself
   * where the total is otherwise than on the day before.
   */
  crossings(threshold: number, { from, to }: DayInterval): Day[] {
    const crossed: Day[] = [];
    const totals = this.#totals;
    const end = this.#firstPlaceFrom(to);
    let place = this.#firstPlaceFrom(from);
    let reached = (place === 0 ? 0 : (totals[place - 1] ?? 0)) >= threshold;
    for (; place < end; place += 1) {
      // Every timeline goes through here: one look at each total and nothing else.
      if (reached) while (place < end && (totals[place] ?? 0) >= threshold) place += 1;
      else while (place < end && (totals[place] ?? 0) < threshold) place += 1;
      if (place === end) return crossed;
      reached = !reached;
      crossed.push(this.#days[place] ?? 0);
    }
    return crossed;
  }

  /** The days from `from` (inclusive) to `to` (exclusive) on which the total may differ from that of the day before, ascending. */
  daysOfChange({ from, to }: DayInterval): Day[] {
    return [...this.#days.subarray(this.#firstPlaceFrom(from), this.#firstPlaceFrom(to))];
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#days.byteLength + this.#totals.byteLength;
  }

  /** The place of the first change that is not before `day`. */
  #firstPlaceFrom(day: Day): number {
    const days = this.#days;
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The place of `day`, which has one from now on. */
  #changeOn(day: Day): number {
    const place = this.#firstPlaceFrom(day);
    if (place < this.#length && this.#days[place] === day) return place;
    if (this.#length === this.#days.length) this.#grow();
    this.#days.copyWithin(place + 1, place, this.#length);
    this.#totals.copyWithin(place + 1, place, this.#length);
    this.#days[place] = day;
    this.#totals[place] = place === 0 ? 0 : (this.#totals[place - 1] ?? 0);
    this.#length += 1;
    return place;
  }

  #grow(): void {
    const length = Math.max(16, 2 * this.#length);
    const days = new Int32Array(length);
    const totals = new Float64Array(length);
    days.set(this.#days);
    totals.set(this.#totals);
    this.#days = days;
    this.#totals = totals;
  }
}
