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
const FIRST_SMALL_LOAD = 0.5;
/** A large table this full is made an eighth larger. */
const MAX_LOAD = 0.9;
const FIRST_LOAD = 0.85;
const GROWTH = 1.125;

/** Which word of a number of 64 bits is the higher one depends on the processor. */
const [LOW, ROW] = new Uint32Array(new BigUint64Array([1n]).buffer)[0] === 1 ? [1, 0] : [0, 1];

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

  /** Row after row it would wait for memory at each: in the order of their hashes they lie down one behind the other. */
  #made(): Uint32Array {
    const rows = this.#low.length;
    const load = rows < SMALL_SLOTS * FIRST_SMALL_LOAD ? FIRST_SMALL_LOAD : FIRST_LOAD;
    const slots = new Uint32Array(Math.max(FIRST_SLOTS, Math.ceil(rows / load)));
    this.#slots = slots;
    const pairs = this.#rowsByHash();
    let next = 0;
    for (let at = 0; at < pairs.length; at += 2) {
      const row = pairs[at + ROW] ?? 0;
      const low = pairs[at + LOW] ?? 0;
      // Where both words are alike, the rows of one hash are listed.
      const isAlike = at > 0 && pairs[at - 2 + LOW] === low;
      if (!isAlike) {
        next = this.#layDown(slots, row + 1, low, next);
        this.#used += 1;
      } else if (this.#put(slots, row)) next += 1;
    }
    return slots;
  }

  /** Of each row that is there two words, in the order of the lower words of their hashes and then of the rows. */
  #rowsByHash(): Uint32Array {
    const pairs = new Uint32Array(2 * this.#low.length);
    let filled = 0;
    for (let row = 0; row < this.#low.length; row += 1) {
      const low = this.#lowOf(row);
      if (low === 0 && this.#highOf(row) === 0) continue;
      pairs[filled + ROW] = row;
      pairs[filled + LOW] = low;
      filled += 2;
    }
    // Numbers of 64 bits have an order by themselves, and are not made one by one for it.
    new BigUint64Array(pairs.buffer, 0, filled / 2).sort();
    return pairs.subarray(0, filled);
  }

  #enter(slots: Uint32Array, row: number): void {
    const maxLoad = slots.length < SMALL_SLOTS ? MAX_SMALL_LOAD : MAX_LOAD;
    this.#put(this.#used < slots.length * maxLoad ? slots : this.#grown(slots), row);
  }

  /** Returns whether `row` takes a slot of its own: none before it has its hash. */
  #put(slots: Uint32Array, row: number): boolean {
    const low = this.#lowOf(row);
    const high = this.#highOf(row);
    const slot = this.#slotOf(slots, low, high);
    const present = this.#rowIn(slots, slot, low, high);
    if (present === -1) {
      insert(slots, slot, row + 1);
      this.#used += 1;
      return true;
    }
    this.#before.set(row, present);
    slots[slot] = row + 1;
    return false;
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
    // Behind a free slot rows come in the order of their hashes, and lie down one behind the other without a search.
    const free = slots.indexOf(FREE);
    let next = 0;
    for (let slot = free; slot < slots.length; slot += 1) {
      const entry = slots[slot] ?? FREE;
      if (entry !== FREE) next = this.#layDown(grown, entry, this.#lowOf(entry - 1), next);
    }
    // Those before it may have come around the end.
    for (const entry of slots.subarray(0, free)) this.#place(grown, entry);
    this.#slots = grown;
    return grown;
  }

  /** Puts the next of those that come in the order of their hashes where it belongs, `next` or behind it, and returns the slot behind its own. */
  #layDown(slots: Uint32Array, entry: number, low: number, next: number): number {
    const at = Math.max(next, homeOf(low, slots.length));
    if (at < slots.length) slots[at] = entry;
    else this.#place(slots, entry);
    return at + 1;
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
