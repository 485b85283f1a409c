import { crc32 } from 'node:zlib';
import { EventBytes, PLACES } from './event-bytes.js';
import { crcBefore, crcWithByte, crcWithDigits } from './joined-crc.js';
import type { BytesRow } from './sqlite-log-file.js';

const LINE_FEED = 0x0a;
const UUID_LENGTH = 36;
/** The numbers before each event. */
const MARKS = 5;
const REVISIONS_PER_TEN = 10;

/**
 * The events of a row that a log file gave, or `null` where they do not follow each other from `revision` on without a gap, or are not
 * what was written: what of it is not, the events one by one tell.
 */
export function eventBytesOf(stream: string, revision: number, row: BytesRow): EventBytes | null {
  const { last, bytes } = row;
  if (last === null || bytes === null) return null;
  // As many as there are where none is missing; no two have the same revision.
  const count = last - revision + 1;
  const places = new Uint32Array(count * PLACES);
  const beforeRevision = crc32(`${stream}\n`);
  const marks = new Marks(bytes);
  let beforeTen = 0;
  for (let nth = 0; nth < count; nth += 1) {
    marks.read();
    const digit = (revision + nth) % REVISIONS_PER_TEN;
    if (nth === 0 || digit === 0) {
      const tens = (revision + nth - digit) / REVISIONS_PER_TEN;
      beforeTen = tens === 0 ? beforeRevision : crcWithDigits(beforeRevision, tens);
    }
    // An event's checksum is over its stream and its revision, too, which are not among the bytes.
    const before = crcWithByte(crcWithDigits(beforeTen, digit), LINE_FEED);
    const type = marks.at + UUID_LENGTH + 1;
    const data = type + marks.type + 1;
    const metadata = data + marks.data + 1;
    const end = metadata + marks.metadata;
    const place = nth * PLACES;
    places[place] = type;
    places[place + 1] = data;
    places[place + 2] = metadata;
    places[place + 3] = end;
    marks.passed(crcBefore(marks.crc ^ before, end - marks.at) ^ marks.checksum, end);
  }
  const isWhole = marks.at === bytes.length && marks.crc >>> 0 === crc32(bytes);
  return isWhole ? new EventBytes(stream, revision, bytes, places) : null;
}

/** Reads the numbers before each event, and keeps the checksum of all up to where it stands. */
class Marks {
  type = 0;
  data = 0;
  metadata = 0;
  checksum = 0;
  at = 0;
  crc = 0;
  readonly #bytes: Uint8Array;
  readonly #numbers = new Int32Array(MARKS);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Stands behind the numbers then. */
  read(): void {
    if (this.at > 0) this.#byte(); // the line feed between two events
    for (let place = 0; place < MARKS; place += 1) this.#numbers[place] = this.#codePoint();
    this.#byte();
    const [type = 0, data = 0, metadata = 0, upper = 0, lower = 0] = this.#numbers;
    this.type = type;
    this.data = data;
    this.metadata = metadata;
    this.checksum = (upper << 16) | lower;
  }

  /** Stands at `at` then, up to which `crc` is the checksum. */
  passed(crc: number, at: number): void {
    this.crc = crc;
    this.at = at;
  }

  #codePoint(): number {
    const first = this.#byte();
    if (first < 0x80) return first;
    if (first < 0xe0) return ((first & 0x1f) << 6) | this.#continued();
    if (first < 0xf0) return ((first & 0x0f) << 12) | (this.#continued() << 6) | this.#continued();
    const upper = ((first & 0x07) << 18) | (this.#continued() << 12);
    return upper | (this.#continued() << 6) | this.#continued();
  }

  #continued(): number {
    return this.#byte() & 0x3f;
  }

  #byte(): number {
    const byte = this.#bytes[this.at] ?? 0;
    this.crc = crcWithByte(this.crc, byte);
    this.at += 1;
    return byte;
  }
}
