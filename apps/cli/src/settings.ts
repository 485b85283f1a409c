import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { DatabaseAddress } from '@app/database';
import { type Day, dayIn, dayOf, parseDay, type Program } from '@app/domain';
import { programsWith } from '@app/programs';

/** Where the command finds its data or its service: the environment, which options override. */
export interface Settings {
  readonly dataDirectory: string;
  /** `undefined` = the embedded store in `dataDirectory`. */
  readonly eventStoreUrl: string | undefined;
  /** `undefined` = the embedded read models in `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  /** The users' own editions; `undefined` = the built-in programs alone. */
  readonly programsFolder: string | undefined;
  readonly timeZone: string;
  /** A service to write through; `undefined` = the files. */
  readonly serviceUrl: string | undefined;
  readonly apiKey: string | undefined;
}

export function settingsFrom(environment: NodeJS.ProcessEnv, dataDirectory?: string): Settings {
  const programs = given(environment['ASSAY_PROGRAMS']);
  const data = given(dataDirectory) ?? given(environment['ASSAY_DATA_DIR']) ?? './data';
  return {
    dataDirectory: resolve(data),
    eventStoreUrl: given(environment['ASSAY_EVENT_STORE']),
    databaseUrl: given(environment['ASSAY_DATABASE_URL']),
    programsFolder: programs === undefined ? undefined : resolve(programs),
    timeZone: given(environment['ASSAY_TIMEZONE']) ?? 'UTC',
    serviceUrl: given(environment['ASSAY_URL'])?.replace(/\/+$/, ''),
    apiKey: given(environment['ASSAY_API_KEY']),
  };
}

/** Where the read models are. Throws `UsageError` where no service would start either. */
export function databaseAddress({
  dataDirectory: directory,
  eventStoreUrl,
  databaseUrl,
}: Settings): DatabaseAddress & { readonly applicationName: string } {
  if (databaseUrl !== undefined && eventStoreUrl === undefined) {
    throw new UsageError('ASSAY_DATABASE_URL goes with ASSAY_EVENT_STORE: set both, or neither');
  }
  // PostgreSQL shows no more of a name than this.
  const applicationName = `assay command ${process.pid} on ${hostname()}`.slice(0, 63);
  return { directory, applicationName, ...(databaseUrl === undefined ? {} : { url: databaseUrl }) };
}

export function today({ timeZone }: Settings): Day {
  try {
    return dayIn(timeZone, Date.now());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const must = 'ASSAY_TIMEZONE must be an IANA name such as Europe/Paris';
    throw new Error(`${must}, not ${timeZone}`, { cause: error });
  }
}

/** The programs in force, read when they are first asked for: a backup or an export works whatever the editions are. */
export function programsOf({ programsFolder }: Settings): () => readonly Program[] {
  let read: readonly Program[] | undefined;
  return () => (read ??= programsWith(programsFolder));
}

/** What the caller asked for cannot be understood; the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    /** Of the refusal where a question has no answer. */
    readonly code = 'usage',
  ) {
    super(message);
  }
}

/** `text` as a business day, for an option named `option`. Throws `UsageError`. */
export function dayOption(option: string, text: string | undefined): Day | undefined {
  if (text === undefined) return undefined;
  if (parseDay(text) === null) {
    throw new UsageError(
      `--${option} is a day that exists, as YYYY-MM-DD from 1990-01-01 to 2100-12-31, not ${text}`,
    );
  }
  return dayOf(text);
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}
