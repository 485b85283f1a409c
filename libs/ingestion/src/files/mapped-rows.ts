import { hash } from 'node:crypto';
import { type FactType, minorUnitsOf } from '@app/domain';
import { folded } from '../cloud-events.js';
import { FACT_SCHEMAS, FACTS } from '../validation.js';
import {
  type CellReader,
  type CellRow,
  dayReader,
  decimalReader,
  identifyingReader,
  lacking,
  rateReader,
  type ReadingContext,
  readyMaps,
  textReader,
} from './cell-readers.js';
import type { Columns } from './columns.js';
import { roundHalfEven, withoutSpareZeros } from './decimals.js';
import { dayEvidence, decimalEvidence, type FileForm } from './file-form.js';
import { FileRefused } from './file-refused.js';
import {
  type ColumnField,
  columnKey,
  columnsOf,
  type FactMapping,
  type FieldMapping,
  type Mapping,
  type NoFactRule,
} from './mapping.js';
import { CellFault, type ReadFact, rejectOf, type RowRead, type RowReject } from './row-read.js';

type FieldReader = CellReader<unknown>;

/** What of a row goes into the control totals, as far as it can be read. */
export interface RowMoney {
  /** `YYYY-MM` of the booking's day. */
  readonly month: string;
  readonly currency: string;
  readonly amount: string;
}

/** The rows of one table, read by one mapping. */
export interface RowReader {
  read(row: CellRow): RowRead;
  /** The money of a row, rejected ones included; `null` where it has none or it cannot be read. */
  moneyOf(row: CellRow): RowMoney | null;
  readonly shown: ReadingContext['shown'];
}

/** Throws `FileRefused` where columns that a fact cannot do without are missing. */
export function mappedRows(mapping: Mapping, columns: Columns, form: FileForm): RowReader {
  const shown = { dates: dayEvidence(), decimals: decimalEvidence() };
  const context: ReadingContext = { columns, form, shown, maps: readyMaps(mapping.maps) };
  refuseMissingColumns(mapping, columns);
  const noFact = (mapping.noFact ?? []).map((rule) => noFactReader(rule, columns));
  const facts = mapping.facts.map((fact) => factReader(fact, mapping, context));
  const read = (row: CellRow): RowRead => {
    const misfit = widthProblem(row, columns);
    if (misfit !== null) return { reject: misfit };
    for (const rule of noFact) {
      const reject = rule(row);
      if (reject !== null) return { reject };
    }
    try {
      const said = facts.map((fact) => fact(row)).filter((fact) => fact !== null);
      return said.length > 0 ? { facts: said } : { reject: nothingSaid(mapping) };
    } catch (fault) {
      if (fault instanceof CellFault) return { reject: fault.reject };
      throw fault;
    }
  };
  return { read, moneyOf: moneyReader(mapping, context), shown };
}

function widthProblem({ cells }: CellRow, { names }: Columns): RowReject | null {
  if (cells.length === names.length) return null;
  const spare = cells.slice(names.length);
  if (cells.length > names.length && spare.every((cell) => cell.trim() === '')) return null;
  return rejectOf(
    'columns-differ',
    null,
    spare.join(' '),
    `the row has ${cells.length} cells, the header ${names.length}`,
    'mend rows whose number of cells differs from the header: look for a delimiter within a cell that is not in double quotes',
  );
}

function nothingSaid({ facts }: Mapping): RowReject {
  const columns = facts.flatMap(({ when }) => (when === undefined ? [] : [when]));
  const reason = `the row says nothing: ${columns.join(' and ')} ${columns.length === 1 ? 'is' : 'are'} empty`;
  return rejectOf(
    'nothing-said',
    columns[0] ?? null,
    '',
    reason,
    `fill in ${columns.join(' or ')}`,
  );
}

function noFactReader(
  { column, is, contains, reason }: NoFactRule,
  columns: Columns,
): (row: CellRow) => RowReject | null {
  const place = columns.placeOf(column);
  if (place === null) return () => null;
  const [whole, part] = [is?.toLowerCase(), contains?.toLowerCase()];
  return ({ cells }) => {
    const text = (cells[place] ?? '').trim();
    const folded = text.toLowerCase();
    const fits =
      (whole === undefined || folded === whole) && (part === undefined || folded.includes(part));
    return fits ? rejectOf('no-fact', columns.spelled(column), text, reason, null) : null;
  };
}

