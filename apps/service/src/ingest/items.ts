import {
  describeFault,
  factOfCloudEvent,
  type FactOrProblem,
  factOfText,
  factTooLarge,
  type Line,
  linesOf,
  MAX_FACT_BYTES,
  notUtf8,
  type PageLimits,
  parseJsonArray,
} from '@app/ingestion';
import { Problem } from '../problems/problem.js';

/** What one place of a batch or stream holds. */
export interface Item {
  /** From 0; of a stream the line's. */
  readonly index: number;
  readonly read: FactOrProblem;
}

const ITEMS_PER_PAGE = 1_000;
/**
 * What is decided in one go and goes to the disk together. More of it holds up whoever comes beside it for longer; less of it costs each
 * organization in it an append, and those who follow the log a look at each, more often.
 */
const PAGE_OF_LINES: PageLimits = { lines: 2_000, bytes: 1024 * 1024 };

/** The items of a batch's text, in pages. */
export interface Batch {
  readonly pages: Iterable<Item[]>;
  readonly isOnePage: boolean;
}

/** Throws a problem where the text is not acceptable JSON or no array. */
export function itemsOfBatch(text: string): Batch {
  const batch = parseJsonArray(text);
  if (batch.fault !== undefined) {
    const detail = `the body is not an acceptable JSON array: ${describeFault(batch.fault)}`;
    throw new Problem('malformed-json', detail);
  }
  const { items, lengths } = batch;
  return { pages: pagesOf(text, items, lengths), isOnePage: items.length <= ITEMS_PER_PAGE };
}

function* pagesOf(
  text: string,
  items: readonly unknown[],
  lengths: readonly number[],
): Generator<Item[]> {
  let start = 0;
  let from = 1 + text.indexOf('[');
  while (start < items.length) {
    const page: Item[] = [];
    for (const [place, event] of items.slice(start, start + ITEMS_PER_PAGE).entries()) {
      const index = start + place;
      const length = lengths[index] ?? 0;
      page.push({ index, read: readItem(event, text, from, length) });
      from += length + 1;
    }
    yield page;
    start += ITEMS_PER_PAGE;
  }
}

/** An item's own text is measured only where it may be too long. */
function readItem(event: unknown, text: string, from: number, length: number): FactOrProblem {
  if (length * 3 > MAX_FACT_BYTES) {
    const item = text.slice(from, from + length).trim();
    if (Buffer.byteLength(item) > MAX_FACT_BYTES) return factTooLarge();
  }
  return factOfCloudEvent(event);
}

/** The items of a stream of lines, in pages. */
export async function* itemsOfLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Item[]> {
  for await (const page of linesOf(bytes, PAGE_OF_LINES)) {
    yield page.map((line) => ({ index: line.index, read: readLine(line) }));
  }
}

function readLine({ text, fault }: Line): FactOrProblem {
  if (fault === 'too-long') return factTooLarge();
  return fault === undefined ? factOfText(text) : notUtf8();
}
