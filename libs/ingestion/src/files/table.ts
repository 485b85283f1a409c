import { type Delimiter, RowCutter } from './row-cutter.js';

/** A row of a table that holds something. */
export interface Row {
  /** As a spreadsheet numbers it: from 1, the header and blank rows counted. */
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table in UTF-8, the header among them, in pages; rows without content are counted and left out. Memory stays the same however long
 * the file is. Throws `FileRefused` for a quote that is never closed and for a row beyond `MAX_ROW_BYTES`.
 */
export async function* rowsOf(
  utf8: AsyncIterable<Uint8Array>,
  delimiter: Delimiter,
): AsyncGenerator<Row[]> {
  const cutter = new RowCutter(delimiter);
  let number = 0;
  let left: Buffer = Buffer.alloc(0);
  const pageOf = (bytes: Buffer, isEnd: boolean): Row[] => {
    const { rows, rest } = cutter.cut(bytes, isEnd);
    left = rest;
    const page: Row[] = [];
    for (const cells of rows) {
      number += 1;
      if (cells.some((cell) => cell.trim() !== '')) page.push({ row: number, cells });
    }
    return page;
  };
  for await (const piece of utf8) {
    const page = pageOf(Buffer.concat([left, piece]), false);
    if (page.length > 0) yield page;
  }
  const page = pageOf(left, true);
  if (page.length > 0) yield page;
}

/** The cells of the first row of `text`, or `null` where it cannot be read. */
export function firstRowOf(text: string, delimiter: Delimiter): string[] | null {
  return new RowCutter(delimiter).first(Buffer.from(text));
}
