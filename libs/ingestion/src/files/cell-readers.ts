import type { Columns } from './columns.js';
import { type DayOrder, readDay } from './days.js';
import { type DecimalMark, quotientOf, readDecimal } from './decimals.js';
import type { Evidence, FileForm } from './file-form.js';
import { columnKey, type ColumnField, type RateField, type ValueMap } from './mapping.js';
import { CellFault, rejectOf } from './row-read.js';

/** A row on its way to facts. */
export interface CellRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What is said about the cells of a file while they are read. */
export interface ReadingContext {
  readonly columns: Columns;
  readonly form: FileForm;
  readonly shown: { readonly dates: Evidence<DayOrder>; readonly decimals: Evidence<DecimalMark> };
  readonly maps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A cell with the column it stands in. */
interface Found {
  readonly column: string;
  readonly text: string;
}

/** What a field is made of in a row; `undefined` where the cells are empty. Throws `CellFault`. */
export type CellReader<T> = (row: CellRow) => T | undefined;

/** How keys of value maps are compared: without case and spaces around. */
export function mapKey(text: string): string {
  return text.trim().toLowerCase();
}

/** The maps of a mapping, ready to be looked up in. */
export function readyMaps(
  maps: Readonly<Record<string, ValueMap>> = {},
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(maps).map(([name, entries]) => [
      name,
      new Map(Object.entries(entries).map(([key, value]) => [mapKey(key), value])),
    ]),
  );
}

/** What stands in a map for everything that it does not name. */
const EVERYTHING_ELSE = '*';

/** The cells that a field looks into, in turn; each with its columns' names as the file spells them. */
function sourcesOf(from: ColumnField['from'], columns: Columns) {
  const alternatives = typeof from === 'string' ? [from] : from;
  return alternatives.flatMap((alternative) => {
    const names = typeof alternative === 'string' ? [alternative] : alternative;
    const places = names.map((name) => columns.placeOf(name));
    if (places.some((place) => place === null)) return [];
    const column = names.map((name) => columns.spelled(name)).join(':');
    return [{ column, places: places as number[] }];
  });
}

/** The columns of `from` that the file lacks altogether: none of its alternatives is there. */
export function lacking(from: ColumnField['from'], columns: Columns): string | null {
  if (sourcesOf(from, columns).length > 0) return null;
  return typeof from === 'string' ? from : from.flat().join(' or ');
}

/** Text, mapped where the field says so. */
export function textReader(
  { from, map, as }: ColumnField,
  { columns, maps }: ReadingContext,
): CellReader<string> {
  const sources = sourcesOf(from, columns);
  const candidates = ({ cells }: CellRow): Found[] => {
    const found: Found[] = [];
    for (const { column, places } of sources) {
      const text =
        places.length === 1
          ? (cells[places[0] ?? 0] ?? '').trim()
          : joined(places.map((place) => (cells[place] ?? '').trim()));
      if (text === '') continue;
      if (text.startsWith('=')) throw formula(column, text);
      found.push({ column, text });
    }
    return found;
  };
  if (map !== undefined) return mappedReader(candidates, map, maps.get(map) ?? new Map());
  if (as === 'exam-code') return examReader(candidates);
  return (row) => candidates(row)[0]?.text;
}

function joined(parts: readonly string[]): string {
  return parts.includes('') ? '' : parts.join(':');
}

function mappedReader(
  candidates: (row: CellRow) => readonly Found[],
  name: string,
  entries: ReadonlyMap<string, string>,
): CellReader<string> {
  return (row) => {
    const found = candidates(row);
    for (const { text } of found) {
      const value = entries.get(mapKey(text));
      if (value !== undefined) return value;
    }
    const [first] = found;
    if (first === undefined) return undefined;
    const otherwise = entries.get(EVERYTHING_ELSE);
    if (otherwise !== undefined) return otherwise;
    const named = `${first.column} ${first.text}`;
    throw new CellFault(
      rejectOf(
        'not-mapped',
        first.column,
        first.text,
        `${named} is not mapped`,
        `${named} is not mapped: add it to the mapping under maps: ${name}`,
      ),
    );
  };
}

const EXAM_CODE = /(?<![A-Za-z0-9])([A-Za-z]{0,3}\d{0,3}-\d{3})(?![A-Za-z0-9])/;

function examReader(candidates: (row: CellRow) => readonly Found[]): CellReader<string> {
  return (row) => {
    const found = candidates(row);
    for (const { text } of found) {
      const code = EXAM_CODE.exec(text)?.[1];
      if (code !== undefined) return code.toUpperCase();
    }
    const [first] = found;
    if (first === undefined) return undefined;
    throw new CellFault(
      rejectOf(
        'no-exam',
        first.column,
        first.text,
        `${first.text} names no exam`,
        `write the exam's code, such as MB2-715, into ${first.column}; trainings that are no exams can be left out`,
      ),
    );
  };
}

function formula(column: string, text: string): CellFault {
  const reason = 'the cell holds a formula, not a value';
  const mend = `save ${column} as values: it holds formulas (=…)`;
  return new CellFault(rejectOf('formula', column, text, reason, mend));
}

