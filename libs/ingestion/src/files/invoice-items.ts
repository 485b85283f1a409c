import { describeFault } from '../json-faults.js';
import { parseJson } from '../json.js';
import { FileRefused } from './file-refused.js';

/** A line of the invoice API. */
export interface InvoiceItem {
  /** `attributes.objectType`: which of the API's lines it is. */
  readonly kind: string;
  /** By field; what is nested is found under `outer.inner`, lists as their JSON. Numbers have every digit that they were sent with. */
  readonly fields: ReadonlyMap<string, string>;
  /** As it was sent. */
  readonly json: string;
}

/** A page of the invoice API. */
export interface InvoicePage {
  readonly items: readonly InvoiceItem[];
  /** Whether a further page was announced. */
  readonly hasNext: boolean;
}

/** A page is held in memory whole; the API's own have two thousand lines at most. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;

type Sent = Readonly<Record<string, unknown>>;

const LOOKED_FOR =
  'JSON may be a page of invoice line items (a list called items), or CloudEvents, one a line (each with a specversion)';

/** The lines of a page's text. Throws `FileRefused` where it is no JSON or no page. */
export function invoicePageOf(text: string): InvoicePage {
  const { fault } = parseJson(text);
  if (fault !== undefined) {
    const detail = describeFault(fault);
    throw new FileRefused(
      'malformed-json',
      `the file is not acceptable JSON: ${detail}. ${LOOKED_FOR}`,
    );
  }
  const page = JSON.parse(text, exactly) as Sent | null;
  const items = Array.isArray(page) ? page : page?.['items'];
  if (!Array.isArray(items)) {
    throw new FileRefused(
      'source-unrecognised',
      `the file is JSON, but there is no list called items in it. ${LOOKED_FOR}`,
    );
  }
  const { continuationToken, links } = (Array.isArray(page) ? {} : page) as {
    continuationToken?: unknown;
    links?: { next?: unknown };
  };
  return {
    items: items.map(itemOf),
    hasNext:
      typeof continuationToken === 'string' &&
      continuationToken !== '' &&
      links?.next !== undefined,
  };
}

/** The API sends money now as text and now as a number, which must not become a binary one. */
function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined
    ? RAW.rawJSON(context.source)
    : value;
}

const RAW = JSON as unknown as {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
};

function itemOf(item: unknown): InvoiceItem {
  const fields = new Map<string, string>();
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) {
    for (const [name, value] of Object.entries(item)) put(fields, name, value);
  }
  return { kind: fields.get('attributes.objectType') ?? '', fields, json: JSON.stringify(item) };
}

function put(fields: Map<string, string>, name: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (RAW.isRawJSON(value)) fields.set(name, value.rawJSON);
  else if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [inner, nested] of Object.entries(value)) put(fields, `${name}.${inner}`, nested);
  } else fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
}
