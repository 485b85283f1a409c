import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import {
  type DatabaseConnection,
  Kysely,
  type SelectModifierNode,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely';
import { bringToSchema, missingMigrations } from './bring-to-schema.js';
import { DatabaseUnusable } from './database-errors.js';
import { SQLITE_MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';

export const DATABASE_FILE = 'read-models.db';

/** The read models embedded, with what only the owner of the file may do. */
export interface SqliteReadModels {
  readonly engine: 'sqlite';
  readonly db: Kysely<Schema>;
  /** The statement of `sql` on the connection of `db`, prepared once: for what runs thousands of times, within a transaction of `db`. */
  readonly prepared: (sql: string) => BetterSqlite.Statement<unknown[]>;
  /** Copies the file as it is now, beside whoever writes it. */
  backup(toFile: string): Promise<void>;
  /** What the engine finds wrong with the file; nothing where it is sound. */
  integrityProblems(): string[];
  /** Takes what was deleted out of the write-ahead log, too. */
  truncateLog(): void;
  close(): Promise<void>;
}

/** One process writes, one transaction at a time: there are no rows to lock. */
class WithoutRowLocks extends SqliteQueryCompiler {
  protected override visitSelectModifier({ modifier }: SelectModifierNode): void {
    if (modifier === 'Distinct') this.append('distinct');
  }
}

/** Tables are made within a transaction as rows are: a migration that is cut short has not been. */
class TransactionalMigrations extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Where a write or a flush fails, SQLite rolls back by itself, and a second rollback would be refused: whoever asked is told what failed, and not
 * that.
 */
class RolledBackOnce extends SqliteDriver {
  constructor(private readonly sqlite: BetterSqlite.Database) {
    super({ database: sqlite });
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.sqlite.inTransaction) await super.rollbackTransaction(connection);
  }
}

class EmbeddedDialect extends SqliteDialect {
  constructor(private readonly sqlite: BetterSqlite.Database) {
    super({ database: sqlite });
  }

  override createDriver(): SqliteDriver {
    return new RolledBackOnce(this.sqlite);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalMigrations();
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new WithoutRowLocks();
  }
}

/** As `openDatabase` says, for a folder. */
export async function openSqlite(directory: string, readOnly: boolean): Promise<SqliteReadModels> {
  const file = join(directory, DATABASE_FILE);
  if (readOnly && !existsSync(file)) {
    throw new DatabaseUnusable(`${file} is not there: start the service once, or name its folder`);
  }
  if (!readOnly) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const sqlite = openFile(file, readOnly);
  const db = new Kysely<Schema>({ dialect: new EmbeddedDialect(sqlite) });
  try {
    const schema = { name: file, migrations: SQLITE_MIGRATIONS };
    if (readOnly) await missingMigrations(db, schema);
    else await bringToSchema(db, schema);
    return readModelsOf(sqlite, db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function readModelsOf(sqlite: BetterSqlite.Database, db: Kysely<Schema>): SqliteReadModels {
  const statements = new Map<string, BetterSqlite.Statement<unknown[]>>();
  return {
    engine: 'sqlite',
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
}

function openFile(file: string, readOnly: boolean): BetterSqlite.Database {
  try {
    const sqlite = new BetterSqlite(file, { readonly: readOnly, timeout: 5_000 });
    if (!readOnly) {
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      // What is erased is overwritten.
      sqlite.pragma('secure_delete = ON');
      // SQLite opens for reading what it once could not open for writing, and would say so of each write from then on.
      sqlite.exec('BEGIN; PRAGMA user_version = 0; ROLLBACK');
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
