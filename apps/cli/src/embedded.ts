import { join } from 'node:path';
import { type Database, openDatabase } from '@app/database';
import { SqliteEventStore } from '@app/event-store';
import { databaseSnapshots, FactsCache, StandingsProjection } from '@app/projections';
import type { Program } from '@app/domain';
import type { UndecodableFact } from '@app/recording';
import { programsOf, type Settings, today, UsageError } from './settings.js';

export const EVENTS_FILE = 'events.db';

/** The embedded log and read models of one folder. */
export interface Embedded {
  readonly store: SqliteEventStore;
  readonly database: Database;
  readonly programs: readonly Program[];
  readonly facts: FactsCache;
  readonly standings: StandingsProjection;
}

/** Opens both files for as long as `use` takes; for writing, no service may hold them. */
export async function whileEmbedded<T>(
  settings: Settings,
  { readOnly, onDamagedSnapshot = () => undefined, onUndecodable = rethrow }: EmbeddedOptions,
  use: (embedded: Embedded) => Promise<T>,
): Promise<T> {
  if (settings.eventStoreUrl !== undefined) {
    throw new UsageError(
      'this command works on the embedded store; ASSAY_EVENT_STORE names another one, which has tools of its own',
    );
  }
  const programs = programsOf(settings);
  const directory = settings.dataDirectory;
  const store = SqliteEventStore.open({ file: join(directory, EVENTS_FILE), readOnly });
  try {
    const database = await openDatabase({ directory, readOnly });
    try {
      const facts = new FactsCache({
        store,
        snapshots: databaseSnapshots(database, onDamagedSnapshot),
        ...(readOnly ? { factsPerSnapshot: Number.POSITIVE_INFINITY } : {}),
      });
      const standings = new StandingsProjection({
        store,
        database,
        facts,
        programs,
        today: () => today(settings),
        timeZone: settings.timeZone,
        onUndecodable,
      });
      return await use({
        store,
        database,
        get programs() {
          return programs();
        },
        facts,
        standings,
      });
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}

export interface EmbeddedOptions {
  readonly readOnly: boolean;
  readonly onDamagedSnapshot?: (organizationId: string) => void;
  /** Told of an organization that stops at a fact that cannot be handled; absent = it is an error. */
  readonly onUndecodable?: (error: UndecodableFact) => void;
}

function rethrow(error: UndecodableFact): never {
  throw error;
}
