import { join } from 'node:path';
import { openSqlite, type SqliteReadModels } from '@app/database';
import { SqliteEventStore } from '@app/event-store';
import { type Settings, UsageError } from './settings.js';

export const EVENTS_FILE = 'events.db';

/** The files of one folder. */
export interface Embedded {
  readonly store: SqliteEventStore;
  readonly database: SqliteReadModels;
}

/** Opens both files of `directory` for reading, beside a service that may be writing them, for as long as `use` takes. */
export async function whileEmbedded<T>(
  directory: string,
  use: (embedded: Embedded) => Promise<T>,
): Promise<T> {
  const store = SqliteEventStore.open({ file: join(directory, EVENTS_FILE), readOnly: true });
  try {
    const database = await openSqlite(directory, true);
    try {
      return await use({ store, database });
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}

/** Refuses a command on files where the data is elsewhere; says what does it there. */
export function refuseUnlessEmbedded({ eventStoreUrl, databaseUrl }: Settings): void {
  if (databaseUrl !== undefined) {
    throw new UsageError(
      'this command works on the embedded files; ASSAY_DATABASE_URL names a database in PostgreSQL: back it up and restore it with pg_dump and ' +
        'pg_restore, before the log of EventStoreDB, which has tools of its own',
    );
  }
  if (eventStoreUrl !== undefined) {
    throw new UsageError(
      'this command works on the embedded store; ASSAY_EVENT_STORE names another one, which has tools of its own',
    );
  }
}
