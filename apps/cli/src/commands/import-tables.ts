import { createWriteStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dryRunOf, type ImportProgress, type ImportRecord } from '@app/importing';
import {
  builtInMappings,
  type DayOrder,
  type DecimalMark,
  DELIMITER_NAMED,
  type DelimiterName,
  type Encoding,
  fileOnDisk,
  FileRefused,
  type Mapping,
  type OpenOptions,
  openFile,
  type OpenedFile,
  readMapping,
} from '@app/ingestion';
import { openEventStore } from '@app/event-store';
import { ExitCode } from '../exit-codes.js';
import { importRendered } from '../import-rendered.js';
import { type Output, print } from '../output.js';
import { type Settings, UsageError } from '../settings.js';
import { whileImporting } from '../while-importing.js';
import { importThroughService } from './import-through-service.js';

export interface ImportOptions {
  readonly source?: string;
  readonly map?: string;
  readonly dates?: DayOrder;
  readonly decimals?: DecimalMark;
  readonly delimiter?: DelimiterName;
  readonly encoding?: Encoding;
  readonly dryRun?: boolean;
  /** Where the rejected rows are written to. */
  readonly rejects?: string;
}

/** Imports tables and pages of invoices: each is an import of its own, the pages of an invoice together are one. */
export async function importTables(
  groups: readonly (readonly string[])[],
  options: ImportOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  if (options.rejects !== undefined && (groups.length > 1 || options.dryRun === true)) {
    throw new UsageError(
      '--rejects takes the rejected rows of one import that is recorded: name one file, without --dry-run',
    );
  }
  const records: ImportRecord[] = [];
  for (const names of groups) {
    records.push(await importOne(names, options, settings, output));
  }
  const toImportAgain = (record: ImportRecord) => againLines(record, options);
  print(output, { imports: records }, () =>
    records
      .map((record) => [importRendered(record), ...toImportAgain(record)].join('\n'))
      .join('\n\n'),
  );
  const toMend = records.some(
    ({ summary }) => summary !== null && summary.rejected > summary.nothingToMend,
  );
  return toMend ? ExitCode.findings : ExitCode.good;
}

/** How the file of rejects is imported when it is mended, so that it is read as its file was. */
function againLines(
  { file: { readAgain }, summary }: ImportRecord,
  options: ImportOptions,
): string[] {
  const { rejects, map } = options;
  if (rejects === undefined || summary === null) return [];
  if (summary.rejected === summary.nothingToMend) return [];
  const flags = Object.entries({ map, ...readAgain }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${shellWord(value)}`],
  );
  return [
    `  to import the rejects when they are mended: ${['assay import', ...flags, shellWord(rejects)].join(' ')}`,
  ];
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

async function importOne(
  names: readonly string[],
  options: ImportOptions,
  settings: Settings,
  output: Output,
): Promise<ImportRecord> {
  try {
    if (settings.serviceUrl !== undefined) {
      return await importThroughService(names, options, settings);
    }
    const file = await openFile(
      names.map((name) => fileOnDisk(name)),
      openOptions(options),
    );
    const onProgress = progressTo(output, names.map((name) => basename(name)).join(', '));
    return options.dryRun === true
      ? await tried(file, onProgress, settings)
      : await recorded(file, onProgress, options, settings);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw new FileRefused(error.code, `${names.join(', ')}: ${error.message}`);
  }
}

async function tried(
  file: OpenedFile,
  onProgress: (progress: ImportProgress) => void,
  { dataDirectory: directory, eventStoreUrl: url }: Settings,
): Promise<ImportRecord> {
  const store = await openEventStore({
    directory,
    readOnly: true,
    ...(url === undefined ? {} : { url }),
  });
  try {
    const where = { store, now: Date.now };
    return await dryRunOf(file, { recordedBy: 'cli', onProgress }, where);
  } finally {
    await store.close();
  }
}

async function recorded(
  file: OpenedFile,
  onProgress: (progress: ImportProgress) => void,
  { rejects }: ImportOptions,
  settings: Settings,
): Promise<ImportRecord> {
  return await whileImporting(settings, async (imports) => {
    const record = await imports.import(file, { recordedBy: 'cli', dryRun: false, onProgress });
    if (rejects !== undefined && record.id !== null) {
      const bytes = Readable.from(await imports.rejects(record));
      await pipeline(bytes, createWriteStream(rejects, { mode: 0o600 }));
    }
    return record;
  });
}

/** What the caller says of a file. Throws `FileRefused` where the mapping is none. */
export function openOptions({
  source,
  map,
  dates,
  decimals,
  delimiter,
  encoding,
}: ImportOptions): OpenOptions {
  return {
    ...(source === undefined ? {} : { source }),
    ...(map === undefined ? {} : { mapping: mappingFrom(map) }),
    ...(dates === undefined ? {} : { dates }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(delimiter === undefined ? {} : { delimiter: DELIMITER_NAMED[delimiter] }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}

function mappingFrom(path: string): Mapping {
  return readMapping(readFileSync(path, 'utf8'), path, (source) => builtInMappings().get(source));
}

const MS_BETWEEN_LINES = 1_000;

/** Says about once a second how far an import is, and how fast it goes. */
function progressTo(output: Output, name: string): (progress: ImportProgress) => void {
  let phase = '';
  let beganAt = 0;
  let saidAt = 0;
  let before = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.phase !== phase) {
      ({ phase } = progress);
      beganAt = saidAt = now;
      before = progress.rows;
    }
    if (now - saidAt < MS_BETWEEN_LINES) return;
    saidAt = now;
    const perSecond = Math.round(((progress.rows - before) * 1_000) / (now - beganAt));
    const rows = progress.rows.toLocaleString('en');
    output.log(`${name}: ${phase}, ${rows} rows, ${perSecond.toLocaleString('en')} rows/s`);
  };
}
