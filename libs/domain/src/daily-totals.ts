import { type Day, FIRST_DAY } from './business-day.js';
import type { DayInterval } from './intervals.js';
import { HORIZON } from './steps.js';

/**
 * A whole number for every day, as one array with a cell a day. Days are few, so what counts for a while is added to every day of it,
 * and every question is one look.
 */
export class DailyTotals {
  #firstDay: Day = FIRST_DAY;
  #cells = new Float64Array(0);

  /** The sum of what `each` hands to its argument: a value, and the days on which it counts. One pass over the days, however much it is. */
  static sumOf(each: (add: (days: DayInterval, value: number) => void) => void): DailyTotals {
    // What changes on a day; the totals are the running sum.
    const changes = new Float64Array(HORIZON - FIRST_DAY + 1);
    let first = changes.length;
    let last = 0;
    each(({ from, to }, value) => {
      const begin = Math.max(from, FIRST_DAY) - FIRST_DAY;
      const end = Math.min(to, HORIZON) - FIRST_DAY;
      if (begin >= end) return;
      changes[begin] = (changes[begin] ?? 0) + value;
      changes[end] = (changes[end] ?? 0) - value;
      first = Math.min(first, begin);
      last = Math.max(last, end);
    });
    const totals = new DailyTotals();
    if (first >= last) return totals;
    totals.#firstDay = first + FIRST_DAY;
    totals.#cells = new Float64Array(last - first);
    let running = 0;
    for (let cell = first; cell < last; cell += 1) {
      running += changes[cell] ?? 0;
      totals.#cells[cell - first] = running;
    }
    return totals;
  }

  copy(): DailyTotals {
    const copy = new DailyTotals();
    copy.#firstDay = this.#firstDay;
    copy.#cells = this.#cells.slice();
    return copy;
  }

  add({ from, to }: DayInterval, value: number): void {
    const begin = Math.max(from, FIRST_DAY);
    const end = Math.min(to, HORIZON);
    if (begin >= end) return;
    this.#cover(begin, end);
    const cells = this.#cells;
    for (let cell = begin - this.#firstDay; cell < end - this.#firstDay; cell += 1) {
      cells[cell] = (cells[cell] ?? 0) + value;
    }
  }

  on(day: Day): number {
    return this.#cells[day - this.#firstDay] ?? 0;
  }

  /**
   * The days on which the total begins or ceases to be at least `threshold`, ascending, before `to` and from `from` on; `from` itself
   * where the total is otherwise than on the day before.
   */
  crossings(threshold: number, { from, to }: DayInterval): Day[] {
    const days: Day[] = [];
    let reached = this.on(from - 1) >= threshold;
    const cells = this.#cells;
    const firstDay = this.#firstDay;
    const inside = (day: Day) => Math.min(Math.max(day, firstDay), firstDay + cells.length);
    const look = (day: Day) => {
      if (this.on(day) >= threshold === reached) return;
      reached = !reached;
      days.push(day);
    };
    if (from < firstDay && from < to) look(from);
    // Every timeline goes through here: one look at each cell and nothing else.
    for (let cell = inside(from) - firstDay; cell < inside(to) - firstDay; cell += 1) {
      if ((cells[cell] ?? 0) >= threshold === reached) continue;
      reached = !reached;
      days.push(cell + firstDay);
    }
    const behind = Math.max(from, firstDay + cells.length);
    if (behind < to) look(behind);
    return days;
  }

  /** Outside of these days every total is zero. */
  get extent(): DayInterval {
    return { from: this.#firstDay, to: this.#firstDay + this.#cells.length };
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#cells.byteLength;
  }

  #cover(from: Day, to: Day): void {
    const covered = this.extent;
    const empty = this.#cells.length === 0;
    if (!empty && from >= covered.from && to <= covered.to) return;
    const firstDay = empty ? from : Math.min(from, covered.from);
    const lastDay = empty ? to : Math.max(to, covered.to);
    const cells = new Float64Array(lastDay - firstDay);
    cells.set(this.#cells, empty ? 0 : covered.from - firstDay);
    this.#firstDay = firstDay;
    this.#cells = cells;
  }
}
