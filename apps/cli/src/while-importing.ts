import { keepPersonalData, openDatabase } from '@app/database';
import { openEventStore } from '@app/event-store';
import { Imports } from '@app/importing';
import { Recorder } from '@app/recording';
import { databaseAddress, type Settings } from './settings.js';

/** Opens the files for importing for as long as `use` takes; no service may hold them. */
export async function whileImporting<T>(
  settings: Settings,
  use: (imports: Imports) => Promise<T>,
): Promise<T> {
  const { dataDirectory: directory, eventStoreUrl: url } = settings;
  const store = await openEventStore({ directory, ...(url === undefined ? {} : { url }) });
  try {
    const database = await openDatabase(databaseAddress(settings));
    try {
      const keep = (rows: Parameters<typeof keepPersonalData>[1]) =>
        keepPersonalData(database, rows);
      const recorder = new Recorder({ store, keepPersonalData: keep });
      return await use(new Imports({ store, database, recorder, now: Date.now }));
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}
