import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.js';
import { ShareLost } from './shares.js';

type Db = Kysely<Schema>;

/** Whoever is not heard of for so long is taken for dead. */
export const EXPIRY_MS = 8_000;

const expiry = () =>
  sql<Date>`clock_timestamp() + ${sql.lit(`${EXPIRY_MS} milliseconds`)}::interval`;

/** Says that a process is there, under an id that nobody had before; returns the id. */
export async function enter(db: Db, { works }: { readonly works: boolean }): Promise<string> {
  const id = randomUUID();
  await db.insertInto('instances').values({ id, works, expires_at: expiry() }).execute();
  return id;
}

/** Says that it still is; `false` = it was taken for dead, and has to enter again. */
export async function stay(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('instances')
    .set({ expires_at: expiry() })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Its leases are free, and its requests have ended. */
export async function leave(db: Db, id: string): Promise<void> {
  await db.deleteFrom('instances').where('id', '=', id).execute();
}

/** Makes everybody leave who is not heard of any more; one that is in the middle of a transaction does when that has ended. */
export async function takeOutTheDead(db: Db): Promise<void> {
  await db
    .deleteFrom('instances')
    .where('id', 'in', (dead) =>
      dead
        .selectFrom('instances')
        .select('id')
        .where('expires_at', '<', sql<Date>`clock_timestamp()`)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

/** The ids of all that take leases, in order. */
export async function workersPresent(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('instances')
    .select('id')
    .where('works', '=', true)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The names of the leases that it has, in no particular order. */
export async function leasesOf(db: Db, id: string): Promise<string[]> {
  const rows = await db.selectFrom('leases').select('name').where('owner', '=', id).execute();
  return rows.map(({ name }) => name);
}

/** How many leases there are. */
export async function countLeases(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('leases')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes up to `most` leases that nobody has. */
export async function takeLeases(db: Db, id: string, most: number): Promise<void> {
  await db
    .updateTable('leases')
    .set({ owner: id })
    .where('name', 'in', (free) =>
      free
        .selectFrom('leases')
        .select('name')
        .where('owner', 'is', null)
        .orderBy('name')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}

/** Gives leases back, at once. Whoever does has stopped working on them. */
export async function giveLeasesBack(db: Db, id: string, names: readonly string[]): Promise<void> {
  await db
    .updateTable('leases')
    .set({ owner: null })
    .where('owner', '=', id)
    .where('name', 'in', names)
    .execute();
}

/**
 * Rejects with `ShareLost` where the instance was taken for dead. Until the transaction ends nobody can take it for dead: what it stores is stored
 * before whoever comes next reads up to where it went.
 */
export async function assertPresent(transaction: Db, id: string): Promise<void> {
  const present = await transaction
    .selectFrom('instances')
    .select('id')
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  if (present === undefined) {
    throw new ShareLost('this process was taken for dead, and others have taken its work over');
  }
}

/** Says that the heads of these organizations' streams may be in the middle of requests of the instance, and that those of others no longer are. */
export async function shareRequests(
  db: Db,
  instance: string,
  { begun, ended }: { readonly begun: readonly string[]; readonly ended: readonly string[] },
): Promise<void> {
  if (ended.length > 0) {
    await sql`delete from requests_under_way
      where instance = ${instance} and organization_id = any(${ended}::text[])`.execute(db);
  }
  if (begun.length > 0) {
    await sql`insert into requests_under_way (instance, organization_id)
      select ${instance}, unnest(${begun}::text[]) on conflict do nothing`.execute(db);
  }
}

/** Those of the organizations in which any instance is in the middle of a request. */
export async function requestsUnderWay(
  db: Db,
  organizationIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('requests_under_way')
    .select('organization_id')
    .where('organization_id', 'in', organizationIds)
    .execute();
  return new Set(rows.map(({ organization_id }) => organization_id));
}
