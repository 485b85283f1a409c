import { createHash } from 'node:crypto';
import { Columns } from './columns.js';
import type { DayOrder } from './days.js';
import type { DecimalMark } from './decimals.js';
import { ecbCurrencies, ecbRates } from './ecb-rates.js';
import { type Encoding, type ExaminedBytes, examineBytes, utf8Of } from './encoding.js';
import {
  chooseForm,
  confirmForm,
  dayEvidence,
  decimalEvidence,
  type FileForm,
} from './file-form.js';
import { FileRefused } from './file-refused.js';
import { openInvoicePages } from './open-invoice-pages.js';
import { mappedRows, type RowReader } from './mapped-rows.js';
import { columnsOf, type Mapping } from './mapping.js';
import type { FileDescription, FilePart, OpenedFile } from './opened-file.js';
import { builtInMappings, INVOICE_SOURCE, recognise, sourceNames } from './sources.js';
import { type Delimiter, delimiterName, DELIMITERS } from './row-cutter.js';
import { firstRowOf, type Row, rowsOf } from './table.js';

/** What the user says about a file; what is left out is found out. */
export interface OpenOptions {
  readonly source?: string;
  readonly mapping?: Mapping;
  readonly dates?: DayOrder;
  readonly decimals?: DecimalMark;
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
}

const SAMPLE_ROWS = 1_000;
const HEAD_BYTES = 1_048_576;

/**
 * A file, or the pages of one answer of the invoice API, with what was found out about its bytes, its columns and its source. Throws `FileRefused`
 * where it cannot be read, with what to do.
 */
