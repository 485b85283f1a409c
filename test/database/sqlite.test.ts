import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@app/database';
import { databaseContract } from './contract.js';

databaseContract('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'assay-database-'));
  const database = await openDatabase({ directory });
  return {
    database,
    dispose: async () => {
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
});
