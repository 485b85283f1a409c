import { assert } from './assert.js';

export type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

const ALIGNMENT = 8;

/**
 * A header and columns of numbers as bytes: the length of the header, the header as JSON, padding to a multiple of eight, and the columns
 * in the byte order of this machine. The widest columns come first, so that each begins aligned.
 */
export function packed(header: object, columns: readonly Column[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = columnsStart(text.length);
  const length = columns.reduce((sum, { byteLength }) => sum + byteLength, start);
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, 4);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** What `packed` wrote. The columns are views of the bytes, which are not copied as a rule: nobody is to change them any more. */
export class Packed {
  readonly header: unknown;
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array) {
    const isAligned = bytes.byteOffset % ALIGNMENT === 0;
    this.#bytes = isAligned ? bytes : new Uint8Array(bytes);
    const length = this.#view().getUint32(0);
    this.header = JSON.parse(new TextDecoder().decode(this.#bytes.subarray(4, 4 + length)));
    this.#at = columnsStart(length);
  }

  /** The next column, of `length` cells. */
  doubles(length: number): Float64Array {
    return new Float64Array(this.#bytes.buffer, this.#taken(length * 8), length);
  }

  signed(length: number): Int32Array {
    return new Int32Array(this.#bytes.buffer, this.#taken(length * 4), length);
  }

  words(length: number): Uint32Array {
    return new Uint32Array(this.#bytes.buffer, this.#taken(length * 4), length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#taken(length), length);
  }

  /** To be called behind the last column. */
  end(): void {
    assert(this.#at === this.#bytes.length, 'a snapshot holds its header and its columns');
  }

  #taken(length: number): number {
    const at = this.#bytes.byteOffset + this.#at;
    this.#at += length;
    return at;
  }

  #view(): DataView {
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }
}

function columnsStart(headerLength: number): number {
  return Math.ceil((4 + headerLength) / ALIGNMENT) * ALIGNMENT;
}
