import { isUtf8 } from 'node:buffer';
import { MAX_FACT_BYTES } from './cloud-events.js';

/** A line that holds something. `index` counts all lines from 0, blank ones too. */
export type Line =
  | { readonly index: number; readonly text: string; readonly fault?: never }
  | { readonly index: number; readonly fault: 'too-long' | 'not-utf8'; readonly text?: never };

export interface PageLimits {
  readonly lines: number;
  /** Roughly: a page ends with the line that passes it. */
  readonly bytes: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const DEFAULT_LIMITS: PageLimits = { lines: 1_000, bytes: 512 * 1024 };

/**
 * The lines of `bytes` in pages, in order. Lines end with LF or CRLF, the last one may end with neither; a leading byte order mark is
 * no part of the first one; blank lines are passed over. A line of more than `MAX_FACT_BYTES` is reported and not held, so
 * memory stays the same however long the stream or a line of it is. Rejects with whatever `bytes` rejects with.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  limits: PageLimits = DEFAULT_LIMITS,
): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter();
  let page: Line[] = [];
  let pageBytes = 0;
  for await (const chunk of bytes) {
    for (const line of splitter.linesOf(
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length),
    )) {
      page.push(line);
      pageBytes += line.text?.length ?? 0;
      if (page.length >= limits.lines || pageBytes >= limits.bytes) {
        yield page;
        page = [];
        pageBytes = 0;
      }
    }
  }
  page.push(...splitter.lastLine());
  if (page.length > 0) yield page;
}

/** Cuts a byte stream into lines; between chunks it holds the beginning of one line at most. */
class LineSplitter {
  #index = 0;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #isOverlong = false;

  /** The lines that end in `chunk`. */
  linesOf(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      const first = chunk.indexOf(LINE_FEED);
      this.#endBegun(lines, chunk.subarray(0, first));
      // Asked of all at once: of most chunks every line is.
      const areUtf8 = isUtf8(chunk.subarray(first, end));
      for (let start = first + 1; start < end;) {
        const lineEnd = chunk.indexOf(LINE_FEED, start);
        this.#add(lines, chunk, start, lineEnd, areUtf8);
        start = lineEnd + 1;
      }
    }
    if (end < chunk.length) this.#begin(chunk.subarray(end));
    return lines;
  }

  lastLine(): Line[] {
    const lines: Line[] = [];
    if (this.#begunBytes > 0 || this.#isOverlong) this.#endBegun(lines, Buffer.alloc(0));
    return lines;
  }

  #begin(piece: Buffer): void {
    // A copy, so that a few bytes do not hold the whole chunk they came in.
    this.#begun.push(Buffer.from(piece));
    this.#begunBytes += piece.length;
    if (this.#begunBytes <= LONGEST_LINE) return;
    this.#isOverlong = true;
    this.#begun = [];
    this.#begunBytes = 0;
  }

  #endBegun(lines: Line[], rest: Buffer): void {
    if (this.#isOverlong) {
      lines.push({ index: this.#index, fault: 'too-long' });
      this.#index += 1;
    } else {
      const line = this.#begunBytes === 0 ? rest : Buffer.concat([...this.#begun, rest]);
      this.#add(lines, line, 0, line.length, isUtf8(line));
    }
    this.#begun = [];
    this.#begunBytes = 0;
    this.#isOverlong = false;
  }

  /** The line in `bytes` from `from` to `to` (exclusive), which is known to be UTF-8 or not. */
  #add(lines: Line[], bytes: Buffer, from: number, to: number, isKnownUtf8: boolean): void {
    const index = this.#index;
    this.#index += 1;
    if (to - from > LONGEST_LINE) {
      lines.push({ index, fault: 'too-long' });
    } else if (!isKnownUtf8 && !isUtf8(bytes.subarray(from, to))) {
      lines.push({ index, fault: 'not-utf8' });
    } else {
      const isMarked = index === 0 && bytes.subarray(from, from + 3).equals(BYTE_ORDER_MARK);
      const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
      const text = bytes.toString('utf8', isMarked ? from + 3 : from, end);
      if (/[^ \t\r]/.test(text)) lines.push({ index, text });
    }
  }
}

/** A byte order mark, a fact, and the CR of its line's end. Facts are held to their limit to the byte when they are read. */
const LONGEST_LINE = BYTE_ORDER_MARK.length + MAX_FACT_BYTES + 1;
