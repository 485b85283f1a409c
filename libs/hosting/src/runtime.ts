import { hostname } from 'node:os';
import { type Database, keepPersonalData, openDatabase } from '@app/database';
import { type EventStore, makeFolder, openEventStore, type StreamListing } from '@app/event-store';
import { ProgramsInForce } from '@app/programs';
import type { Logger } from 'pino';
import { type Config, ConfigRefused } from './config.js';
import { newLogger } from './log.js';
import { Presence } from './presence.js';

/** What is opened before anything is served, and closed after everything. */
export interface Runtime {
  readonly config: Config;
  readonly store: EventStore & StreamListing;
  readonly database: Database;
  readonly programs: ProgramsInForce;
  readonly log: Logger;
  /** Among the processes that share the database; `null` = nobody shares an embedded one. */
  readonly presence: Presence | null;
}

/** Opens the event store and the database and reads the programs, for a `program` that PostgreSQL's operators see. Rejects with what keeps one of them from it. */
export async function openRuntime(
  config: Config,
  program: 'service' | 'worker' = 'service',
): Promise<Runtime> {
  const log = newLogger(config);
  const programs = await ProgramsInForce.open(config.programsFolder);
  makeDataFolder(config);
  const store = await openEventStore({
    directory: config.dataDirectory,
    writesInThread: true,
    onTrouble: (error) => {
      log.warn({ err: error }, 'the event store is waited for');
    },
    ...(config.eventStoreUrl === undefined ? {} : { url: config.eventStoreUrl }),
  });
  try {
    const database = await openDatabase({
      directory: config.dataDirectory,
      applicationName: `assay ${program} on ${hostname()}`,
      ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
    });
    const works = program === 'worker' || config.works;
    try {
      const presence =
        database.engine === 'sqlite' ? null : await Presence.enter(database, works, log);
      return { config, store, database, programs, log, presence };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await store.close();
    throw error;
  }
}

function makeDataFolder({ dataDirectory }: Config): void {
  try {
    makeFolder(dataDirectory);
  } catch (error) {
    throw new ConfigRefused(
      `ASSAY_DATA_DIR is ${dataDirectory}, and that folder cannot be made: ${String(error)}`,
    );
  }
}

/** Where the recorder keeps what it takes out of facts. */
export function personalDataKeeper(database: Database) {
  return (rows: Parameters<typeof keepPersonalData>[1]) => keepPersonalData(database, rows);
}

export async function closeRuntime({ store, database, presence }: Runtime): Promise<void> {
  await store.close();
  await presence?.leave();
  await database.close();
}
