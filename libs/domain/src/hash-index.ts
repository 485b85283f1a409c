import type { Hash } from './keyed-hash.js';
import { NumberColumn, words } from './number-column.js';

/** A slot without a row. */
const FREE = 0;
const FIRST_SLOTS = 64;
/** A table this full is made a third larger: doubling would leave half of a large one empty. */
const MAX_LOAD = 0.8;
const GROWTH = 4 / 3;

export interface HashArrays {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

export function emptyHashes(length: number): HashArrays {
  return { low: new Uint32Array(length), high: new Uint32Array(length) };
}

/**
 * The rows of a column of hashes, by hash: open addressing over the rows' numbers, so that a row costs 8 bytes of hash and about as much
 * of table.
 */
export class HashIndex {
  readonly #low = new NumberColumn(words);
  readonly #high = new NumberColumn(words);
  /** Rows plus one. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #used = 0;
  /** The row before, where several have one hash. */
  readonly #before = new Map<number, number>();

  /** Adds `row`; of several rows with one hash the last is found first. */
  add(row: number, hash: Hash): void {
    this.#low.set(row, hash.low);
    this.#high.set(row, hash.high);
    if (this.#used >= this.#slots.length * MAX_LOAD) this.#grow();
    const slot = this.#slotOf(hash);
    const present = this.#slots[slot] ?? FREE;
    if (present === FREE) this.#used += 1;
    else this.#before.set(row, present - 1);
    this.#slots[slot] = row + 1;
  }

  /** The rows with this hash, the first to be added first. */
  rowsOf(hash: Hash): number[] {
    const rows: number[] = [];
    let row: number | undefined = (this.#slots[this.#slotOf(hash)] ?? FREE) - 1;
    while (row !== undefined && row >= 0) {
      rows.unshift(row);
      row = this.#before.get(row);
    }
    return rows;
  }

  hashOf(row: number): Hash {
    return { low: this.#low.get(row), high: this.#high.get(row) };
  }

  /** The hashes of rows 0 to `length` (exclusive); 0 and 0 where there is no row. */
  toArrays(length: number): HashArrays {
    const arrays = emptyHashes(length);
    for (let row = 0; row < length; row += 1) {
      arrays.low[row] = this.#low.get(row);
      arrays.high[row] = this.#high.get(row);
    }
    return arrays;
  }

  static fromArrays({ low, high }: HashArrays): HashIndex {
    const index = new HashIndex();
    for (let row = 0; row < low.length; row += 1) {
      const hash = { low: low[row] ?? 0, high: high[row] ?? 0 };
      if (hash.low !== 0 || hash.high !== 0) index.add(row, hash);
    }
    return index;
  }

  /** The slot that holds the hash, or the free one where it would go. */
  #slotOf({ low, high }: Hash): number {
    const size = this.#slots.length;
    // As far into the table as the hash is into its range.
    let slot = Math.floor((low / 0x1_0000_0000) * size);
    for (;;) {
      const row = (this.#slots[slot] ?? FREE) - 1;
      if (row < 0 || (this.#low.get(row) === low && this.#high.get(row) === high)) return slot;
      slot = slot + 1 === size ? 0 : slot + 1;
    }
  }

  #grow(): void {
    const rows = this.#slots.filter((entry) => entry !== FREE);
    this.#slots = new Uint32Array(Math.ceil(this.#slots.length * GROWTH));
    for (const entry of rows) this.#slots[this.#slotOf(this.hashOf(entry - 1))] = entry;
  }
}
