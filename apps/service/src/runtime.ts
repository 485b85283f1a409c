import { hostname } from 'node:os';
import { type Database, keepPersonalData, openDatabase } from '@app/database';
import { type EventStore, makeFolder, openEventStore, type StreamListing } from '@app/event-store';
import { ProgramsInForce } from '@app/programs';
import { type Config, ConfigRefused } from './config.js';

/** What is opened before anything is served, and closed after everything. */
export interface Runtime {
  readonly config: Config;
  readonly store: EventStore & StreamListing;
  readonly database: Database;
  readonly programs: ProgramsInForce;
}

/** Opens the event store and the database and reads the programs. Rejects with what keeps one of them from it. */
export async function openRuntime(config: Config): Promise<Runtime> {
  const programs = await ProgramsInForce.open(config.programsFolder);
  makeDataFolder(config);
  const store = await openEventStore({
    directory: config.dataDirectory,
    writesInThread: true,
    ...(config.eventStoreUrl === undefined ? {} : { url: config.eventStoreUrl }),
  });
  try {
    const database = await openDatabase({
      directory: config.dataDirectory,
      applicationName: `assay service on ${hostname()}`,
      ...(config.databaseUrl === undefined ? {} : { url: config.databaseUrl }),
    });
    return { config, store, database, programs };
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

export async function closeRuntime({ store, database }: Runtime): Promise<void> {
  await store.close();
  await database.close();
}
