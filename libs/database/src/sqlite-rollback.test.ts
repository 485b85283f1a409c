import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { keepPersonalData, keepPersonalDataIn, openSqlite, personalDataOf } from './index.js';

test('tells what failed where SQLite has rolled back by itself, and goes on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'assay-database-'));
  const database = await openSqlite(directory, false);
  try {
    const rows = [{ organizationId: 'contoso', individualId: 'p1', name: 'Erika' }];
    const failing = database.db.transaction().execute(async (transaction) => {
      await keepPersonalDataIn(transaction, rows);
      await sql`insert or rollback into personal_data (organization_id, individual_id)
        values ('contoso', 'p1')`.execute(transaction);
    });
    await expect(failing).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    expect(await personalDataOf(database, 'contoso', ['p1'])).toEqual(new Map());
    await keepPersonalData(database, rows);
  } finally {
    await database.close();
    rmSync(directory, { recursive: true });
  }
});
