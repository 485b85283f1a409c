import type { Hash } from './keyed-hash.js';
import { NumberColumn, words } from './number-column.js';

/** A slot without a row. */
const FREE = 0;
const FIRST_SLOTS = 64;
/** Two words of 0 stand for a row that is not there; whoever hashes to them, once in 2^64, is taken for this one. */
const NOT_ZERO: Hash = { low: 0xffff_ffff, high: 0xffff_ffff };
/** A table this full is made a third larger: doubling would leave half of a large one empty. */
const MAX_LOAD = 0.8;
const FIRST_LOAD = 0.7;
const GROWTH = 4 / 3;

export interface HashArrays {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * The rows of a column of hashes, by hash: open addressing over the rows' numbers, so that a row costs 8 bytes of hash and about six of
 * table. The table is made when a row is first looked for: a stream that is only read through needs none.
 */
export class HashIndex {
  #low = new NumberColumn(words);
  #high = new NumberColumn(words);
  /** Rows plus one; `null` = not made yet. */
  #slots: Uint32Array | null = null;
  #used = 0;
  /** The row before, where several have one hash. */
  readonly #before = new Map<number, number>();

  /** Adds `row`, which is behind all others. */
  add(row: number, hash: Hash): void {
    const { low, high } = notZero(hash);
    this.#low.set(row, low);
    this.#high.set(row, high);
    if (this.#slots !== null) this.#enter(this.#slots, row);
  }

  /** The rows with this hash, ascending. */
  rowsOf(hash: Hash): number[] {
    const slots = this.#slots ?? this.#made();
    const { low, high } = notZero(hash);
    const rows: number[] = [];
    let row: number | undefined = (slots[this.#slotOf(slots, low, high)] ?? FREE) - 1;
    while (row !== undefined && row >= 0) {
      rows.unshift(row);
      row = this.#before.get(row);
    }
    return rows;
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#low.bytes + this.#high.bytes + (this.#slots?.byteLength ?? 0);
  }

  hashOf(row: number): Hash {
    return { low: this.#low.get(row), high: this.#high.get(row) };
  }

  /** The hashes of rows 0 to `length` (exclusive); 0 and 0 where there is no row. */
  toArrays(length: number): HashArrays {
    return { low: this.#low.toArray(length), high: this.#high.toArray(length) };
  }

  /** An index of these hashes, which are not copied. */
  static fromArrays({ low, high }: HashArrays): HashIndex {
    const index = new HashIndex();
    index.#low = NumberColumn.of(words, low);
    index.#high = NumberColumn.of(words, high);
    return index;
  }

  #made(): Uint32Array {
    const rows = this.#low.length;
    this.#slots = new Uint32Array(Math.max(FIRST_SLOTS, Math.ceil(rows / FIRST_LOAD)));
    for (let row = 0; row < rows; row += 1) {
      if (this.#low.get(row) !== 0 || this.#high.get(row) !== 0) this.#enter(this.#slots, row);
    }
    return this.#slots;
  }

  #enter(slots: Uint32Array, row: number): void {
    const roomy = this.#used < slots.length * MAX_LOAD ? slots : this.#grown(slots);
    const slot = this.#slotOf(roomy, this.#low.get(row), this.#high.get(row));
    const present = roomy[slot] ?? FREE;
    if (present === FREE) this.#used += 1;
    else this.#before.set(row, present - 1);
    roomy[slot] = row + 1;
  }

  /** The slot that holds the hash, or the free one where it would go. */
  #slotOf(slots: Uint32Array, low: number, high: number): number {
    const size = slots.length;
    // As far into the table as the hash is into its range.
    let slot = Math.floor((low / 0x1_0000_0000) * size);
    for (;;) {
      const row = (slots[slot] ?? FREE) - 1;
      if (row < 0 || (this.#low.get(row) === low && this.#high.get(row) === high)) return slot;
      slot = slot + 1 === size ? 0 : slot + 1;
    }
  }

  #grown(slots: Uint32Array): Uint32Array {
    const grown = new Uint32Array(Math.ceil(slots.length * GROWTH));
    for (const entry of slots) {
      if (entry === FREE) continue;
      const row = entry - 1;
      grown[this.#slotOf(grown, this.#low.get(row), this.#high.get(row))] = entry;
    }
    this.#slots = grown;
    return grown;
  }
}

function notZero(hash: Hash): Hash {
  return hash.low === 0 && hash.high === 0 ? NOT_ZERO : hash;
}
