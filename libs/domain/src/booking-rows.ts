import { assert } from './assert.js';
import type { Day } from './business-day.js';
import type { RevenueType } from './facts/fields.js';
import type { Cents } from './money.js';

/** A booking; what is text is a code of the index's dictionaries. */
export interface BookingRow {
  readonly revision: number;
  readonly day: Day;
  readonly cents: Cents;
  readonly product: number;
  readonly customer: number;
  readonly revenueType: RevenueType;
}

/** Words of 32 bits that a booking takes, and where in them each stands. */
export const ROW = 4;
export const DAY = 0;
export const CUSTOMER = 1;
export const REVISION = 2;
const CENTS = 3;

/** Stands for an amount that does not fit into a word. */
const LARGE = -0x8000_0000;
/** Doubling would leave half of a million rows empty; short lists are not to be copied again and again. */
const GROWTH = 1.125;
const SHORT = 4_096;
const FIRST_ROWS = 16;

/** The bookings of one product and one revenue type, in the order of recording. */
export interface BookingsOfKind {
  /** Four words for each booking, and room behind the last one. */
  readonly words: Int32Array;
  /** How many bookings there are. */
  readonly length: number;
}

type Kind = Writable<BookingsOfKind>;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NO_ROWS = new Int32Array(0);

/** Enough to build the rows again. */
export interface BookingContent {
  /** By the kind's code, how many bookings are of it. */
  readonly lengths: readonly number[];
  /** The rows, those of one kind behind those of another. */
  readonly words: Int32Array;
  /** The kinds of the bookings in the order of recording. */
  readonly order: Int32Array;
  /** By revision. */
  readonly large: readonly (readonly [revision: number, cents: Cents])[];
}

/**
 * Bookings by their kind, which is the product and the revenue type: rules ask for some kinds alone, and what they do not ask for is not
 * even fetched from memory. 20 bytes each.
 */
export class BookingRows {
  /** By the kind's code. */
  readonly #kinds: Kind[] = [];
  #order: Int32Array = NO_ROWS;
  #length = 0;
  #lastRevision = -1;
  /** By revision, the amounts that do not fit into a word. */
  #large = new Map<number, Cents>();

  get length(): number {
    return this.#length;
  }

  /** What they hold in memory. */
  get bytes(): number {
    const rows = this.#kinds.reduce((sum, { words }) => sum + words.byteLength + 300, 0);
    return rows + this.#order.byteLength + this.#large.size * 50;
  }

  ofKind(product: number, revenueType: RevenueType): BookingsOfKind | undefined {
    return this.#kinds[kindOf(product, revenueType)];
  }

  /** Of the booking whose words begin at `at`. */
  centsIn(words: Int32Array, at: number): Cents {
    const cents = words[at + CENTS] ?? 0;
    return cents === LARGE ? (this.#large.get(words[at + REVISION] ?? 0) ?? 0) : cents;
  }

  /** How many of a kind's bookings were recorded up to `knownAt` (inclusive): the first ones. */
  countKnownAt({ words, length }: BookingsOfKind, knownAt: number): number {
    // As a rule all that is known, which is told without a look at the rows.
    if (this.#lastRevision <= knownAt) return length;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle * ROW + REVISION] ?? 0) <= knownAt) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  push({ revision, day, cents, product, customer, revenueType }: BookingRow): void {
    const code = kindOf(product, revenueType);
    const kind = this.#kind(code);
    if (kind.length * ROW === kind.words.length) kind.words = withRoom(kind.words, ROW);
    if (this.#length === this.#order.length) this.#order = withRoom(this.#order, 1);
    const fits = Math.abs(cents) < -LARGE;
    if (!fits) this.#large.set(revision, cents);
    const at = kind.length * ROW;
    kind.words[at + DAY] = day;
    kind.words[at + CUSTOMER] = customer;
    kind.words[at + REVISION] = revision;
    kind.words[at + CENTS] = fits ? cents : LARGE;
    this.#order[this.#length] = code;
    this.#lastRevision = revision;
    kind.length += 1;
    this.#length += 1;
  }

  /**
   * Calls `visit` with every booking recorded up to `knownAt` (inclusive), in the order of recording. It is one object that is filled
   * anew for each: whoever keeps it keeps a copy.
   */
  forEachKnown(knownAt: number, visit: (row: BookingRow) => void): void {
    const next = new Int32Array(this.#kinds.length);
    const row = emptyRow();
    for (let place = 0; place < this.#length; place += 1) {
      const kind = this.#order[place] ?? 0;
      const at = next[kind] ?? 0;
      next[kind] = at + ROW;
      this.#fill(row, kind, at);
      if (row.revision > knownAt) return;
      visit(row);
    }
  }

  /** The one that was recorded last, of which there is one. */
  get last(): BookingRow {
    const row = emptyRow();
    const kind = this.#order[this.#length - 1] ?? 0;
    this.#fill(row, kind, ((this.#kinds[kind]?.length ?? 0) - 1) * ROW);
    return row;
  }

  /** How many there are of each kind, and what does not fit into the rows. */
  get kinds(): Pick<BookingContent, 'lengths' | 'large'> {
    return { lengths: this.#kinds.map(({ length }) => length), large: [...this.#large] };
  }

  toContent(): BookingContent {
    const words = new Int32Array(this.#length * ROW);
    let at = 0;
    for (const kind of this.#kinds) {
      words.set(kind.words.subarray(0, kind.length * ROW), at);
      at += kind.length * ROW;
    }
    return { ...this.kinds, words, order: this.#order.slice(0, this.#length) };
  }

  /** Of what `toContent` gave; words and order are not copied. */
  static of({ lengths, words, order, large }: BookingContent): BookingRows {
    const rows = new BookingRows();
    let at = 0;
    for (const length of lengths) {
      rows.#kinds.push({ words: words.subarray(at, at + length * ROW), length });
      at += length * ROW;
    }
    rows.#order = order;
    rows.#length = order.length;
    rows.#large = new Map(large);
    if (rows.#length > 0) rows.#lastRevision = rows.last.revision;
    return rows;
  }

  /** Those of a code, and of every one below it, are there from now on. */
  #kind(code: number): Kind {
    while (this.#kinds.length <= code) this.#kinds.push({ words: NO_ROWS, length: 0 });
    const kind = this.#kinds[code];
    assert(kind !== undefined, 'the kinds have no gaps');
    return kind;
  }

  #fill(row: Writable<BookingRow>, kind: number, at: number): void {
    const words = this.#kinds[kind]?.words ?? NO_ROWS;
    row.revision = words[at + REVISION] ?? 0;
    row.day = words[at + DAY] ?? 0;
    row.cents = this.centsIn(words, at);
    row.product = kind >>> 1;
    row.customer = words[at + CUSTOMER] ?? 0;
    row.revenueType = (kind & 1) === 1 ? 'net-new' : 'recurring';
  }
}

function emptyRow(): Writable<BookingRow> {
  return { revision: 0, day: 0, cents: 0, product: 0, customer: 0, revenueType: 'recurring' };
}

/** A kind's code. */
function kindOf(product: number, revenueType: RevenueType): number {
  return 2 * product + (revenueType === 'net-new' ? 1 : 0);
}

/** A copy with room for more; a row is of `width` words. */
function withRoom(words: Int32Array, width: number): Int32Array {
  const rows = words.length / width;
  const length = Math.max(FIRST_ROWS, Math.ceil(rows * (rows < SHORT ? 2 : GROWTH)));
  const roomy = new Int32Array(length * width);
  roomy.set(words);
  return roomy;
}
