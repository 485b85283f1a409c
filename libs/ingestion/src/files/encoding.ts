import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { FileRefused } from './file-refused.js';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What the bytes of a whole file are. */
export interface ExaminedBytes {
  readonly encoding: Encoding;
  /** Whether it begins with a byte order mark. */
  readonly bom: boolean;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

const HEAD_BYTES = 4_096;

/**
 * Reads all of `bytes` for its encoding, size and hash: a byte order mark says the encoding, else zero bytes at every other place say
 * UTF-16; what is valid UTF-8 throughout is that, and anything else Windows-1252. `forced` takes the place of what is found out. Throws `FileRefused` for what is no text at all.
 */
export async function examineBytes(
  bytes: AsyncIterable<Uint8Array>,
  forced?: Encoding,
): Promise<ExaminedBytes> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  let cutOff: Buffer = Buffer.alloc(0);
  let isValidUtf8 = true;
  let hasZeros = false;
  for await (const piece of bytes) {
    hash.update(piece);
    size += piece.length;
    if (head.length < HEAD_BYTES) {
      head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.length)]);
    }
    hasZeros ||= piece.includes(0);
    if (!isValidUtf8) continue;
    const letters = cutOff.length === 0 ? asBuffer(piece) : Buffer.concat([cutOff, piece]);
    const end = endOfLetters(letters);
    isValidUtf8 = isUtf8(letters.subarray(0, end));
    cutOff = Buffer.from(letters.subarray(end));
  }
  isValidUtf8 &&= cutOff.length === 0;
  if (size === 0) throw new FileRefused('file-empty', 'the file is empty: there is nothing in it');
  refuseOtherFormats(head);
  const found = encodingOf(head, isValidUtf8);
  const encoding = forced ?? found.encoding;
  // The mark of another encoding is a part of the text.
  const bom = found.bom && (forced === undefined || forced === markedBy(head));
  if (forced === 'utf-8' && !isValidUtf8) {
    throw new FileRefused(
      'not-text',
      `the file is not UTF-8 throughout: leave the encoding to be found out, which takes it for ${found.encoding}`,
    );
  }
  if (hasZeros && !encoding.startsWith('utf-16')) {
    throw new FileRefused(
      'not-text',
      'the file holds zero bytes, so it is no text: export it again as CSV (UTF-8)',
    );
  }
  return { encoding, bom, bytes: size, sha256: hash.digest('hex') };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Where the last letter of UTF-8 begins, if its end is cut off, else the end of `bytes`. */
function endOfLetters(bytes: Buffer): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back += 1) {
    const byte = bytes[length - back] as number;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? length - back : length;
  }
  return length;
}

/** The encoding that a byte order mark says. */
function markedBy(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

function encodingOf(head: Buffer, isUtf8: boolean): { encoding: Encoding; bom: boolean } {
  const marked = markedBy(head);
  if (marked === 'utf-16le' || marked === 'utf-16be') return { encoding: marked, bom: true };
  const bom = marked === 'utf-8';
  if (bom || !head.includes(0)) return { encoding: isUtf8 ? 'utf-8' : 'windows-1252', bom };
  const zeros = [0, 0];
  for (const [place, byte] of head.entries()) {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const enough = head.length / 8;
  if (odd > enough && even * 10 < odd) return { encoding: 'utf-16le', bom: false };
  if (even > enough && odd * 10 < even) return { encoding: 'utf-16be', bom: false };
  return { encoding: 'utf-8', bom: false };
}

/** How files that people take for tables begin, and what to do with them. */
const OTHER_FORMATS: readonly (readonly [beginning: string, mend: string])[] = [
  [
    'PK\u0003\u0004',
    'a zip archive or an Excel workbook (.xlsx): unpack it, or save the sheet as CSV (UTF-8)',
  ],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook (.xls): save the sheet as CSV (UTF-8)'],
  ['\u001f\u008b', 'compressed with gzip: unpack it first (gunzip)'],
  ['%PDF', 'a PDF: download the reconciliation file instead, which is CSV'],
  ['7z\u00bc\u00af', 'a 7-Zip archive: unpack it first'],
  ['Rar!', 'a RAR archive: unpack it first'],
  ['BZh', 'compressed with bzip2: unpack it first'],
  ['(\u00b5/\u00fd', 'compressed with zstd: unpack it first'],
  ['PAR1', 'a Parquet file: export it as CSV'],
  ['\u0089PNG', 'a picture: export the table as CSV'],
  ['\u00ff\u00d8\u00ff', 'a picture: export the table as CSV'],
];

function refuseOtherFormats(head: Buffer): void {
  const beginning = head.toString('latin1', 0, 8);
  const found = OTHER_FORMATS.find(([of]) => beginning.startsWith(of));
  if (found !== undefined) throw new FileRefused('not-a-table', `the file is ${found[1]}`);
}

/** `bytes` in UTF-8, less the byte order mark. */
export async function* utf8Of(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    let isFirst = true;
    for await (const piece of bytes) {
      const whole = asBuffer(piece);
      const skipped = isFirst && whole.subarray(0, 3).equals(UTF8_MARK) ? 3 : 0;
      isFirst = false;
      yield whole.subarray(skipped);
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytes) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** `text` in a file's own encoding; `isFirst` puts the byte order mark before it where the file has one. */
export function encoded(
  text: string,
  { encoding, bom }: Pick<ExaminedBytes, 'encoding' | 'bom'>,
  isFirst: boolean,
): Buffer {
  const whole = isFirst && bom ? `\ufeff${text}` : text;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(whole);
    case 'utf-16le':
      return Buffer.from(whole, 'utf16le');
    case 'utf-16be':
      return Buffer.from(whole, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from([...text].map((letter) => WINDOWS_1252.get(letter) ?? QUESTION_MARK));
  }
}

const QUESTION_MARK = 0x3f;
/** By letter. Every byte has one, so that what was read is written back as it was. */
const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte): [string, number] => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
);
