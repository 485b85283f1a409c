import type { Day } from './business-day.js';
import type { RevenueType } from './facts/fields.js';
import type { Cents } from './money.js';

/** A booking by its row; what is text is a code of the index's dictionaries. */
export interface BookingRow {
  readonly revision: number;
  readonly day: Day;
  readonly cents: Cents;
  readonly product: number;
  readonly customer: number;
  readonly revenueType: RevenueType;
}

/** Doubling would leave half of a million rows empty; short columns are not to be copied again and again. */
const GROWTH = 1.125;
const SHORT = 4_096;
/** What the column `netNew` holds. */
export const NET_NEW = 1;
export const RECURRING = 0;

/** The columns as they are laid out in a snapshot, each with as many cells as there are bookings. */
export interface BookingArrays {
  readonly cents: Float64Array;
  readonly day: Int32Array;
  readonly revision: Int32Array;
  readonly customer: Int32Array;
  readonly product: Int32Array;
  readonly netNew: Uint8Array;
}

/** Bookings in columns of numbers, 25 bytes each: a million of them are read in a few milliseconds. */
export class BookingColumns {
  #arrays: BookingArrays = emptyArrays(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What they hold in memory. */
  get bytes(): number {
    return Object.values(this.#arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** The columns as they are, with room behind the last booking; for loops that have no time to make a row of each. */
  get columns(): BookingArrays {
    return this.#arrays;
  }

  /** How many bookings were recorded up to `knownAt` (inclusive): the first ones. */
  countKnownAt(knownAt: number): number {
    const { revision } = this.#arrays;
    const last = this.#length - 1;
    // As a rule all that is known: then one look tells, and the rest of a column is not fetched from memory.
    if (last < 0 || (revision[last] ?? 0) <= knownAt) return this.#length;
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((revision[middle] ?? 0) <= knownAt) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  push(row: BookingRow): void {
    if (this.#length === this.#arrays.day.length) this.#grow();
    const at = this.#length;
    this.#arrays.cents[at] = row.cents;
    this.#arrays.day[at] = row.day;
    this.#arrays.revision[at] = row.revision;
    this.#arrays.customer[at] = row.customer;
    this.#arrays.product[at] = row.product;
    this.#arrays.netNew[at] = row.revenueType === 'net-new' ? NET_NEW : RECURRING;
    this.#length += 1;
  }

  /**
   * Calls `visit` with every booking recorded up to `knownAt` (inclusive), in the order of recording. It is one object that is filled
   * anew for each: whoever keeps it keeps a copy.
   */
  forEachKnown(knownAt: number, visit: (row: BookingRow) => void): void {
    const { cents, day, revision, customer, product, netNew } = this.#arrays;
    const row: { -readonly [K in keyof BookingRow]: BookingRow[K] } = this.row(0);
    const count = this.countKnownAt(knownAt);
    for (let at = 0; at < count; at += 1) {
      row.revision = revision[at] ?? 0;
      row.cents = cents[at] ?? 0;
      row.day = day[at] ?? 0;
      row.customer = customer[at] ?? 0;
      row.product = product[at] ?? 0;
      row.revenueType = netNew[at] === NET_NEW ? 'net-new' : 'recurring';
      visit(row);
    }
  }

  row(at: number): BookingRow {
    const { cents, day, revision, customer, product, netNew } = this.#arrays;
    return {
      cents: cents[at] ?? 0,
      day: day[at] ?? 0,
      revision: revision[at] ?? 0,
      customer: customer[at] ?? 0,
      product: product[at] ?? 0,
      revenueType: netNew[at] === NET_NEW ? 'net-new' : 'recurring',
    };
  }

  /** Copies of the columns without spare room. */
  toArrays(): BookingArrays {
    return copyOf(this.#arrays, this.#length, this.#length);
  }

  static fromArrays(arrays: BookingArrays): BookingColumns {
    const columns = new BookingColumns();
    columns.#arrays = arrays;
    columns.#length = arrays.day.length;
    return columns;
  }

  #grow(): void {
    this.#arrays = copyOf(
      this.#arrays,
      this.#length,
      Math.max(64, Math.ceil(this.#length * (this.#length < SHORT ? 2 : GROWTH))),
    );
  }
}

export function emptyArrays(length: number): BookingArrays {
  return {
    cents: new Float64Array(length),
    day: new Int32Array(length),
    revision: new Int32Array(length),
    customer: new Int32Array(length),
    product: new Int32Array(length),
    netNew: new Uint8Array(length),
  };
}

function copyOf(arrays: BookingArrays, used: number, length: number): BookingArrays {
  const copy = emptyArrays(length);
  copy.cents.set(arrays.cents.subarray(0, used));
  copy.day.set(arrays.day.subarray(0, used));
  copy.revision.set(arrays.revision.subarray(0, used));
  copy.customer.set(arrays.customer.subarray(0, used));
  copy.product.set(arrays.product.subarray(0, used));
  copy.netNew.set(arrays.netNew.subarray(0, used));
  return copy;
}
