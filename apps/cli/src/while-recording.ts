import { keepPersonalData, openDatabase } from '@app/database';
import { openEventStore } from '@app/event-store';
import { databaseDecisionSnapshots } from '@app/projections';
import { Recorder } from '@app/recording';
import { databaseAddress, type Settings } from './settings.js';

/** Opens the files for writing for as long as `use` takes; no service may hold them. */
export async function whileRecording<T>(
  settings: Settings,
  use: (recorder: Recorder) => Promise<T>,
): Promise<T> {
  const { dataDirectory: directory, eventStoreUrl } = settings;
  const store = await openEventStore({
    directory,
    ...(eventStoreUrl === undefined ? {} : { url: eventStoreUrl }),
  });
  try {
    const database = await openDatabase(databaseAddress(settings));
    try {
      const recorder = new Recorder({
        store,
        // One that is damaged is as good as none; the service tells when it finds one.
        snapshots: databaseDecisionSnapshots(database, () => undefined, toldOnStandardError),
        keepPersonalData: (rows) => keepPersonalData(database, rows),
      });
      const used = await use(recorder);
      await recorder.keepDecisions();
      return used;
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}

function toldOnStandardError(organizationId: string, error: unknown): void {
  process.stderr.write(
    `A snapshot of ${organizationId} could not be read or saved (${String(error)}); its facts are recorded without.\n`,
  );
}
