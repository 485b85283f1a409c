import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './open-database.js';
import type { Schema } from './schema.js';

/**
 * Does `work` in a transaction for what can be made again from the log, and waits for no disk. Whoever reads sees all of it or nothing;
 * a power cut may take it back, whole, its checkpoint with it. What other transactions stored before or behind it is on disk as ever.
 */
export function derivedTransaction<T>(
  { db, engine }: Pick<Database, 'db' | 'engine'>,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return engine === 'sqlite' ? onSqlite(db, work) : onPostgres(db, work);
}

function onSqlite<T>(
  db: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    // Of the connection, which nobody else has meanwhile; it cannot be set within a transaction.
    await sql`PRAGMA synchronous = NORMAL`.execute(connection);
    try {
      return await connection.transaction().execute(work);
    } finally {
      await sql`PRAGMA synchronous = FULL`.execute(connection);
    }
  });
}

function onPostgres<T>(
  db: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`set local synchronous_commit = off`.execute(transaction);
    return await work(transaction);
  });
}
