import { FileRefused } from './file-refused.js';

/** What stands between the cells of a table. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Delimiters as they are named where one is forced. */
export const DELIMITER_NAMED = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
export type DelimiterName = keyof typeof DELIMITER_NAMED;
export const DELIMITER_NAMES = Object.keys(DELIMITER_NAMED) as DelimiterName[];

/** The name of a delimiter. */
export function delimiterName(delimiter: Delimiter): DelimiterName {
  return DELIMITER_NAMES.find((name) => DELIMITER_NAMED[name] === delimiter) ?? 'comma';
}

/** A row, line ends within its quotes included, is at most this long in UTF-8. */
export const MAX_ROW_BYTES = 1_048_576;

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The cell stands as it is. */
const PLAIN = 0;
/** The cell stood between quotes, with quotes doubled among its text. */
const DOUBLED = 1;
/** The cell opens with a quote whose counterpart does not end it: both are a part of its text. */
const RELAXED = 2;

/** So many numbers say where a cell is: its first byte, the byte behind it, and how it is written. */
const NUMBERS_PER_CELL = 3;

/**
 * Cuts the bytes of a table in UTF-8 into rows of cells as RFC 4180 has them, and as people's files do: rows end as the first one does (LF, CR LF or CR) and may be of any
 * width; a quote within a cell is a part of its text, and so are a cell's first quote and its counterpart where more text stands behind that. It reads what `csv-parse` with
 * `relax_quotes` reads, and looks at each byte once, which is most of what an import's speed comes from.
 */
export class RowCutter {
  readonly #delimiter: number;
  /** The first byte of what ends rows, and the second one; `null` = not known yet, or none. */
  #rowEnd: readonly [number, number | null] | null = null;
  /** Of the row that is being cut. */
  readonly #cells: number[] = [];
  #rows = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /**
   * The whole rows that `bytes`, which begin with a row, hold, and what is left of them, to be given again with what follows. With `isEnd` nothing follows, and nothing is left.
   * Throws `FileRefused` for a row beyond `MAX_ROW_BYTES`, and at the end for a quote that is never closed.
   */
  cut(bytes: Buffer, isEnd: boolean): { readonly rows: string[][]; readonly rest: Buffer } {
    const rows: string[][] = [];
    let from = 0;
    for (;;) {
      const next = from < bytes.length ? this.#rowFrom(bytes, from, isEnd) : null;
      if ((next ?? bytes.length) - from > MAX_ROW_BYTES) throw this.#tooLarge();
      if (next === null) break;
      rows.push(this.#decoded(bytes, from, next));
      this.#rows += 1;
      from = next;
    }
    if (isEnd && from < bytes.length) throw this.#notClosed();
    return { rows, rest: bytes.subarray(from) };
  }

  /** The cells of the first row of `bytes`; `null` where there is none, or a quote is not closed. */
  first(bytes: Buffer): string[] | null {
    const next = bytes.length > 0 ? this.#rowFrom(bytes, 0, true) : null;
    return next === null ? null : this.#decoded(bytes, 0, next);
  }

  /** Finds the cells of the row that begins at `from`. Where the next row begins, or `null` where this one is not whole. */
  #rowFrom(bytes: Buffer, from: number, isEnd: boolean): number | null {
    this.#cells.length = 0;
    for (let begin = from; ;) {
      const end =
        bytes[begin] === QUOTE
          ? this.#quotedCell(bytes, begin, isEnd)
          : this.#cellTo(bytes, begin, begin, PLAIN, isEnd);
      if (end === null) return null;
      if (end >= bytes.length) return end;
      if (bytes[end] !== this.#delimiter) return end + this.#rowEndAt(bytes, end);
      begin = end + 1;
    }
  }

  /** Takes in the cell from `begin`, whose text goes on at `at`. Where it ends, or `null` where that is not to be seen yet. */
  #cellTo(
    bytes: Buffer,
    begin: number,
    at: number,
    how: typeof PLAIN | typeof RELAXED,
    isEnd: boolean,
  ): number | null {
    const delimiter = this.#delimiter;
    const { length } = bytes;
    let end = at;
    for (; end < length; end += 1) {
      const byte = bytes[end] as number;
      if (byte === delimiter) break;
      // Most bytes are neither.
      if (byte > CARRIAGE_RETURN || (byte !== LINE_FEED && byte !== CARRIAGE_RETURN)) continue;
      if (!isEnd && end + 1 === length && byte === CARRIAGE_RETURN) return null;
      if (this.#rowEndAt(bytes, end) > 0) break;
    }
    if (end === length && !isEnd) return null;
    this.#cells.push(begin, end, how);
    return end;
  }

  /** As `#cellTo`, for a cell that opens with a quote. */
  #quotedCell(bytes: Buffer, begin: number, isEnd: boolean): number | null {
    let isDoubled = false;
    let closing = bytes.indexOf(QUOTE, begin + 1);
    while (closing !== -1 && bytes[closing + 1] === QUOTE) {
      isDoubled = true;
      closing = bytes.indexOf(QUOTE, closing + 2);
    }
    const behind = closing + 1;
    if (closing === -1 || (!isEnd && behind + 1 >= bytes.length)) return null;
    const ends =
      behind === bytes.length ||
      bytes[behind] === this.#delimiter ||
      this.#rowEndAt(bytes, behind) > 0;
    if (!ends) return this.#cellTo(bytes, begin, behind, RELAXED, isEnd);
    this.#cells.push(begin + 1, closing, isDoubled ? DOUBLED : PLAIN);
    return behind;
  }

