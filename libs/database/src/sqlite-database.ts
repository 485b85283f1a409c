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
import { LRUCache } from 'lru-cache';
import { bringToSchema, missingMigrations } from './bring-to-schema.js';
import { DatabaseUnusable } from './database-errors.js';
import { SQLITE_MIGRATIONS } from './migrations.js';
import type { Schema } from './schema.js';

export const DATABASE_FILE = 'read-models.db';

/** The read models embedded, with what only the owner of the file may do. */
export interface SqliteReadModels {
  readonly engine: 'sqlite';
  readonly db: Kysely<Schema>;
  /** The statement of `sql` on the connection of `db`: for what runs thousands of times, within a transaction of `db`. */
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

/** Texts of statements whose rows differ in number differ, too: those that were used last are kept. */
const MAX_STATEMENTS = 200;

/** To prepare a statement takes SQLite longer than most of ours take to run; it prepares them anew by itself where the schema has changed. */
class PreparedOnce {
  readonly #statements = new LRUCache<string, BetterSqlite.Statement<unknown[]>>({
    max: MAX_STATEMENTS,
  });

  constructor(readonly sqlite: BetterSqlite.Database) {}

  prepare(sql: string): BetterSqlite.Statement<unknown[]> {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const statement = this.sqlite.prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.sqlite.close();
  }
}

/**
 * Where a write or a flush fails, SQLite rolls back by itself, and a second rollback would be refused: whoever asked is told what failed, and not
 * that.
 */
class RolledBackOnce extends SqliteDriver {
  constructor(private readonly statements: PreparedOnce) {
    super({ database: statements });
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.statements.sqlite.inTransaction) await super.rollbackTransaction(connection);
  }
}

class EmbeddedDialect extends SqliteDialect {
  constructor(private readonly statements: PreparedOnce) {
    super({ database: statements });
  }

  override createDriver(): SqliteDriver {
    return new RolledBackOnce(this.statements);
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
  const statements = new PreparedOnce(sqlite);
  const db = new Kysely<Schema>({ dialect: new EmbeddedDialect(statements) });
  try {
    const schema = { name: file, migrations: SQLITE_MIGRATIONS };
    if (readOnly) await missingMigrations(db, schema);
    else await bringToSchema(db, schema);
    return readModelsOf(statements, db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function readModelsOf(statements: PreparedOnce, db: Kysely<Schema>): SqliteReadModels {
  const { sqlite } = statements;
  return {
    engine: 'sqlite',
    db,
    prepared: (sql) => statements.prepare(sql),
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
