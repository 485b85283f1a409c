import type { Hash } from './keyed-hash.js';
import { NumberColumn, placeInCells, words } from './number-column.js';

/** A slot without a row. */
const FREE = 0;
const FIRST_SLOTS = 64;
/** Two words of 0 stand for a row that is not there; whoever hashes to them, once in 2^64, is taken for this one. */
const NOT_ZERO: Hash = { low: 0xffff_ffff, high: 0xffff_ffff };
const NONE: readonly number[] = [];
/** A small table doubles before it is full, so that searches are short; to a large one half of it empty would be too much. */
const SMALL_SLOTS = 16_384;
const MAX_SMALL_LOAD = 0.75;
/** A large table this full is made an eighth larger. */
const MAX_LOAD = 0.9;
const FIRST_LOAD = 0.85;
const GROWTH = 1.125;

export interface HashArrays {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * The rows of a column of hashes, by hash: open addressing over the rows' numbers, so that a row costs 8 bytes of hash and at most five of
 * table. Whoever is farther from where they belong comes first (Robin Hood), so that a search in a table this full ends after a few
 * steps, whether the hash is there or not. The table is made when a row is first looked for: a stream that is only read through needs none.
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
    this.#low.cellsOf(row)[placeInCells(row)] = low;
    this.#high.cellsOf(row)[placeInCells(row)] = high;
    if (this.#slots !== null) this.#enter(this.#slots, row);
  }

  /** The rows with this hash, ascending. */
  rowsOf(hash: Hash): readonly number[] {
    const last = this.lastOf(hash);
    if (last === null) return NONE;
    const rows = [last];
    let row = this.#before.get(last);
    while (row !== undefined) {
      rows.unshift(row);
      row = this.#before.get(row);
    }
    return rows;
  }

  /** The last row with this hash, or `null`. */
  lastOf(hash: Hash): number | null {
    const slots = this.#slots ?? this.#made();
    const { low, high } = notZero(hash);
    const row = this.#rowIn(slots, this.#slotOf(slots, low, high), low, high);
    return row === -1 ? null : row;
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

  #lowOf(row: number): number {
    return this.#low.cellsOf(row)[placeInCells(row)] ?? 0;
  }

  #highOf(row: number): number {
    return this.#high.cellsOf(row)[placeInCells(row)] ?? 0;
  }

  #made(): Uint32Array {
    const rows = this.#low.length;
    this.#slots = new Uint32Array(Math.max(FIRST_SLOTS, Math.ceil(rows / FIRST_LOAD)));
    for (let row = 0; row < rows; row += 1) {
      if (this.#lowOf(row) !== 0 || this.#highOf(row) !== 0) this.#enter(this.#slots, row);
    }
    return this.#slots;
  }

  #enter(slots: Uint32Array, row: number): void {
    const maxLoad = slots.length < SMALL_SLOTS ? MAX_SMALL_LOAD : MAX_LOAD;
    const roomy = this.#used < slots.length * maxLoad ? slots : this.#grown(slots);
    const low = this.#lowOf(row);
    const high = this.#highOf(row);
    const slot = this.#slotOf(roomy, low, high);
    const present = this.#rowIn(roomy, slot, low, high);
    if (present === -1) {
      insert(roomy, slot, row + 1);
      this.#used += 1;
    } else {
      this.#before.set(row, present);
      roomy[slot] = row + 1;
    }
  }

  /**
   * The slot that holds the hash, or the one where it would go: a free one, or that of the first row that is nearer to where it belongs,
   * or as near with a higher hash: so the table is in the order of hashes.
   */
  #slotOf(slots: Uint32Array, low: number, high: number): number {
    const size = slots.length;
    let slot = homeOf(low, size);
    for (let distance = 0; ; distance += 1) {
      const row = (slots[slot] ?? FREE) - 1;
      if (row < 0) return slot;
      const other = this.#lowOf(row);
      if (other === low && this.#highOf(row) === high) return slot;
      const home = homeOf(other, size);
      const behind = (slot < home ? slot + size : slot) - home;
      if (behind < distance || (behind === distance && other > low)) return slot;
      slot = slot + 1 === size ? 0 : slot + 1;
    }
  }

  /** The row in `slot` where it has this hash; else -1. */
  #rowIn(slots: Uint32Array, slot: number, low: number, high: number): number {
    const row = (slots[slot] ?? FREE) - 1;
    return row >= 0 && this.#lowOf(row) === low && this.#highOf(row) === high ? row : -1;
  }

  #grown(slots: Uint32Array): Uint32Array {
    const growth = slots.length < SMALL_SLOTS ? 2 : GROWTH;
    const grown = new Uint32Array(Math.ceil(slots.length * growth));
    const size = grown.length;
    // Behind a free slot rows come in the order of their hashes, and lie down one behind the other without a search.
    const free = slots.indexOf(FREE);
    let next = 0;
    for (let slot = free; slot < slots.length; slot += 1) {
      const entry = slots[slot] ?? FREE;
      if (entry === FREE) continue;
      const at = Math.max(next, homeOf(this.#lowOf(entry - 1), size));
      if (at < size) grown[at] = entry;
      else this.#place(grown, entry);
      next = at + 1;
    }
    // Those before it may have come around the end.
    for (const entry of slots.subarray(0, free)) this.#place(grown, entry);
    this.#slots = grown;
    return grown;
  }

  #place(slots: Uint32Array, entry: number): void {
    const row = entry - 1;
    insert(slots, this.#slotOf(slots, this.#lowOf(row), this.#highOf(row)), entry);
  }
}

/** As far into the table as the hash is into its range. */
function homeOf(low: number, size: number): number {
  return Math.floor((low / 0x1_0000_0000) * size);
}

/** Puts `entry` into `slot`; whoever is there, and next to them, moves on by one as far as the next free slot. */
function insert(slots: Uint32Array, slot: number, entry: number): void {
  let moving = entry;
  for (let at = slot; moving !== FREE; at = at + 1 === slots.length ? 0 : at + 1) {
    const next = slots[at] ?? FREE;
    slots[at] = moving;
    moving = next;
  }
}

function notZero(hash: Hash): Hash {
  return hash.low === 0 && hash.high === 0 ? NOT_ZERO : hash;
}
