import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';

export const DATABASE_FILE = 'read-models.db';

/** The database cannot be used as it is; the message says why and what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

export interface OpenOptions {
  /** Where `read-models.db` is, or is made. */
  readonly directory: string;
  readonly readOnly?: boolean;
}

/** The read-model database with what only its owner may do. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** The statement of `sql` on the connection of `db`, prepared once: for what runs thousands of times, within a transaction of `db`. */
  readonly prepared: (sql: string) => SqliteDatabase.Statement<unknown[]>;
  /** Copies the file as it is now, beside whoever writes it. */
  backup(toFile: string): Promise<void>;
  /** What the engine finds wrong with the file; nothing where it is sound. */
  integrityProblems(): string[];
  /** Takes what was deleted out of the write-ahead log, too. */
  truncateLog(): void;
  close(): Promise<void>;
}

/**
 * Opens the read-model database, brings it to the present schema unless `readOnly`, and rejects with `DatabaseUnusable` where it is of a newer
 * version, is none, or, read-only, is not there.
 */
export async function openDatabase({
  directory,
  readOnly = false,
}: OpenOptions): Promise<Database> {
  const file = join(directory, DATABASE_FILE);
  if (readOnly && !existsSync(file)) {
    throw new DatabaseUnusable(`${file} is not there: start the service once, or name its folder`);
  }
  if (!readOnly) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const sqlite = openFile(file, readOnly);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
  const statements = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  const database: Database = {
    db,
    prepared: (sql) => {
      const statement = statements.get(sql) ?? sqlite.prepare<unknown[]>(sql);
      statements.set(sql, statement);
      return statement;
    },
    backup: async (toFile) => {
      await sqlite.backup(toFile);
    },
    integrityProblems: () =>
      (sqlite.pragma('integrity_check') as { integrity_check: string }[])
        .map((row) => row.integrity_check)
        .filter((problem) => problem !== 'ok'),
    truncateLog: () => {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: () => db.destroy(),
  };
  try {
    await migrated(db, file, readOnly);
    return database;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function openFile(file: string, readOnly: boolean): SqliteDatabase.Database {
  try {
    const sqlite = new SqliteDatabase(file, { readonly: readOnly, timeout: 5_000 });
    if (!readOnly) {
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      // What is erased is overwritten.
      sqlite.pragma('secure_delete = ON');
    }
    return sqlite;
  } catch (error) {
    throw new DatabaseUnusable(
      `${file} cannot be opened (${String(error)}); if it is damaged, restore a backup, or move it away: ` +
        'standings and snapshots are made again from the log, keys and personal data are not',
      { cause: error },
    );
  }
}

async function migrated(db: Kysely<Schema>, file: string, readOnly: boolean): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const known = new Set(Object.keys(MIGRATIONS));
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (tables.some(({ name }) => name === 'kysely_migration')) {
    const done = await db
      .withTables<{ kysely_migration: { name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .execute();
    const newer = done.map(({ name }) => name).filter((name) => !known.has(name));
    if (newer.length > 0) {
      throw new DatabaseUnusable(
        `${file} was written by a newer version of Assay (it has ${newer.join(', ')}); start that version`,
      );
    }
  }
  if (readOnly) return;
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new DatabaseUnusable(
    `${file} could not be brought to the present schema: ${String(error)}`,
    {
      cause: error,
    },
  );
}
