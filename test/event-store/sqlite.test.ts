import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@app/event-store';
import { eventStoreContract } from './contract.js';

eventStoreContract('the SQLite store', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-events-'));
  const store = SqliteEventStore.open({ file: join(directory, 'events.db') });
  return {
    store,
    dispose: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});
