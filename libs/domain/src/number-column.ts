type Numbers = Uint32Array | Int32Array | Float64Array | Uint8Array;

const ROWS_PER_CHUNK = 32_768;
const CHUNK_BITS = 15;
const IN_CHUNK = ROWS_PER_CHUNK - 1;
const FIRST_ROWS = 64;

/** Where a row lies among the cells that `cellsOf` gives. */
export function placeInCells(row: number): number {
  return row & IN_CHUNK;
}

/**
 * A column of numbers that grows. Small ones double; large ones grow by chunks, so that at most one chunk is spare: a million rows would
 * else carry half a million empty ones.
 */
export class NumberColumn<A extends Numbers> {
  readonly #chunks: A[] = [];
  #length = 0;

  /** `allocate` makes an array of zeros. */
  constructor(private readonly allocate: (length: number) => A) {}

  /** A column with the numbers of `array`, which is not copied. */
  static of<A extends Numbers>(allocate: (length: number) => A, array: A): NumberColumn<A> {
    const column = new NumberColumn(allocate);
    for (let row = 0; row < array.length; row += ROWS_PER_CHUNK) {
      column.#chunks.push(array.subarray(row, row + ROWS_PER_CHUNK) as A);
    }
    column.#length = array.length;
    return column;
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of rows 0 to `length` (exclusive). */
  toArray(length: number): A {
    const array = this.allocate(length);
    for (const [place, chunk] of this.#chunks.entries()) {
      const from = place * ROWS_PER_CHUNK;
      if (from >= length) break;
      array.set(chunk.subarray(0, length - from) as never, from);
    }
    return array;
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Rows that were never set are 0. */
  get(row: number): number {
    return this.#chunks[row >>> CHUNK_BITS]?.[row & IN_CHUNK] ?? 0;
  }

  set(row: number, value: number): void {
    this.cellsOf(row)[row & IN_CHUNK] = value;
  }

  /**
   * The cells among which `row` has place `placeInCells(row)`, made where there are none. For whoever asks again and again: in `get` and `set` the
   * columns of all kinds of number meet, and V8 tells them apart each time.
   */
  cellsOf(row: number): A {
    if (row >= this.#length) this.#grow(row + 1);
    return this.#chunks[row >>> CHUNK_BITS] as A;
  }

  #grow(length: number): void {
    this.#length = length;
    const last = (length - 1) >>> CHUNK_BITS;
    const rows = length - last * ROWS_PER_CHUNK;
    const present = this.#chunks[last]?.length ?? 0;
    if (rows <= present) return;
    // All chunks but the last one have their full length.
    const first = Math.max(0, this.#chunks.length - 1);
    for (let place = first; place < last; place += 1) this.#widen(place, ROWS_PER_CHUNK);
    // Only the first chunk begins small: a column that is behind it will be long.
    const wanted = Math.max(FIRST_ROWS, rows, 2 * present);
    this.#widen(last, last > 0 ? ROWS_PER_CHUNK : Math.min(ROWS_PER_CHUNK, wanted));
  }

  #widen(place: number, rows: number): void {
    const chunk = this.#chunks[place];
    if (chunk === undefined) this.#chunks[place] = this.allocate(rows);
    else if (chunk.length < rows) this.#chunks[place] = this.#copied(chunk, rows);
  }

  #copied(chunk: A, length: number): A {
    const copy = this.allocate(length);
    copy.set(chunk as never);
    return copy;
  }
}

export const words = (length: number): Uint32Array => new Uint32Array(length);
export const signed = (length: number): Int32Array => new Int32Array(length);
export const bytes = (length: number): Uint8Array => new Uint8Array(length);

const MAX_WORD = 0xffff_ffff;

export interface CentsContent {
  readonly cents: Uint32Array;
  /** By row, the amounts that do not fit into a cell. */
  readonly large: readonly (readonly [row: number, cents: number])[];
}

/** Amounts from 0 up: in 4 bytes what is below 43 million dollars, and apart the few that are more. */
export class CentsColumn {
  #cents = new NumberColumn(words);
  #large = new Map<number, number>();

  static of(cents: Uint32Array, large: CentsContent['large']): CentsColumn {
    const column = new CentsColumn();
    column.#cents = NumberColumn.of(words, cents);
    column.#large = new Map(large);
    return column;
  }

  /** Rows 0 to `length` (exclusive); enough to build this again. */
  toContent(length: number): CentsContent {
    return { cents: this.#cents.toArray(length), large: [...this.#large] };
  }

  get(row: number): number {
    const cents = this.#cents.get(row);
    return cents === MAX_WORD ? (this.#large.get(row) ?? 0) : cents;
  }

  set(row: number, cents: number): void {
    this.#cents.set(row, Math.min(cents, MAX_WORD));
    if (cents >= MAX_WORD) this.#large.set(row, cents);
  }
}
