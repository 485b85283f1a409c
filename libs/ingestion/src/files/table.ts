import { type CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import { FileRefused } from './file-refused.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A row of a table that holds something. */
export interface Row {
  /** As a spreadsheet numbers it: from 1, the header and blank rows counted. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** A row, line ends within its quotes included, is at most this long in UTF-8. */
export const MAX_ROW_BYTES = 1_048_576;
const ROWS_PER_PAGE = 500;

const OPTIONS = {
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: MAX_ROW_BYTES,
} as const;

/**
 * The rows of a table in UTF-8, the header among them, in pages; rows without content are counted and left out. Memory stays the same however long
 * the file is. Throws `FileRefused` for a quote that is never closed and for a row beyond `MAX_ROW_BYTES`.
 */
export async function* rowsOf(
  utf8: AsyncIterable<Uint8Array>,
  delimiter: Delimiter,
): AsyncGenerator<Row[]> {
  const source = Readable.from(utf8, { objectMode: false });
  const parser = parse({ ...OPTIONS, delimiter });
  source.on('error', (error) => parser.destroy(error));
  // It is thrown where the rows are read, whenever that is.
  parser.on('error', () => undefined);
  source.pipe(parser);
  let number = 0;
  try {
    for (;;) {
      const page: Row[] = [];
      while (page.length < ROWS_PER_PAGE) {
        const cells = parser.read() as string[] | null;
        if (cells === null) break;
        number += 1;
        if (cells.some((cell) => cell.trim() !== '')) page.push({ row: number, cells });
      }
      if (page.length > 0) yield page;
      else if (parser.errored !== null) throw parser.errored;
      else if (parser.readableEnded) return;
      else await moreOf(parser);
    }
  } catch (error) {
    throw refusalOf(error, number);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/** Resolves when there is more to read, or nothing more to wait for. */
function moreOf(parser: Readable): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      for (const event of EVENTS) parser.off(event, go);
      resolve();
    };
    for (const event of EVENTS) parser.on(event, go);
  });
}

const EVENTS = ['readable', 'end', 'error', 'close'] as const;

function refusalOf(error: unknown, rowsBefore: number): unknown {
  const { code } = error as Partial<CsvError>;
  const behind = rowsBefore === 0 ? 'in its first row' : `behind row ${rowsBefore}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return new FileRefused(
      'quote-not-closed',
      `a double quote that opens ${behind} is never closed: close it, or double it where it is a part of the text`,
    );
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new FileRefused(
      'row-too-large',
      `the row ${behind} is longer than ${MAX_ROW_BYTES / 1_048_576} MiB: look for a double quote that is not closed, or a file that is no table`,
    );
  }
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    return new FileRefused(
      'not-a-table',
      `the file is no table that can be read ${behind}: ${String(error)}`,
    );
  }
  return error;
}

/** The cells of the first row of `text`, or `null` where it cannot be read. */
export function firstRowOf(text: string, delimiter: Delimiter): string[] | null {
  try {
    const [first] = parseAtOnce(text, { ...OPTIONS, delimiter, to: 1 });
    return first ?? null;
  } catch {
    return null;
  }
}
