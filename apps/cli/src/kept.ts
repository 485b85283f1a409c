import { type Database, openDatabase } from '@app/database';
import type { Program } from '@app/domain';
import { type EventStore, openEventStore, type StreamListing } from '@app/event-store';
import { databaseSnapshots, FactsCache, StandingsProjection } from '@app/projections';
import type { UndecodableFact } from '@app/recording';
import { databaseAddress, programsOf, type Settings, today, UsageError } from './settings.js';

/** The log, and the read models that are made from it. */
export interface Kept {
  readonly store: EventStore & StreamListing;
  readonly database: Database;
  readonly programs: readonly Program[];
  readonly facts: FactsCache;
  readonly standings: StandingsProjection;
}

export interface KeptOptions {
  readonly readOnly: boolean;
  readonly onDamagedSnapshot?: (organizationId: string) => void;
  /** Told of an organization that stops at a fact that cannot be handled; absent = it is an error. */
  readonly onUndecodable?: (error: UndecodableFact) => void;
}

/** Opens the log and the read models for as long as `use` takes; for writing, no service may hold the files where they are embedded. */
export async function whileKept<T>(
  settings: Settings,
  { readOnly, onDamagedSnapshot = () => undefined, onUndecodable = rethrow }: KeptOptions,
  use: (kept: Kept) => Promise<T>,
): Promise<T> {
  const { dataDirectory: directory, eventStoreUrl, databaseUrl } = settings;
  if (eventStoreUrl !== undefined && databaseUrl === undefined) {
    throw new UsageError(
      'this command works on the embedded store, or on EventStoreDB with PostgreSQL; the read models beside ASSAY_EVENT_STORE are the running instance’s alone',
    );
  }
  const programs = programsOf(settings);
  const url = eventStoreUrl === undefined ? {} : { url: eventStoreUrl };
  const store = await openEventStore({ directory, readOnly, ...url });
  try {
    const database = await openDatabase({ ...databaseAddress(settings), readOnly });
    try {
      const facts = new FactsCache({
        store,
        snapshots: databaseSnapshots(database, onDamagedSnapshot),
        ...(readOnly ? { factsPerSnapshot: Number.POSITIVE_INFINITY } : {}),
      });
      const standings = new StandingsProjection({
        ...{ store, database, facts, programs, onUndecodable },
        today: () => today(settings),
        timeZone: settings.timeZone,
      });
      return await use({
        ...{ store, database, facts, standings },
        get programs() {
          return programs();
        },
      });
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}

function rethrow(error: UndecodableFact): never {
  throw error;
}
