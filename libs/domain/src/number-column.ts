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
  /** Those before the last one, each of its full length. */
  readonly #full: A[] = [];
  /** At hand: all of a small column, and where a large one grows. */
  #last: A;
  /** The first row of the last chunk. */
  #lastRow = 0;
  #length = 0;

  /** `allocate` makes an array of zeros. */
  constructor(private readonly allocate: (length: number) => A) {
    this.#last = allocate(0);
  }

  /** A column with the numbers of `array`, which is not copied. */
  static of<A extends Numbers>(allocate: (length: number) => A, array: A): NumberColumn<A> {
    const column = new NumberColumn(allocate);
    while (array.length > column.#lastRow + ROWS_PER_CHUNK) {
      const end = column.#lastRow + ROWS_PER_CHUNK;
      column.#full.push(array.subarray(column.#lastRow, end) as A);
      column.#lastRow = end;
    }
    column.#last = array.subarray(column.#lastRow) as A;
    column.#length = array.length;
    return column;
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of rows 0 to `length` (exclusive). */
  toArray(length: number): A {
    const array = this.allocate(length);
    for (const [place, chunk] of [...this.#full, this.#last].entries()) {
      const from = place * ROWS_PER_CHUNK;
      if (from >= length) break;
      array.set(chunk.subarray(0, length - from) as never, from);
    }
    return array;
  }

  /** What it holds in memory. */
  get bytes(): number {
    return this.#full.reduce((sum, { byteLength }) => sum + byteLength, this.#last.byteLength);
  }

  /** Rows that were never set are 0. */
  get(row: number): number {
    return row < this.#length ? (this.cellsOf(row)[row & IN_CHUNK] ?? 0) : 0;
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
    return row >= this.#lastRow ? this.#last : (this.#full[row >>> CHUNK_BITS] as A);
  }

  #grow(length: number): void {
    this.#length = length;
    while (length > this.#lastRow + ROWS_PER_CHUNK) {
      this.#full.push(this.#widened(ROWS_PER_CHUNK));
      this.#lastRow += ROWS_PER_CHUNK;
      this.#last = this.allocate(ROWS_PER_CHUNK);
    }
    const rows = length - this.#lastRow;
    const present = this.#last.length;
    if (rows <= present) return;
    // Only the first chunk begins small: a column that is behind it will be long.
    const wanted = this.#lastRow > 0 ? ROWS_PER_CHUNK : Math.max(FIRST_ROWS, rows, 2 * present);
    this.#last = this.#widened(Math.min(ROWS_PER_CHUNK, wanted));
  }

  #widened(rows: number): A {
    if (this.#last.length === rows) return this.#last;
    const wider = this.allocate(rows);
    wider.set(this.#last as never);
    return wider;
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
