import { Columns } from './columns.js';
import { utf8Of } from './encoding.js';
import { FileRefused } from './file-refused.js';
import { chooseForm, dayEvidence, decimalEvidence } from './file-form.js';
import { type InvoiceItem, invoicePageOf, MAX_PAGE_BYTES } from './invoice-items.js';
import { mappedRows, type RowReader } from './mapped-rows.js';
import { columnKey, columnsOf, type Mapping, type ValueMap } from './mapping.js';
import type { OpenOptions, WholeFile } from './open-file.js';
import type { FilePart, FileRow, OpenedFile } from './opened-file.js';
import { rejectOf } from './row-read.js';
import { builtInMappings, INVOICE_SOURCE, MAPPING_OF_ITEM } from './sources.js';

const ITEMS_PER_PAGE = 500;

/** Pages of one answer of the invoice API: each is held in memory while its lines are read. */
export async function openInvoicePages(
  { parts, examined, bytes, sha256 }: WholeFile,
  options: OpenOptions,
): Promise<OpenedFile> {
  const tooLarge = examined.findIndex((one) => one.bytes > MAX_PAGE_BYTES);
  if (tooLarge !== -1) {
    const limit = MAX_PAGE_BYTES / 1_048_576;
    throw new FileRefused(
      'row-too-large',
      `${parts[tooLarge]?.name ?? 'a page'} is larger than ${limit} MiB: ask the API for smaller pages`,
    );
  }
  // What the API writes leaves nothing open: days of ISO 8601, decimals behind a point.
  const form = chooseForm(
    { dates: dayEvidence(), decimals: decimalEvidence() },
    { dates: 'month-first', decimals: 'point' },
    options,
  );
  const notes: string[] = [];
  const textOf = async (place: number): Promise<string> => {
    const part = parts[place] as FilePart;
    const pieces: Buffer[] = [];
    for await (const piece of utf8Of(part.bytes(), examined[place]?.encoding ?? 'utf-8')) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString('utf8');
  };
  const last = invoicePageOf(await textOf(parts.length - 1));
  if (last.hasNext) {
    notes.push(
      'a further page was announced: import all pages of an invoice together, so that lines that are alike are told apart',
    );
  }
  return {
    description: {
      source: INVOICE_SOURCE,
      title: 'Partner Center, invoice line items',
      names: parts.map(({ name }) => name),
      bytes,
      sha256,
      form: { kind: 'json' },
      ...form,
      notes,
    },
    async *rows() {
      const readers = new Readers(options, form);
      let row = 0;
      for (const place of parts.keys()) {
        const { items } = invoicePageOf(await textOf(place));
        for (let from = 0; from < items.length; from += ITEMS_PER_PAGE) {
          yield items
            .slice(from, from + ITEMS_PER_PAGE)
            .map((item) => readers.read((row += 1), item));
        }
      }
    },
  };
}

/** Reads the lines of each kind by the mapping of their kind. */
class Readers {
  readonly #readers = new Map<string, { readonly reader: RowReader; readonly names: string[] }>();

  constructor(
    private readonly options: OpenOptions,
    private readonly form: Parameters<typeof mappedRows>[2],
  ) {}

  read(row: number, item: InvoiceItem): FileRow {
    const sent = [item.json];
    const mapping = mappingOf(item.kind, this.options.mapping);
    if (mapping === null) {
      const reason = `lines of the kind ${item.kind === '' ? '(none)' : item.kind} are not known`;
      const mend = `${reason}; known are ${Object.keys(MAPPING_OF_ITEM).join(', ')}`;
      const reject = rejectOf('kind-unknown', 'attributes.objectType', item.kind, reason, mend);
      return { row, sent, read: { reject }, money: null };
    }
    const { reader, names } = this.#readerOf(item.kind, mapping);
    const byKey = new Map([...item.fields].map(([name, text]) => [columnKey(name), text]));
    const cells = names.map((name) => byKey.get(columnKey(name)) ?? '');
    const read = reader.read({ row, cells });
    const money = read.reject === undefined ? null : reader.moneyOf({ row, cells });
    return { row, sent, read, money };
  }

  #readerOf(kind: string, mapping: Mapping) {
    const kept = this.#readers.get(kind);
    if (kept !== undefined) return kept;
    const names = columnsLookedAt(mapping);
    const made = { reader: mappedRows(mapping, new Columns(names), this.form), names };
    this.#readers.set(kind, made);
    return made;
  }
}

/** The built-in mapping of a kind of line, with the user's mapping in its place or its maps laid over. */
function mappingOf(kind: string, own: Mapping | undefined): Mapping | null {
  const name = MAPPING_OF_ITEM[kind];
  const builtIn = name === undefined ? undefined : builtInMappings().get(name);
  if (builtIn === undefined) return null;
  if (own === undefined) return builtIn;
  if (own.source === builtIn.source) return own;
  const maps: Record<string, ValueMap> = { ...builtIn.maps };
  for (const [map, entries] of Object.entries(own.maps ?? {})) {
    maps[map] = { ...maps[map], ...entries };
  }
  return { ...builtIn, maps };
}

/** Every column that a mapping looks at. */
function columnsLookedAt({ facts, identity = [], noFact = [] }: Mapping): string[] {
  const named = facts.flatMap(({ when, fields }) => [
    ...(when === undefined ? [] : [when]),
    ...Object.values(fields).flatMap(columnsOf),
  ]);
  const all = [...named, ...identity, ...noFact.map(({ column }) => column)];
  return [...new Map(all.map((name) => [columnKey(name), name])).values()];
}
