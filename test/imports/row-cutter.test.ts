import { describe, expect, test } from '@jest/globals';
import { type CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { DELIMITERS, type Delimiter, FileRefused, RowCutter } from '@app/ingestion';
import { check, Shares } from '../properties/check.js';

/** What `csv-parse` makes of `bytes`, or the code of what it refuses. */
function parsed(bytes: Buffer, delimiter: Delimiter): string[][] | string {
  try {
    return parse(bytes, { delimiter, relax_quotes: true, relax_column_count: true });
  } catch (error) {
    return (error as CsvError).code;
  }
}

/** What the cutter makes of `bytes` that come in pieces of `size`. */
function cut(bytes: Buffer, delimiter: Delimiter, size: number): string[][] | string {
  const cutter = new RowCutter(delimiter);
  const rows: string[][] = [];
  let left = Buffer.alloc(0);
  try {
    for (let from = 0; from <= bytes.length; from += size) {
      const piece = bytes.subarray(from, from + size);
      const found = cutter.cut(Buffer.concat([left, piece]), from + size > bytes.length);
      rows.push(...found.rows);
      left = Buffer.from(found.rest);
    }
    return rows;
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return error.code === 'quote-not-closed' ? 'CSV_QUOTE_NOT_CLOSED' : error.code;
  }
}

const written = (delimiter: Delimiter) =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('a', 'bc', ' ', 'é', '👩', '.', "'") },
        { weight: 4, arbitrary: fc.constantFrom('"', '""', `"${delimiter}`, `${delimiter}"`) },
        { weight: 3, arbitrary: fc.constant(delimiter) },
        { weight: 2, arbitrary: fc.constantFrom(...DELIMITERS) },
        { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '"\n', '"\r\n') },
        { weight: 3, arbitrary: fc.constantFrom(`"x${delimiter}y"`, '"say ""so"""', '"2" pipe') },
      ),
      { maxLength: 24 },
    )
    .map((pieces) => pieces.join(''));

describe('rows', () => {
  test('are cut as csv-parse cuts them, however the bytes arrive', () => {
    const shares = new Shares();
    check(
      fc.property(
        fc.constantFrom(...DELIMITERS).chain((delimiter) =>
          fc.record({
            delimiter: fc.constant(delimiter),
            text: written(delimiter),
            size: fc.integer({ min: 1, max: 40 }),
          }),
        ),
        ({ delimiter, text, size }) => {
          const bytes = Buffer.from(text);
          const expected = parsed(bytes, delimiter);
          expect(cut(bytes, delimiter, size)).toEqual(expected);
          shares.saw({
            refused: typeof expected === 'string',
            severalRows: typeof expected !== 'string' && expected.length > 1,
            quoteInCell: typeof expected !== 'string' && expected.flat().join('').includes('"'),
          });
        },
      ),
      20_000,
    );
    const { refused = 0, severalRows = 0, quoteInCell = 0 } = shares.report();
    expect(refused).toBeGreaterThan(0.05);
    expect(severalRows).toBeGreaterThan(0.15);
    expect(quoteInCell).toBeGreaterThan(0.2);
  });
});
