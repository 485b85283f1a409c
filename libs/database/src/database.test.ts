import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dayOf } from '@app/domain';
import BetterSqlite from 'better-sqlite3';
import {
  createKey,
  DATABASE_FILE,
  erasePersonalData,
  findKey,
  keepPersonalData,
  listKeys,
  NEVER,
  openDatabase,
  openSqlite,
  revokeKey,
  type SqliteReadModels,
} from './index.js';

let directory: string;
let database: SqliteReadModels;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-database-'));
  database = await openSqlite(directory, false);
});

afterEach(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const today = dayOf('2018-03-31');
const now = new Date('2018-03-31T12:00:00Z');

describe('keys', () => {
  test('work until they are revoked, and their secret is not stored', async () => {
    const { key, secret } = await createKey(database, { name: 'billing', role: 'ingest' }, now);
    expect(await findKey(database, secret, today)).toEqual(key);
    expect(await listKeys(database)).toEqual([key]);
    database.truncateLog();
    const stored = readFileSync(join(directory, DATABASE_FILE));
    expect(stored.includes(secret.slice(-43))).toBe(false);
    expect(await revokeKey(database, key.id)).toBe(true);
    expect(await findKey(database, secret, today)).toBeNull();
    expect(await revokeKey(database, key.id)).toBe(false);
  });

  test('stop working on the day they expire', async () => {
    const { secret } = await createKey(
      database,
      { name: 'audit', role: 'auditor', organizations: ['contoso'], expiresOn: '2018-04-01' },
      now,
    );
    expect(await findKey(database, secret, today)).toMatchObject({ organizations: ['contoso'] });
    expect(await findKey(database, secret, today + 1)).toBeNull();
  });

  test.each(['', 'assay_', 'Bearer x', 'assay_0123456789abcdef_short'])(
    'are not found as %j',
    async (presented) => {
      expect(await findKey(database, presented, today)).toBeNull();
    },
  );

  test('are not found by their id with another secret', async () => {
    const { secret } = await createKey(database, { name: 'a', role: 'read' }, now);
    const other = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    expect(await findKey(database, other, today)).toBeNull();
  });
});

describe('personal data', () => {
  const person = { organizationId: 'contoso', individualId: 'p1' };

  test('is kept once, and what is not said stays', async () => {
    await keepPersonalData(database, [{ ...person, name: 'Northwind Trader' }]);
    await keepPersonalData(database, [{ ...person, email: 'trader@example.com' }]);
    expect(await database.db.selectFrom('personal_data').selectAll().execute()).toEqual([
      {
        organization_id: 'contoso',
        individual_id: 'p1',
        name: 'Northwind Trader',
        email: 'trader@example.com',
      },
    ]);
  });

  test('is erased from every file', async () => {
    await keepPersonalData(database, [{ ...person, name: 'Unforgettable' }]);
    expect(await erasePersonalData(database, 'contoso', 'p1')).toBe(true);
    expect(await erasePersonalData(database, 'contoso', 'p1')).toBe(false);
    for (const file of [DATABASE_FILE, `${DATABASE_FILE}-wal`]) {
      expect(readFileSync(join(directory, file)).includes('Unforgettable')).toBe(false);
    }
  });
});

describe('opening', () => {
  test('refuses a database of a newer version', async () => {
    await database.db
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '9999-later', timestamp: now.toISOString() })
      .execute();
    await expect(openDatabase({ directory })).rejects.toThrow(/newer version.*9999-later/);
  });

  test('refuses a file that is none', async () => {
    const other = mkdtempSync(join(tmpdir(), 'assay-database-'));
    writeFileSync(join(other, DATABASE_FILE), 'not a database, but long enough to be read as one');
    await expect(openDatabase({ directory: other })).rejects.toThrow(/cannot be opened/);
    rmSync(other, { recursive: true });
  });

  test('leaves nothing of a schema that it does not come to the end of', async () => {
    const other = mkdtempSync(join(tmpdir(), 'assay-database-'));
    const sqlite = new BetterSqlite(join(other, DATABASE_FILE));
    sqlite.exec('CREATE TABLE watches (in_the_way)');
    await expect(openDatabase({ directory: other })).rejects.toThrow(/watches.*already exists/);
    sqlite.exec('DROP TABLE watches');
    sqlite.close();
    await (await openDatabase({ directory: other })).close();
    rmSync(other, { recursive: true });
  });

  test('finds what lapses first in the standings that are there', async () => {
    const other = mkdtempSync(join(tmpdir(), 'assay-database-'));
    await (await openDatabase({ directory: other })).close();
    const sqlite = new BetterSqlite(join(other, DATABASE_FILE));
    sqlite.exec(`DROP INDEX organizations_by_first_lapse_on;
      DROP INDEX standings_by_option_and_lapse;
      ALTER TABLE organizations DROP COLUMN first_lapse_on;
      ALTER TABLE imports DROP COLUMN progress;
      DROP INDEX access_records_by_route;
      DROP INDEX access_records_by_address;
      DELETE FROM kysely_migration WHERE name >= '0011';
      INSERT INTO organizations VALUES ('contoso', 'Contoso', 'developed', '2016-01-01', 3),
        ('fabrikam', 'Fabrikam', 'developed', '2016-01-01', 3), ('nobody', '', 'developed', '2016-01-01', 0)`);
    const standing = sqlite.prepare(
      `INSERT INTO standings VALUES (?, 'cloud', ?, 0, 'gold', NULL, ?, '2018-03-31', NULL, '', 'UTC', 3)`,
    );
    standing.run('contoso', 'a', '2018-06-01');
    standing.run('contoso', 'b', '2018-05-01');
    standing.run('fabrikam', 'a', null);
    sqlite.close();
    const opened = await openDatabase({ directory: other });
    const rows = await opened.db.selectFrom('organizations').selectAll().execute();
    expect(rows.map((row) => [row.organization_id, row.first_lapse_on])).toEqual([
      ['contoso', '2018-05-01'],
      ['fabrikam', NEVER],
      ['nobody', NEVER],
    ]);
    await opened.close();
    rmSync(other, { recursive: true });
  });

  test('for reading makes no file', async () => {
    await expect(openDatabase({ directory: tmpdir(), readOnly: true })).rejects.toThrow(
      /not there/,
    );
  });
});
