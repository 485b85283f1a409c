import { type Kysely, sql } from 'kysely';
import type { Database } from './open-database.js';
import type { Schema } from './schema.js';

/** NOTE: processes of different versions know each other by these numbers. */
const PLACES = { keys: 1, alerts: 2, accessRecords: 3 } as const;
/** "assa" in ASCII: whoever else locks things in the database is somewhere else. */
const OURS = 0x61737361;

/**
 * To be called first in a transaction: whoever else comes to the same place waits until it has ended. What one decides on what it read is then still so,
 * and numbers that the database gives are seen in their order: whoever reads on behind the last one misses none. SQLite has one writer anyway.
 */
export async function oneAtATime(
  { db, engine }: { readonly db: Kysely<Schema>; readonly engine: Database['engine'] },
  place: keyof typeof PLACES,
): Promise<void> {
  if (engine === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(${sql.lit(OURS)}, ${sql.lit(PLACES[place])})`.execute(db);
}