function refuseMissingColumns(mapping: Mapping, columns: Columns): void {
  const missing = new Set<string>();
  for (const { type, when, fields } of mapping.facts) {
    if (when !== undefined && !columns.has(when)) missing.add(when);
    const { required = [] } = FACT_SCHEMAS[type];
    for (const name of required) {
      const field = fields[name];
      const from = field === undefined ? null : fromOf(field);
      const lacks = from === null ? null : lacking(from, columns);
      if (lacks !== null) missing.add(lacks);
    }
  }
  if (missing.size === 0) return;
  throw new FileRefused(
    'columns-missing',
    `the file lacks ${[...missing].join(', ')}; it has ${columns.names.join(', ').slice(0, 2_000)}`,
  );
}

/** The columns that a field is read from, or `null` where it is none or may be missing. */
function fromOf(field: FieldMapping): ColumnField['from'] | null {
  if (typeof field === 'string') return field;
  return 'from' in field ? field.from : null;
}

/** Reads one fact of a row; `null` where the row does not say it. */
function factReader(
  { type, when, fields }: FactMapping,
  { source, identity = [] }: Mapping,
  context: ReadingContext,
): (row: CellRow) => ReadFact | null {
  const place = when === undefined ? null : context.columns.placeOf(when);
  const { required = [] } = FACT_SCHEMAS[type];
  const readers = Object.entries(fields).map(([name, field]) => ({
    name,
    column: columnOf(field, context.columns),
    isRequired: required.includes(name),
    read: fieldReader(type, name, field, fields, context),
  }));
  const columnsByField = new Map(readers.map(({ name, column }) => [name, column]));
  const isIdentified = type === 'RevenueBooked' && !('bookingId' in fields);
  const days = new Set(columnsOf(fields['bookedOn']).map(columnKey));
  const identityOf = isIdentified ? identityReader(source, identity, days, context) : null;
  const { accepts, explain } = FACTS[type];
  return (row) => {
    if (place !== null && (row.cells[place] ?? '').trim() === '') return null;
    const data: Record<string, unknown> = {};
    if (isIdentified) data['bookingId'] = 'of-this-row';
    for (const { name, column, isRequired, read } of readers) {
      const value = read(row);
      if (value !== undefined) data[name] = value;
      else if (isRequired) throw emptyCell(column);
    }
    if (!accepts(data)) {
      const [problem] = explain(data);
      throw invalid(data, problem, columnsByField);
    }
    const identified = identityOf === null ? null : identityOf(row);
    return { type, data: folded(type, data) as Record<string, unknown>, identity: identified };
  };
}

function emptyCell(column: string): CellFault {
  return new CellFault(
    rejectOf('empty', column, '', `${column} is empty`, `fill in ${column}, which is empty`),
  );
}

function invalid(
  data: Readonly<Record<string, unknown>>,
  problem: { readonly pointer: string; readonly detail: string } | undefined,
  columns: ReadonlyMap<string, string>,
): CellFault {
  const name = problem?.pointer.split('/')[2] ?? '';
  const column = columns.get(name) ?? null;
  const reason = problem?.detail ?? 'the row is not valid';
  const mend = column === null ? reason : `mend ${column}: ${reason}`;
  return new CellFault(rejectOf('invalid-data', column, String(data[name] ?? ''), reason, mend));
}

function columnOf(field: FieldMapping, columns: Columns): string {
  if (typeof field === 'string') return columns.spelled(field);
  if ('value' in field) return 'the mapping';
  if ('unitsPerUsd' in field) return columns.spelled(field.unitsPerUsd);
  const first = typeof field.from === 'string' ? field.from : field.from[0];
  return [first ?? '']
    .flat()
    .map((name) => columns.spelled(name))
    .join(':');
}

