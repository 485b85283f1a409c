import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { Columns } from './columns.js';
import type { Mapping } from './mapping.js';
import { readMapping } from './mapping-file.js';

/** The reference rates of the European Central Bank, which no mapping describes: a row has a rate for each column. */
export const ECB_SOURCE = 'ecb';
/** Pages of Partner Center's invoice API. */
export const INVOICE_SOURCE = 'partner-center-invoice';

let builtIn: ReadonlyMap<string, Mapping> | null = null;

/** The mappings that come with the product, by source. */
export function builtInMappings(): ReadonlyMap<string, Mapping> {
  builtIn ??= new Map(
    readdirSync(mappingsFolder())
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const text = readFileSync(join(mappingsFolder(), name), 'utf8');
        const mapping = readMapping(text, name, () => undefined);
        return [mapping.source, mapping];
      }),
  );
  return builtIn;
}

/** Beside the sources, wherever this file was built to. */
function mappingsFolder(): string {
  return join(findPackageJSON(import.meta.url) ?? 'package.json', '../libs/ingestion/mappings');
}

/** The source whose columns all stand in a header, or `null`; of several, the one with the most. */
export function recognise(header: readonly string[]): string | null {
  const columns = new Columns(header);
  const isEcb =
    header[0]?.trim() === 'Date' &&
    ['USD', 'JPY', 'GBP'].every((currency) => columns.has(currency));
  if (isEcb) return ECB_SOURCE;
  const fitting = [...builtInMappings().values()]
    .filter(({ recognisedBy }) => recognisedBy?.every((name) => columns.has(name)) === true)
    .sort((a, b) => (b.recognisedBy?.length ?? 0) - (a.recognisedBy?.length ?? 0));
  return fitting[0]?.source ?? null;
}

/** Every source that can be named. */
export function sourceNames(): string[] {
  return [...builtInMappings().keys(), INVOICE_SOURCE, ECB_SOURCE].sort();
}

/** Which mapping reads which of the invoice API's lines. */
export const MAPPING_OF_ITEM: Readonly<Record<string, string>> = {
  OneTimeInvoiceLineItem: 'partner-center-nce',
  LicenseBasedLineItem: 'partner-center-legacy',
  UsageBasedLineItem: 'partner-center-azure',
  DailyUsageLineItem: 'partner-center-azure',
  DailyRatedUsageLineItem: 'partner-center-azure',
};
