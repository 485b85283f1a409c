import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { derivedTransaction } from './derived-transaction.js';
import { type Database, openDatabase } from './open-database.js';
import type { Schema } from './schema.js';

const NORMAL = 1;
const FULL = 2;

async function synchronous(db: Kysely<Schema>): Promise<number | undefined> {
  const { rows } = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(db);
  return rows[0]?.synchronous;
}

describe('a transaction of what can be made again', () => {
  let directory: string;
  let database: Database;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'assay-derived-'));
    database = await openDatabase({ directory });
  });

  afterEach(async () => {
    await database.close();
    rmSync(directory, { recursive: true });
  });

  const checkpoints = () => database.db.selectFrom('checkpoints').selectAll().execute();

  test('waits for no disk, and what is stored beside it and behind it does', async () => {
    const seen: (number | undefined)[] = [];
    const derived = derivedTransaction(database, async (transaction) => {
      seen.push(await synchronous(transaction));
      await transaction
        .insertInto('checkpoints')
        .values({ projection: 'p', position: '1' })
        .execute();
    });
    const beside = database.db.transaction().execute(async (transaction) => {
      seen.push(await synchronous(transaction));
    });
    await Promise.all([derived, beside]);
    expect(seen).toEqual([NORMAL, FULL]);
    expect(await synchronous(database.db)).toBe(FULL);
    expect(await checkpoints()).toEqual([{ projection: 'p', position: '1' }]);
  });

  test('that fails leaves nothing behind, and others wait for the disk as before', async () => {
    const failing = derivedTransaction(database, async (transaction) => {
      await transaction
        .insertInto('checkpoints')
        .values({ projection: 'p', position: '1' })
        .execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await checkpoints()).toEqual([]);
    expect(await synchronous(database.db)).toBe(FULL);
  });
});
