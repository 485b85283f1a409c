import { type Database, openDatabase } from '@app/database';
import { openEventStore } from '@app/event-store';
import { databaseAddress, type Settings } from './settings.js';

type Use<T> = (database: Database) => Promise<T>;

/** Opens the read models for reading, beside a service that may be writing them, for as long as `use` takes. */
export async function whileReadModels<T>(settings: Settings, use: Use<T>): Promise<T> {
  return await whileOpen(settings, true, use);
}

/** Opens the read models for writing for as long as `use` takes; where they are beside an embedded log, no service may hold it. */
export async function whileWritingReadModels<T>(settings: Settings, use: Use<T>): Promise<T> {
  const { dataDirectory: directory, eventStoreUrl } = settings;
  if (eventStoreUrl !== undefined) return await whileOpen(settings, false, use);
  // Whoever has the log open for writing is alone in its folder.
  const log = await openEventStore({ directory });
  try {
    return await whileOpen(settings, false, use);
  } finally {
    await log.close();
  }
}

async function whileOpen<T>(settings: Settings, readOnly: boolean, use: Use<T>): Promise<T> {
  const database = await openDatabase({ ...databaseAddress(settings), readOnly });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}
