import { type Day, FIRST_DAY } from './business-day.js';
import { DayChanges, type Each, type RunningTotals } from './day-changes.js';
import type { DayInterval } from './intervals.js';
import { HORIZON } from './steps.js';
import { placeOf } from './turns.js';

const NUMBER_BYTES = 8;

/** A whole number for every day, kept as the days on which it changes: those of one organization are few. */
export class DailyTotals {
  #kept: RunningTotals | null;
  /** What makes them, as long as they are not kept. */
  #each: Each | null;

  constructor(kept: RunningTotals | null = { days: [], totals: [], length: 0 }, each?: Each) {
    this.#kept = kept;
    this.#each = each ?? null;
  }

  /** The sum of what `each` adds to its argument. */
  static sumOf(each: Each): DailyTotals {
    return new DailyTotals(copyOf(DayChanges.sumOf(each)));
  }

  /**
   * As `sumOf`, but kept only from when a day is asked about or something is added: who asks for thresholds alone, as of most organizations,
   * has them from the sum as it is made. `each` adds the same whenever it is called, which may be more than once.
   */
  static summedWhenAsked(each: Each): DailyTotals {
    return new DailyTotals(null, each);
  }

  copy(): DailyTotals {
    return new DailyTotals(copyOf(this.#running()));
  }

  /** `value` counts on these days too; days outside the business days are left out. */
  add({ from, to }: DayInterval, value: number): void {
    const begin = Math.max(from, FIRST_DAY);
    const end = Math.min(to, HORIZON);
    if (begin >= end) return;
    const first = this.#changeOn(begin);
    const last = this.#changeOn(end);
    const { totals } = this.#keep();
    for (let place = first; place < last; place += 1) {
      // Not `?? 0`, here and below: that would make an object of each amount.
      totals[place] = (totals[place] as number) + value;
    }
  }

  on(day: Day): number {
    const { days, totals, length } = this.#keep();
    const place = placeOf(days, day + 1, length) - 1;
    return place < 0 ? 0 : (totals[place] ?? 0);
  }

  /**
   * The days on which the total begins or ceases to be at least `threshold`, ascending, before `to` and from `from` on; `from` itself
   * where the total is otherwise than on the day before. Before `FIRST_DAY`, where it is not before `to`, nothing is reached.
   */
  crossings(threshold: number, { from, to }: DayInterval): Day[] {
    const crossed: Day[] = [];
    const { days, totals, length } = this.#running();
    const end = placeOf(days, to, length);
    let place = placeOf(days, from, length);
    let reached = from > FIRST_DAY && (place === 0 ? 0 : (totals[place - 1] ?? 0)) >= threshold;
    if (
      from <= FIRST_DAY &&
      from < to &&
      threshold <= 0 &&
      (length === 0 || days[0] !== FIRST_DAY)
    ) {
      crossed.push(FIRST_DAY);
      reached = true;
    }
    for (; place < end; place += 1) {
      // Every timeline goes through here: one look at each total and nothing else.
      if (reached) while (place < end && (totals[place] as number) >= threshold) place += 1;
      else while (place < end && (totals[place] as number) < threshold) place += 1;
      if (place === end) return crossed;
      reached = !reached;
      crossed.push(days[place] ?? 0);
    }
    return crossed;
  }

  /** The days from `from` (inclusive) to `to` (exclusive) on which the total may differ from that of the day before, ascending. */
  daysOfChange({ from, to }: DayInterval): Day[] {
    const { days, length } = this.#keep();
    return days.slice(placeOf(days, from, length), placeOf(days, to, length));
  }

  /** What it holds in memory. */
  get bytes(): number {
    return 2 * (this.#kept?.length ?? 0) * NUMBER_BYTES;
  }

  /** To be looked at before the next sum is made. */
  #running(): Readonly<RunningTotals> {
    return this.#each === null ? this.#keep() : DayChanges.sumOf(this.#each);
  }

  #keep(): RunningTotals {
    this.#kept ??= copyOf(this.#running());
    this.#each = null;
    return this.#kept;
  }

  /** The place of `day`, which has one from now on. */
  #changeOn(day: Day): number {
    const kept = this.#keep();
    const { days, totals, length } = kept;
    const place = placeOf(days, day, length);
    if (days[place] === day) return place;
    days.splice(place, 0, day);
    totals.splice(place, 0, place === 0 ? 0 : (totals[place - 1] ?? 0));
    kept.length = length + 1;
    return place;
  }
}

function copyOf({ days, totals, length }: Readonly<RunningTotals>): RunningTotals {
  return { days: days.slice(0, length), totals: totals.slice(0, length), length };
}