  /** How many bytes end a row at `at`: 0 = none do. The first that do are what ends rows from then on. */
  #rowEndAt(bytes: Buffer, at: number): number {
    const [byte, next] = [bytes[at], bytes[at + 1]];
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) return 0;
    this.#rowEnd ??= [byte, byte === CARRIAGE_RETURN && next === LINE_FEED ? LINE_FEED : null];
    const [first, second] = this.#rowEnd;
    if (byte !== first || (second !== null && next !== second)) return 0;
    return second === null ? 1 : 2;
  }

  /** The cells that were found from `from` to `to`. */
  #decoded(bytes: Buffer, from: number, to: number): string[] {
    const cells = this.#cells;
    const row = bytes.toString('utf8', from, to);
    // Of ASCII the places of letters are those of bytes.
    const isAscii = row.length === to - from;
    const decoded = new Array<string>(cells.length / NUMBERS_PER_CELL);
    for (let place = 0; place < decoded.length; place += 1) {
      const begin = cells[place * NUMBERS_PER_CELL] as number;
      const end = cells[place * NUMBERS_PER_CELL + 1] as number;
      const text = isAscii
        ? row.slice(begin - from, end - from)
        : bytes.toString('utf8', begin, end);
      const how = cells[place * NUMBERS_PER_CELL + 2];
      decoded[place] =
        how === PLAIN ? text : how === DOUBLED ? text.replaceAll('""', '"') : relaxed(text);
    }
    return decoded;
  }

  #tooLarge(): FileRefused {
    return new FileRefused(
      'row-too-large',
      `the row ${this.#where()} is longer than ${MAX_ROW_BYTES / 1_048_576} MiB: look for a double quote that is not closed, or a file that is no table`,
    );
  }

  #notClosed(): FileRefused {
    return new FileRefused(
      'quote-not-closed',
      `a double quote that opens ${this.#where()} is never closed: close it, or double it where it is a part of the text`,
    );
  }

  #where(): string {
    return this.#rows === 0 ? 'in its first row' : `behind row ${this.#rows}`;
  }
}

/** The text of a cell that opens with a quote and goes on behind its counterpart: up to that, quotes were doubled. */
function relaxed(text: string): string {
  let closing = text.indexOf('"', 1);
  while (text[closing + 1] === '"') closing = text.indexOf('"', closing + 2);
  return `"${text.slice(1, closing).replaceAll('""', '"')}${text.slice(closing)}`;
}
