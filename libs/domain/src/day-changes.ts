import { assert } from './assert.js';
import { type Day, FIRST_DAY } from './business-day.js';
import { HORIZON } from './steps.js';

const DAYS = HORIZON - FIRST_DAY;
const BITS = 32;

/** One place for each change of a sum: from `days[i]` on it is `totals[i]`, up to `days[i + 1]`. Days are ascending. */
export interface RunningTotals {
  readonly days: Int32Array<ArrayBuffer>;
  readonly totals: Float64Array<ArrayBuffer>;
}

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

  /** What comes of everything that `each` adds. */
  static sumOf(each: (sum: DayChanges) => void): RunningTotals {
    const sum = spare.pop() ?? new DayChanges();
    each(sum); // where it throws, the cells are not clear, and it is not used again
    const totals = sum.#taken();
    spare.push(sum);
    return totals;
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

  /** The sum; there is none any more afterwards. */
  #taken(): RunningTotals {
    const count = this.#count();
    const days = new Int32Array(count);
    const totals = new Float64Array(count);
    let place = 0;
    let running = 0;
    for (let word = this.#firstWord; word <= this.#lastWord; word += 1) {
      for (let bits = this.#touched[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const cell = word * BITS + lowestOf(bits);
        running += this.#changes[cell] ?? 0;
        this.#changes[cell] = 0;
        days[place] = cell + FIRST_DAY;
        totals[place] = running;
        place += 1;
      }
      this.#touched[word] = 0;
    }
    this.#firstWord = this.#touched.length;
    this.#lastWord = -1;
    assert(place === count && running === 0, 'what begins to count ceases to');
    return { days, totals };
  }

  #count(): number {
    let count = 0;
    for (let word = this.#firstWord; word <= this.#lastWord; word += 1) {
      count += bitsIn(this.#touched[word] ?? 0);
    }
    return count;
  }
}

/** How many bits of a word are set: summed up in pairs, then in fours, then in bytes, which the product adds into the highest one. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** The place of the lowest bit that is set, from 0. */
function lowestOf(bits: number): number {
  return BITS - 1 - Math.clz32(bits & -bits);
}
