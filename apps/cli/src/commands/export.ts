import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { RecordedFact } from '@app/domain';
import {
  asSent,
  EXCHANGE_RATES_STREAM,
  factPages,
  streamOfOrganization,
  toCloudEvent,
  UndecodableFact,
} from '@app/recording';
import { stringify } from 'csv-stringify/sync';
import { ExitCode } from '../exit-codes.js';
import type { Output } from '../output.js';
import { type Reading, whileReading } from '../reading.js';
import type { Settings } from '../settings.js';
import { organizationsIn } from './organizations.js';
import { organizationUnknown } from './refused.js';

export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;

export interface ExportOptions {
  readonly format: (typeof EXPORT_FORMATS)[number];
  /** `undefined` = every organization. */
  readonly organization?: string;
  /** A file; `undefined` = standard output. */
  readonly out?: string;
}

/**
 * Every fact in the order it was recorded, the exchange rates first, then organization by organization: NDJSON of CloudEvents as they
 * were sent, which can be posted again, or CSV with a row a fact as it was recorded, in which no cell is taken for a formula. Facts in
 * quarantine are left out, and what is behind one that cannot be read, which is told.
 */
export async function exportFacts(
  options: ExportOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const target = options.out === undefined ? process.stdout : createWriteStream(options.out);
  let written = 0;
  let stopped = 0;
  const write = async (text: string) => {
    if (!target.write(text)) await once(target, 'drain');
  };
  await whileReading(settings, async (reading) => {
    await refuseUnknown(reading, options.organization);
    if (options.format === 'csv') await write(csv([CSV_HEADER]));
    const stoppedBy = (error: UndecodableFact) => {
      stopped += 1;
      output.log(`${error.message}; what is behind it is not exported`);
    };
    for await (const page of pagesOf(reading, options.organization, stoppedBy)) {
      await write(options.format === 'csv' ? csv(page.map(csvRow)) : ndjson(page));
      written += page.length;
    }
  });
  if (options.out !== undefined) {
    target.end();
    await finished(target);
    output.log(`${written} facts written to ${options.out}`);
  }
  return stopped === 0 ? ExitCode.good : ExitCode.findings;
}

async function refuseUnknown({ store }: Reading, organization: string | undefined): Promise<void> {
  if (organization === undefined) return;
  if ((await store.head(streamOfOrganization(organization))) !== null) return;
  organizationUnknown(organization);
}

async function* pagesOf(
  { store }: Reading,
  organization: string | undefined,
  stoppedBy: (error: UndecodableFact) => void,
): AsyncGenerator<RecordedFact[]> {
  if (organization === undefined) yield* factPages(store, EXCHANGE_RATES_STREAM);
  const organizations = organization === undefined ? organizationsIn(store) : [organization];
  for await (const organizationId of organizations) {
    try {
      yield* factPages(store, streamOfOrganization(organizationId));
    } catch (error) {
      if (!(error instanceof UndecodableFact)) throw error;
      stoppedBy(error);
    }
  }
}

function ndjson(page: readonly RecordedFact[]): string {
  return page.map((fact) => `${JSON.stringify(toCloudEvent(asSent(fact)))}\n`).join('');
}

const DATA_COLUMNS = [
  'organizationId',
  'individualId',
  'customerId',
  'bookingId',
  'exam',
  'certification',
  'product',
  'products',
  'kind',
  'measure',
  'attribute',
  'value',
  'competency',
  'tier',
  'revenueType',
  'amount',
  'currency',
  'usdPerUnit',
  'usdAmount',
  'name',
  'market',
  'publishedOn',
  'effectiveOn',
  'passedOn',
  'earnedOn',
  'expiresOn',
  'bookedOn',
  'purchasedOn',
  'anniversaryOn',
  'factSource',
  'factId',
  'reason',
] as const;

const CSV_HEADER = [
  'revision',
  'recordedAt',
  'recordedBy',
  'type',
  'source',
  'id',
  ...DATA_COLUMNS,
];

function csvRow(fact: RecordedFact): string[] {
  const data: Partial<Record<string, unknown>> = { ...fact.data };
  return [
    String(fact.revision),
    new Date(fact.recordedAt).toISOString(),
    fact.recordedBy,
    fact.type,
    fact.source,
    fact.id,
    ...DATA_COLUMNS.map((column) => cellOf(data[column])),
  ];
}

function cellOf(value: unknown): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function csv(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
