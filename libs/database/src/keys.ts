import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Day, dayOf } from '@app/domain';
import type { Kysely } from 'kysely';
import type { NewKey } from './new-key.js';
import { oneAtATime } from './one-at-a-time.js';
import type { Database } from './open-database.js';
import type { KeysTable, Schema } from './schema.js';

export const ROLES = ['admin', 'ingest', 'read', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** A key without its secret. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Absent = every organization. */
  readonly organizations?: readonly string[];
  /** First day it no longer works; absent = works for good. */
  readonly expiresOn?: string;
  readonly createdAt: string;
}

const KEY_PATTERN = /^assay_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

/** Makes a key; `secret` is what the caller shows once and nobody can read again. */
export async function createKey(
  { db }: { readonly db: Kysely<Schema> },
  { name, role, organizations, expiresOn }: NewKey,
  now: Date,
): Promise<{ readonly key: Key; readonly secret: string }> {
  const id = randomBytes(8).toString('hex');
  const random = randomBytes(32).toString('base64url');
  const row: KeysTable = {
    id,
    name,
    role,
    organizations: organizations === undefined ? null : JSON.stringify(organizations),
    expires_on: expiresOn ?? null,
    secret_sha256: sha256(random),
    created_at: now.toISOString(),
  };
  await db.insertInto('keys').values(row).execute();
  return { key: keyOf(row), secret: `assay_${id}_${random}` };
}

/** Every key, the oldest first. */
export async function listKeys({ db }: Database): Promise<Key[]> {
  const rows = await db
    .selectFrom('keys')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(keyOf);
}

/** `false` where there is no such key. */
export async function revokeKey({ db }: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('keys').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The key that `presented` is, if it works on `today`. */
export async function findKey(
  { db }: Database,
  presented: string,
  today: Day,
): Promise<Key | null> {
  const match = KEY_PATTERN.exec(presented);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const row = await db.selectFrom('keys').selectAll().where('id', '=', match[1]).executeTakeFirst();
  if (row === undefined || !equalHashes(row.secret_sha256, sha256(match[2]))) return null;
  if (row.expires_on !== null && dayOf(row.expires_on) <= today) return null;
  return keyOf(row);
}

/** Makes a key where there is none at all, and returns its secret; `null` where there is one. Of several processes one makes it. */
export async function createFirstKey(
  { db, engine }: Database,
  first: NewKey,
  now: Date,
): Promise<string | null> {
  return await db.transaction().execute(async (transaction) => {
    await oneAtATime({ db: transaction, engine }, 'keys');
    const another = await transaction.selectFrom('keys').select('id').limit(1).executeTakeFirst();
    return another === undefined ? (await createKey({ db: transaction }, first, now)).secret : null;
  });
}

/** In hexadecimal. Of a key's secret one round is enough: what is random has no dictionary. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Compares two hashes of `sha256` in a time that does not depend on where they differ. */
export function equalHashes(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
}

function keyOf(row: KeysTable): Key {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    ...(row.organizations === null
      ? {}
      : { organizations: JSON.parse(row.organizations) as string[] }),
    ...(row.expires_on === null ? {} : { expiresOn: row.expires_on }),
    createdAt: row.created_at,
  };
}
