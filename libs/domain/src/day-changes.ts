import { assert } from './assert.js';
import { type Day, FIRST_DAY } from './business-day.js';
import { HORIZON } from './steps.js';
import type { CountedDays } from './trailing-months.js';

const DAYS = HORIZON - FIRST_DAY;
const BITS = 32;

/** One place for each change of a sum: from `days[i]` on it is `totals[i]`, up to `days[i + 1]`. Days are ascending. */
export interface RunningTotals {
  readonly days: Day[];
  readonly totals: number[];
  /** How many places there are; what is behind them says nothing. */
  length: number;
}

/** Adds everything that makes up a sum. */
export type Each = (sum: DayChanges) => void;

/** The sum that was made last, in room that the next one takes over, and what it was made by. */
const latest: RunningTotals = { days: [], totals: [], length: 0 };
let latestEach: Each | null = null;

/** Of the sum that is being taken; one more than there can be is written, and not counted. */
const touchedCells = new Int32Array(DAYS + 2);

/** Room for sums that are being made; as a rule there is one at a time. */
const spare: DayChanges[] = [];

/**
 * A sum in the making: by how much it changes on each day. There is a cell for every business day and a bit for every cell that was
 * touched, so that the days come out in order without sorting them, and nothing is paid for days on which nothing changes.
 */
export class DayChanges {
  readonly #changes = new Float64Array(DAYS + 1);
  readonly #touched = new Int32Array(Math.ceil((DAYS + 1) / BITS));
  /** The words of `#touched` that may hold a bit; none while the first is behind the last. */
  #firstWord = this.#touched.length;
  #lastWord = -1;

  /** What comes of everything that `each` adds, to be looked at before the next sum is made. */
  static sumOf(each: Each): Readonly<RunningTotals> {
    if (latestEach === each) return latest;
    const sum = spare.pop() ?? new DayChanges();
    each(sum); // where it throws, the cells are not clear, and it is not used again
    sum.#take();
    latestEach = each;
    spare.push(sum);
    return latest;
  }

  /** `value` counts from `from` (inclusive) to `to` (exclusive); days outside the business days are left out. */
  add(from: Day, to: Day, value: number): void {
    const begin = Math.max(from, FIRST_DAY) - FIRST_DAY;
    const end = Math.min(to, HORIZON) - FIRST_DAY;
    if (begin >= end) return;
    this.#change(begin, value);
    this.#change(end, -value);
    this.#firstWord = Math.min(this.#firstWord, begin >> 5);
    this.#lastWord = Math.max(this.#lastWord, end >> 5);
  }

  #change(cell: number, value: number): void {
    this.#changes[cell] = (this.#changes[cell] ?? 0) + value;
    const word = cell >> 5;
    this.#touched[word] = (this.#touched[word] ?? 0) | (1 << (cell & 31));
  }

  /** As `add` for the first `length` of `days` with their `values`, each on the days on which it counts. */
  addCounted(days: Int32Array, values: Float64Array, length: number, counted: CountedDays): void {
    const changes = this.#changes;
    const touched = this.#touched;
    let firstCell = DAYS;
    let lastCell = 0;
    for (let place = 0; place < length; place += 1) {
      const both = counted.bothOf(days[place] ?? 0);
      const begin = Math.min(both & 0xffff, DAYS);
      const end = Math.min(both >>> 16, DAYS);
      const value = values[place] ?? 0;
      changes[begin] = (changes[begin] ?? 0) + value;
      changes[end] = (changes[end] ?? 0) - value;
      touched[begin >> 5] = (touched[begin >> 5] ?? 0) | (1 << (begin & 31));
      touched[end >> 5] = (touched[end >> 5] ?? 0) | (1 << (end & 31));
      firstCell = Math.min(firstCell, begin);
      lastCell = Math.max(lastCell, end);
    }
    this.#firstWord = Math.min(this.#firstWord, firstCell >> 5);
    this.#lastWord = Math.max(this.#lastWord, lastCell >> 5);
  }

  /** Makes the sum the latest; there is none any more here afterwards. */
  #take(): void {
    const count = this.#listTouched();
    const changes = this.#changes;
    const { days, totals } = latest;
    let running = 0;
    for (let place = 0; place < count; place += 1) {
      const cell = touchedCells[place] ?? 0;
      running += changes[cell] ?? 0;
      changes[cell] = 0;
      days[place] = cell + FIRST_DAY;
      totals[place] = running;
    }
    assert(running === 0, 'what begins to count ceases to');
    latest.length = count;
  }

  /** Puts the cells that were touched into `touchedCells`, in order, and returns how many they are; none is touched any more afterwards. */
  #listTouched(): number {
    const touched = this.#touched;
    let count = 0;
    for (let word = this.#firstWord; word <= this.#lastWord; word += 1) {
      let bits = touched[word] ?? 0;
      touched[word] = 0;
      // As a rule one or two; how many of the two there are is no branch, for nobody can guess it.
      for (let place = 0; place < 2; place += 1) {
        touchedCells[count] = word * BITS + lowestOf(bits);
        count += (bits | -bits) >>> 31;
        bits &= bits - 1;
      }
      for (; bits !== 0; bits &= bits - 1) {
        touchedCells[count] = word * BITS + lowestOf(bits);
        count += 1;
      }
    }
    this.#firstWord = touched.length;
    this.#lastWord = -1;
    return count;
  }
}

/** The place of the lowest bit that is set, from 0; -1 where none is. */
function lowestOf(bits: number): number {
  return BITS - 1 - Math.clz32(bits & -bits);
}
