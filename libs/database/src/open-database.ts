import { openPostgres, type PostgresReadModels } from './postgres-database.js';
import { openSqlite, type SqliteReadModels } from './sqlite-database.js';

/** The read-model database, in one of two engines. Both have the same tables, and take the same queries. */
export type Database = SqliteReadModels | PostgresReadModels;

export interface DatabaseAddress {
  /** Of a database in PostgreSQL, `postgres://…`; absent or empty: the embedded one. */
  readonly url?: string;
  /** Where the embedded `read-models.db` is, or is made. */
  readonly directory: string;
  readonly readOnly?: boolean;
  /** Who connects, for PostgreSQL's operators. */
  readonly applicationName?: string;
}

/**
 * Opens the read-model database, brings it to the present schema unless `readOnly`, and rejects with `DatabaseUnusable` where it cannot be reached,
 * is of a newer version, is none, or, read-only, is not there.
 */
export async function openDatabase({
  url = '',
  directory,
  readOnly = false,
  applicationName = 'assay',
}: DatabaseAddress): Promise<Database> {
  return url === ''
    ? await openSqlite(directory, readOnly)
    : await openPostgres(url, { readOnly, applicationName });
}

/** Takes what was deleted out of the engine's own log where that is in our hands: PostgreSQL's vacuum and log go their own way. */
export function forgetDeleted(database: Database): void {
  if (database.engine === 'sqlite') database.truncateLog();
}