function fieldReader(
  type: FactType,
  name: string,
  field: FieldMapping,
  fields: FactMapping['fields'],
  context: ReadingContext,
): FieldReader {
  if (typeof field === 'object' && 'value' in field) {
    const value = typedConstant(type, name, field.value);
    return () => value;
  }
  if (typeof field === 'object' && 'unitsPerUsd' in field) {
    return rateReader(field, currencyReader(fields, context), context);
  }
  const column: ColumnField = typeof field === 'string' ? { from: field } : field;
  const schema = FACT_SCHEMAS[type].properties[name] as { type?: string; format?: string };
  if (schema.format === 'date') return dayReader(column, context);
  if (name === 'amount') return amountReader(column, currencyReader(fields, context), context);
  if (schema.format === 'exchange-rate') {
    const decimal = decimalReader(column, context);
    return (row) => decimal(row)?.decimal;
  }
  const text = textReader(column, context);
  if (schema.type === 'integer') return (row) => wholeNumber(text(row));
  if (schema.type !== 'array') return text;
  return (row) =>
    text(row)
      ?.split(/[;\s]+/)
      .filter((word) => word !== '');
}

function typedConstant(type: FactType, name: string, value: string): unknown {
  const schema = FACT_SCHEMAS[type].properties[name] as { type?: string };
  if (schema.type === 'integer') return wholeNumber(value);
  return schema.type === 'array' ? value.split(/[;\s]+/) : value;
}

/** Text that is no whole number is left to the fact's declaration, which says so. */
function wholeNumber(text: string | undefined): unknown {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function currencyReader(
  fields: FactMapping['fields'],
  context: ReadingContext,
): CellReader<string> {
  const field = fields['currency'];
  if (field === undefined) return () => undefined;
  if (typeof field === 'object' && 'value' in field) return () => field.value;
  if (typeof field === 'object' && !('from' in field)) return () => undefined;
  return textReader(typeof field === 'string' ? { from: field } : field, context);
}

/** An amount with the decimals that its currency has. */
function amountReader(
  field: ColumnField,
  currencyOf: CellReader<string>,
  context: ReadingContext,
): CellReader<string> {
  const decimalOf = decimalReader(field, context);
  return (row) => {
    const found = decimalOf(row);
    if (found === undefined) return undefined;
    const currency = currencyOf(row) ?? '';
    const decimals = minorUnitsOf(currency);
    // The decider refuses the currency, in its own words.
    if (decimals === null) return found.decimal;
    if (field.round === 'half-even') return roundHalfEven(found.decimal, decimals);
    const amount = withoutSpareZeros(found.decimal, decimals);
    const point = amount.indexOf('.');
    if (point === -1 || amount.length - point - 1 <= decimals) return amount;
    throw new CellFault(
      rejectOf(
        'too-many-decimals',
        found.column,
        found.text,
        `amounts in ${currency} have at most ${decimals} decimals`,
        `round the amounts in ${found.column}, or say round: half-even in the mapping`,
      ),
    );
  };
}

/** Rows that agree in all of these columns share it. */
function identityReader(
  source: string,
  names: readonly string[],
  days: ReadonlySet<string>,
  context: ReadingContext,
): (row: CellRow) => string {
  const readers = names.map((name) => identifyingReader(name, days, context));
  return (row) => {
    let text = source;
    for (const read of readers) text += `\u001f${read(row)}`;
    return hash('sha256', text, 'hex').slice(0, 32);
  };
}

function moneyReader(mapping: Mapping, context: ReadingContext): RowReader['moneyOf'] {
  const fields = mapping.facts.find(({ type }) => type === 'RevenueBooked')?.fields;
  if (fields === undefined) return () => null;
  const readerOf = (name: string) => {
    const field = fields[name];
    if (field === undefined) return () => undefined;
    return fieldReader('RevenueBooked', name, field, fields, context);
  };
  const [day, currency, amount] = ['bookedOn', 'currency', 'amount'].map(readerOf);
  const readable = (read: FieldReader | undefined, row: CellRow): string | null => {
    try {
      return (read?.(row) as string | undefined) ?? null;
    } catch (fault) {
      if (fault instanceof CellFault) return null;
      throw fault;
    }
  };
  return (row) => {
    const money = readable(amount, row);
    if (money === null) return null;
    return {
      month: readable(day, row)?.slice(0, 7) ?? '',
      currency: readable(currency, row) ?? '',
      amount: money,
    };
  };
}
