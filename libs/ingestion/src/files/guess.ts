import { stringify } from 'yaml';
import { Columns } from './columns.js';
import { orderShownBy } from './days.js';
import { markShownBy } from './decimals.js';
import { type Encoding, examineBytes, utf8Of } from './encoding.js';
import { FileRefused } from './file-refused.js';
import { columnKey } from './mapping.js';
import type { OpenOptions } from './open-file.js';
import type { FilePart } from './opened-file.js';
import { type Delimiter, DELIMITERS } from './row-cutter.js';
import { firstRowOf, rowsOf } from './table.js';

/** What columns of bookings are called, in the order in which they are looked for. */
const BOOKING_COLUMNS: Readonly<Record<string, readonly RegExp[]>> = {
  organizationId: [/^organi[sz]ation/, /^partnerid$/, /^mpnid$/, /partner/, /mpn/],
  customerId: [/^customerid$/, /customer.*id/, /customer|client|account|kunde/],
  product: [/^productid$/, /sku|offer/, /product|item|artikel|article/],
  revenueType: [/chargetype/, /revenuetype/, /type|kind/],
  amount: [/^subtotal$/, /net|pretax/, /amount|betrag|montant/, /total|sum/, /price/],
  currency: [/currency|wahrung|devise/],
  bookedOn: [/chargestart/, /book.*(?:date|on)/, /(?:order|invoice).*date/, /date|datum|day/],
};
/** These are looked up in a map, which is to be filled in. */
const MAPPED: Readonly<Record<string, string>> = {
  organizationId: 'organizations',
  product: 'products',
  revenueType: 'revenueTypes',
};
const MONEY =
  /amount|total|price|tax|net|cost|betrag|montant|discount|sum|revenue|value|fee|freight|vat|charge$|umsatz|preis|steuer|rabatt|prix|remise|rate$/;
/** What people write into these is mended later on, and makes the same booking no other one. */
const FREE_TEXT =
  /name$|description|comment|note|remark|memo|title|address|beschreibung|bemerkung|kommentar|libelle|designation/;
const LONGEST_CODE = 40;
const SAMPLE_ROWS = 1_000;
const MOST_VALUES = 40;

/**
 * A first mapping for a table of bookings, as YAML with comments: what its columns may mean by their names, and the values that are to be mapped. What was not found
 * is marked with TODO. Throws `FileRefused` where the file cannot be read.
 */
export async function guessedMapping(
  part: FilePart,
  forced: Pick<OpenOptions, 'delimiter' | 'encoding'> = {},
): Promise<string> {
  const { encoding } = await examineBytes(part.bytes(), forced.encoding);
  const { delimiter, header, rows } = await sampleOf(part, encoding, forced.delimiter);
  const columns = new Columns(header);
  const found = new Map<string, string>();
  for (const [field, patterns] of Object.entries(BOOKING_COLUMNS)) {
    const column = patterns
      .map((pattern) => header.find((name) => pattern.test(columnKey(name))))
      .find((name) => name !== undefined && ![...found.values()].includes(name));
    if (column !== undefined) found.set(field, column);
  }
  const cellsOf = (field: string): string[] => {
    const place = columns.placeOf(found.get(field) ?? '');
    return place === null ? [] : rows.map((cells) => (cells[place] ?? '').trim());
  };
  const identity = header.filter((name, place) => {
    const cells = rows.map((cells) => (cells[place] ?? '').trim()).filter((cell) => cell !== '');
    return name !== '' && name !== found.get('amount') && tellsApart(columnKey(name), cells);
  });
  const mapping = {
    source: 'my-billing',
    title: part.name,
    ...shownIn('dates', cellsOf('bookedOn'), orderShownBy),
    ...shownIn('decimals', cellsOf('amount'), markShownBy),
    identity,
    facts: [{ type: 'RevenueBooked', fields: fieldsOf(found) }],
    maps: Object.fromEntries(Object.values(MAPPED).map((map) => [map, {}])),
  };
  const toMap = Object.entries(MAPPED)
    .filter(([field]) => found.has(field))
    .map(([field, map]) => [map, [...new Set(cellsOf(field))].filter((value) => value !== '')]);
  return [
    `# A first guess at what the columns of ${part.name} mean. Look through it, and mend it:`,
    `#   assay import --map <this file> --dry-run ${part.name}`,
    `# Columns (apart by ${JSON.stringify(delimiter)}): ${header.join(', ')}`,
    '# `identity` names the columns that tell one booking from another: no money, and no text that may be mended. Columns that look like either were left out.',
    stringify(mapping, { lineWidth: 120 }).trimEnd(),
    ...(toMap as [string, string[]][]).flatMap(([map, values]) => [
      `# To be filled in under maps: ${map} ("*" stands for everything else):`,
      ...values.slice(0, MOST_VALUES).map((value) => `#   ${JSON.stringify(value)}: TODO`),
    ]),
    '',
  ].join('\n');
}

/** Whether a column may identify a booking, by what it is called and what stands in it. */
function tellsApart(key: string, cells: readonly string[]): boolean {
  if (MONEY.test(key) || FREE_TEXT.test(key)) return false;
  if (cells.some((cell) => cell.length > LONGEST_CODE && cell.includes(' '))) return false;
  const isNumeric = cells.length > 0 && cells.every((cell) => /^[-+]?[\d.,' ]+$/.test(cell));
  // Numbers with decimals are money, or quantities that may be mended; `13.02.2020` is a day.
  return !isNumeric || !cells.some((cell) => orderShownBy(cell) === null && hasDecimals(cell));
}

function hasDecimals(cell: string): boolean {
  return /[.,]\d{1,4}$/.test(cell) && markShownBy(cell) !== null;
}

function fieldsOf(found: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(BOOKING_COLUMNS).map((field) => {
      const column = found.get(field);
      const map = MAPPED[field];
      if (column === undefined) return [field, { value: 'TODO' }];
      return [field, map === undefined ? column : { from: column, map }];
    }),
  );
}

/** A choice that the cells show beyond doubt. */
function shownIn<T extends string>(
  name: string,
  cells: readonly string[],
  shownBy: (text: string) => T | 'either' | null,
): Record<string, T> {
  const shown = new Set(cells.map(shownBy).filter((one) => one !== null && one !== 'either'));
  const [only, ...others] = shown as Set<T>;
  return only === undefined || others.length > 0 ? {} : { [name]: only };
}

async function sampleOf(part: FilePart, encoding: Encoding, forced: Delimiter | undefined) {
  const [head] = await firstPieces(part, encoding);
  const [cut] = (forced === undefined ? DELIMITERS : [forced])
    .map((delimiter) => ({
      delimiter,
      header: (firstRowOf(head ?? '', delimiter) ?? []).map((name) => name.trim()),
    }))
    .sort((a, b) => b.header.length - a.header.length);
  if (cut === undefined || cut.header.length < 2) {
    throw new FileRefused('not-a-table', 'the file has no header with several columns');
  }
  const rows: (readonly string[])[] = [];
  for await (const page of rowsOf(utf8Of(part.bytes(), encoding), cut.delimiter)) {
    rows.push(...page.map(({ cells }) => cells));
    if (rows.length > SAMPLE_ROWS) break;
  }
  return { ...cut, rows: rows.slice(1) };
}

async function firstPieces(part: FilePart, encoding: Encoding) {
  for await (const piece of utf8Of(part.bytes(), encoding)) return [piece.toString('utf8')];
  return [];
}