export async function openFile(
  parts: readonly FilePart[],
  options: OpenOptions = {},
): Promise<OpenedFile> {
  const [part] = parts;
  if (part === undefined) throw new FileRefused('file-empty', 'there is no file');
  const examined: ExaminedBytes[] = [];
  for (const { bytes } of parts) examined.push(await examineBytes(bytes(), options.encoding));
  const [first] = examined as [ExaminedBytes];
  const head = await headOf(part, first);
  if (/^\s*[[{]/.test(head) && SPECVERSION.test(head)) throw holdsCloudEvents();
  const bytes = examined.reduce((sum, one) => sum + one.bytes, 0);
  const whole = { parts, examined, bytes, sha256: await hashOf(parts, examined) };
  if (/^\s*[[{]/.test(head) && (options.source ?? INVOICE_SOURCE) === INVOICE_SOURCE) {
    return await openInvoicePages(whole, options);
  }
  if (parts.length > 1) {
    throw new FileRefused(
      'source-unrecognised',
      'only pages of invoice line items are imported together; import other files one by one',
    );
  }
  return await openTable({ ...whole, part, head, bytesAre: first }, options);
}

/** What every CloudEvent has, and no line of an invoice. */
const SPECVERSION = /"specversion"\s*:/;

function holdsCloudEvents(): FileRefused {
  return new FileRefused(
    'source-unrecognised',
    'the file holds CloudEvents, which have ids of their own and need no import: send them to POST /v1/events, one a line as application/x-ndjson',
  );
}

/** Files that belong together, and what their bytes are. */
export interface WholeFile {
  readonly parts: readonly FilePart[];
  readonly examined: readonly ExaminedBytes[];
  readonly bytes: number;
  readonly sha256: string;
}

async function hashOf(
  parts: readonly FilePart[],
  examined: readonly ExaminedBytes[],
): Promise<string> {
  const [only, ...more] = examined;
  if (only !== undefined && more.length === 0) return only.sha256;
  const hash = createHash('sha256');
  for (const { bytes } of parts) for await (const piece of bytes()) hash.update(piece);
  return hash.digest('hex');
}

async function headOf({ bytes }: FilePart, { encoding }: ExaminedBytes): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of utf8Of(bytes(), encoding)) {
    pieces.push(piece);
    size += piece.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}

interface OneTable extends WholeFile {
  readonly part: FilePart;
  readonly bytesAre: ExaminedBytes;
  /** The beginning of its text. */
  readonly head: string;
}

async function openTable(file: OneTable, options: OpenOptions): Promise<OpenedFile> {
  const { part, head, bytes, sha256, bytesAre: examined } = file;
  const { delimiter, first, source } = tableOf(head, options);
  const mapping = options.mapping ?? builtInMappings().get(source);
  const header = mapping?.columns === undefined ? first : null;
  const columns = new Columns(mapping?.columns ?? first);
  const tableRows = () =>
    rowsBehind(rowsOf(utf8Of(part.bytes(), examined.encoding), delimiter), header !== null);
  const form = await formOf(mapping, columns, tableRows(), options);
  const reader: RowReader =
    mapping === undefined ? ecbRates(columns) : mappedRows(mapping, columns, form);
  return {
    description: {
      source: mapping?.source ?? source,
      title: mapping?.title ?? mapping?.source ?? 'European Central Bank, euro reference rates',
      names: [part.name],
      bytes,
      sha256,
      form: { kind: 'table', encoding: examined.encoding, bom: examined.bom, delimiter, header },
      ...form,
      readAgain: readAgain(options, form),
      notes: mapping === undefined ? withdrawnNote(columns) : [],
    },
    async *rows() {
      for await (const page of tableRows()) {
        yield page.map((row) => {
          const read = reader.read(row);
          return {
            row: row.row,
            sent: row.cells,
            read,
            money: read.reject === undefined ? null : reader.moneyOf(row),
          };
        });
      }
      confirmForm(form, reader.shown);
    },
  };
}

function readAgain(
  { source, delimiter, encoding }: OpenOptions,
  { dates, decimals }: FileForm,
): NonNullable<FileDescription['readAgain']> {
  return {
    ...(source === undefined ? {} : { source }),
    ...(dates.basis === 'none' ? {} : { dates: dates.is }),
    ...(decimals.basis === 'none' ? {} : { decimals: decimals.is }),
    ...(delimiter === undefined ? {} : { delimiter: delimiterName(delimiter) }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}

function withdrawnNote(columns: Columns): string[] {
  const { withdrawn } = ecbCurrencies(columns);
  if (withdrawn.length === 0) return [];
  return [
    `${withdrawn.join(', ')} are left out: ISO 4217 has them no more, so that no booking can be in them`,
  ];
}

async function* rowsBehind(pages: AsyncIterable<Row[]>, hasHeader: boolean): AsyncGenerator<Row[]> {
  let isFirst = hasHeader;
  for await (const page of pages) {
    const rows = isFirst ? page.slice(1) : page;
    isFirst = false;
    if (rows.length > 0) yield rows;
  }
}

/** How the head of a table is to be cut, what its first row holds, and whose it is. */
function tableOf(
  head: string,
  { source, mapping, delimiter }: OpenOptions,
): { readonly delimiter: Delimiter; readonly first: string[]; readonly source: string } {
  const cut = (delimiter === undefined ? DELIMITERS : [delimiter])
    .map((by) => ({ delimiter: by, first: firstRowOf(head, by) ?? [] }))
    .sort((a, b) => b.first.length - a.first.length);
  const recognised = cut
    .map((one) => ({ ...one, source: recognise(one.first) }))
    .find((one) => one.source !== null);
  const [widest] = cut;
  if (widest === undefined || widest.first.every((cell) => cell.trim() === '')) {
    throw new FileRefused('not-a-table', 'the file has no first row that can be read');
  }
  if (mapping !== undefined) return { ...widest, source: mapping.source };
  if (source !== undefined) {
    if (!sourceNames().includes(source) || source === INVOICE_SOURCE) {
      const known = sourceNames().join(', ');
      throw new FileRefused(
        'source-unrecognised',
        source === INVOICE_SOURCE
          ? 'the file is no JSON'
          : `there is no source ${source}; there are ${known}`,
      );
    }
    return { ...(recognised?.source === source ? recognised : widest), source };
  }
  if (recognised === undefined) throw unrecognised(widest.first);
  return { ...recognised, source: recognised.source ?? '' };
}

function unrecognised(header: readonly string[]): FileRefused {
  const shown = header.join(', ').slice(0, 1_000);
  return new FileRefused(
    'source-unrecognised',
    `no source is known by the columns ${shown}. Name one with --source (${sourceNames().join(', ')}), ` +
      'or say with --map what its columns mean: assay import --guess writes a first mapping to edit',
  );
}

async function formOf(
  mapping: Mapping | undefined,
  columns: Columns,
  rows: AsyncIterable<Row[]>,
  options: OpenOptions,
): Promise<FileForm> {
  const shown = { dates: dayEvidence(), decimals: decimalEvidence() };
  if (mapping !== undefined) {
    const places = placesToRead(mapping, columns);
    let seen = 0;
    for await (const page of rows) {
      for (const { row, cells } of page) {
        for (const place of places.days) shown.dates.see(cells[place] ?? '', row);
        for (const place of places.amounts) shown.decimals.see(cells[place] ?? '', row);
      }
      seen += page.length;
      if (seen >= SAMPLE_ROWS) break;
    }
  }
  return chooseForm(shown, mapping ?? {}, options);
}

/** The columns that days and amounts of facts are read from. */
function placesToRead({ facts }: Mapping, columns: Columns) {
  const of = (isOne: (name: string) => boolean) =>
    facts
      .flatMap(({ fields }) => Object.entries(fields))
      .filter(([name]) => isOne(name))
      .flatMap(([, field]) => columnsOf(field))
      .map((name) => columns.placeOf(name))
      .filter((place) => place !== null);
  return { days: of((name) => name.endsWith('On')), amounts: of((name) => name === 'amount') };
}