const MOST_REMEMBERED_DAYS = 20_000;

export function dayReader(
  { from }: Pick<ColumnField, 'from'>,
  { columns, form, shown }: ReadingContext,
): CellReader<string> {
  const sources = sourcesOf(from, columns);
  // Days come again and again.
  const known = new Map<string, string>();
  return ({ row, cells }) => {
    for (const { column, places } of sources) {
      const text = cells[places[0] ?? 0] ?? '';
      if (text.trim() === '') continue;
      const remembered = known.get(text);
      if (remembered !== undefined) return remembered;
      shown.dates.see(text, row);
      const day = readDay(text, form.dates.is);
      if (day === null) throw noDay(column, text.trim(), form.dates.is);
      if (known.size >= MOST_REMEMBERED_DAYS) known.clear();
      known.set(text, day);
      return day;
    }
    return undefined;
  };
}

function noDay(column: string, text: string, order: DayOrder): CellFault {
  const read = /[/.-]/.test(text) && !/^\d{4}/.test(text) ? `, read ${order}` : '';
  return new CellFault(
    rejectOf(
      'no-day',
      column,
      text,
      `${text.slice(0, 60)} is no day from 1990-01-01 to 2100-12-31${read}`,
      `mend the days in ${column}: YYYY-MM-DD is always understood`,
    ),
  );
}

const POINT_BEYOND_DOUBT = /^-?\d+\.(?:\d{1,2}|\d{4,})$/;

/** A decimal with all its decimals. */
export function decimalReader(
  { from }: Pick<ColumnField, 'from'>,
  { columns, form, shown }: ReadingContext,
): CellReader<{ readonly decimal: string; readonly column: string; readonly text: string }> {
  const sources = sourcesOf(from, columns);
  return ({ row, cells }) => {
    for (const { column, places } of sources) {
      const text = (cells[places[0] ?? 0] ?? '').trim();
      if (text === '') continue;
      if (text.startsWith('=')) throw formula(column, text);
      if (POINT_BEYOND_DOUBT.test(text)) shown.decimals.saw('point', row);
      else shown.decimals.see(text, row);
      const decimal = readDecimal(text, form.decimals.is);
      if (decimal !== null) return { decimal, column, text };
      throw new CellFault(
        rejectOf(
          'no-number',
          column,
          text,
          `${text.slice(0, 60)} is no number with a decimal ${form.decimals.is}`,
          `mend the numbers in ${column}: digits, with a ${form.decimals.is} before the decimals`,
        ),
      );
    }
    return undefined;
  };
}

/** The most decimals that a rate may have. */
export const RATE_DECIMALS = 10;

/** US dollars per unit of the row's currency: the inverse of the rate in the row, where prices are in dollars and the row is not. */
export function rateReader(
  { unitsPerUsd, of }: RateField,
  currencyOf: CellReader<string>,
  context: ReadingContext,
): CellReader<string> {
  const rateOf = decimalReader({ from: unitsPerUsd }, context);
  const pricedIn = textReader({ from: of }, context);
  return (row) => {
    if (pricedIn(row)?.toUpperCase() !== 'USD' || currencyOf(row) === 'USD') return undefined;
    const rate = rateOf(row);
    if (rate === undefined) return undefined;
    if (/^0*(?:\.0*)?$/.test(rate.decimal) || rate.decimal.startsWith('-')) {
      const reason = 'a rate is above 0';
      throw new CellFault(
        rejectOf('no-rate', rate.column, rate.text, reason, `mend the rates in ${rate.column}`),
      );
    }
    return quotientOf('1', rate.decimal, RATE_DECIMALS);
  };
}

/** How the cell of a column that identifies a row is spelled, however the file spells it; `days` are the keys of columns that hold days. */
export function identifyingReader(
  name: string,
  days: ReadonlySet<string>,
  { columns, form, shown }: ReadingContext,
): (row: CellRow) => string {
  const place = columns.placeOf(name);
  if (place === null) return () => '';
  const key = columnKey(name);
  const isDay = key.endsWith('date') || days.has(key);
  const isNumber = key.endsWith('quantity');
  const known = new Map<string, string>();
  return ({ row, cells }) => {
    const text = (cells[place] ?? '').trim();
    if (text.startsWith('=')) throw formula(columns.spelled(name), text);
    if (!isDay && !isNumber) return text.toLowerCase();
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    if (isDay) shown.dates.see(text, row);
    const spelled = isDay ? readDay(text, form.dates.is) : numberOf(text, form.decimals.is);
    if (known.size >= MOST_REMEMBERED_DAYS) known.clear();
    known.set(text, spelled ?? text.toLowerCase());
    return spelled ?? text.toLowerCase();
  };
}

function numberOf(text: string, mark: DecimalMark): string | null {
  const decimal = readDecimal(text, mark);
  if (decimal === null || !decimal.includes('.')) return decimal;
  return decimal.replace(/\.?0+$/, '');
}
