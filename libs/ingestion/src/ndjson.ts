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

  *linesOf(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      yield* this.#lineEndingWith(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#begin(chunk.subarray(start));
  }

  *lastLine(): Generator<Line> {
    if (this.#begunBytes > 0 || this.#isOverlong) yield* this.#lineEndingWith(Buffer.alloc(0));
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

  *#lineEndingWith(rest: Buffer): Generator<Line> {
    const line = this.#begunBytes === 0 ? rest : Buffer.concat([...this.#begun, rest]);
    const isOverlong = this.#isOverlong || line.length > LONGEST_LINE;
    const index = this.#index;
    this.#index += 1;
    this.#begun = [];
    this.#begunBytes = 0;
    this.#isOverlong = false;
    if (isOverlong) yield { index, fault: 'too-long' };
    else yield* lineOf(index, line);
  }
}

/** A byte order mark, a fact, and the CR of its line's end. Facts are held to their limit to the byte when they are read. */
const LONGEST_LINE = BYTE_ORDER_MARK.length + MAX_FACT_BYTES + 1;

function* lineOf(index: number, bytes: Buffer): Generator<Line> {
  const start = index === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  const line = bytes.subarray(start, end);
  if (!isUtf8(line)) {
    yield { index, fault: 'not-utf8' };
    return;
  }
  const text = line.toString('utf8');
  if (/[^ \t\r]/.test(text)) yield { index, text };
}
