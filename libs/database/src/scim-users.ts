import { isTaken } from './database-errors.js';
import { type Database, forgetDeleted } from './open-database.js';
import type { Transaction } from 'kysely';
import { keepPersonalDataIn } from './personal-data.js';
import type { ScimUsersTable } from './provisioning-tables.js';
import type { Schema } from './schema.js';

/** The last membership mark that provisioning recorded of somebody. */
export interface ProvisionedMark {
  readonly effectiveOn: string;
  /** Which fact it is. */
  readonly source: string;
  readonly id: string;
  /** `false` = retracted on the same day. */
  readonly live: boolean;
}

/** A user that an identity provider keeps here. */
export interface ScimUser {
  readonly organizationId: string;
  readonly individualId: string;
  readonly userName: string;
  readonly externalId?: string;
  readonly active: boolean;
  /** The business day from which `active` holds. */
  readonly activeSince: string;
  /** What else the provider said, as SCIM writes it. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** From 1; it grows with each change. */
  readonly version: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** Whether the recorded facts make a member of them. */
  readonly isRecordedMember: boolean;
  readonly mark?: ProvisionedMark;
}

/** Names as directories compare them: without regard to case. */
export function foldedUserName(userName: string): string {
  return userName.normalize('NFKC').toLowerCase();
}

/** The users of an organization, the oldest first: all of them, or those with one name, external id or id. */
export async function scimUsers(
  { db }: Database,
  organizationId: string,
  only: {
    readonly userName?: string;
    readonly externalId?: string;
    readonly individualId?: string;
  } = {},
): Promise<ScimUser[]> {
  let query = db
    .selectFrom('scim_users')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('individual_id');
  if (only.userName !== undefined) {
    query = query.where('user_name_folded', '=', foldedUserName(only.userName));
  }
  if (only.externalId !== undefined) query = query.where('external_id', '=', only.externalId);
  if (only.individualId !== undefined) query = query.where('individual_id', '=', only.individualId);
  return (await query.execute()).map(userOf);
}

/** Users whose membership is not yet recorded as their provider has it, of every organization. */
export async function unrecordedScimUsers({ db }: Database): Promise<ScimUser[]> {
  const rows = await db
    .selectFrom('scim_users')
    .selectAll()
    .whereRef('active', '!=', 'recorded_member')
    .orderBy('modified_at')
    .execute();
  return rows.map(userOf);
}

/** Keeps a new user with their name and address; `false` where the organization has one of that name. */
export async function addScimUser(
  { db }: Database,
  user: ScimUser,
  name: string | undefined,
  email: string | undefined,
): Promise<boolean> {
  return await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('scim_users')
      .values(rowOf(user))
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'user_name_folded']).doNothing(),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await keepPersonalDataIn(transaction, [personalDataOf(user, name, email)]);
    return true;
  });
}

/** Replaces a user whose version is the one before; `stale` where it is not, `name-taken` where another has the name. */
export async function replaceScimUser(
  { db }: Database,
  user: ScimUser,
  name: string | undefined,
  email: string | undefined,
): Promise<'replaced' | 'stale' | 'name-taken'> {
  try {
    return await db
      .transaction()
      .execute((transaction) => replaceIn(transaction, user, name, email));
  } catch (error) {
    // Somebody else took it since it was looked for.
    if (isTaken(error, 'scim_users_name')) return 'name-taken';
    throw error;
  }
}

async function replaceIn(
  transaction: Transaction<Schema>,
  user: ScimUser,
  name: string | undefined,
  email: string | undefined,
): Promise<'replaced' | 'stale' | 'name-taken'> {
  const namesake = await transaction
    .selectFrom('scim_users')
    .select('individual_id')
    .where('organization_id', '=', user.organizationId)
    .where('user_name_folded', '=', foldedUserName(user.userName))
    .where('individual_id', '!=', user.individualId)
    .executeTakeFirst();
  if (namesake !== undefined) return 'name-taken';
  const { organization_id: _organization, individual_id: _individual, ...row } = rowOf(user);
  const { numUpdatedRows } = await transaction
    .updateTable('scim_users')
    .set(row)
    .where('organization_id', '=', user.organizationId)
    .where('individual_id', '=', user.individualId)
    .where('version', '=', user.version - 1)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return 'stale';
  await keepPersonalDataIn(transaction, [personalDataOf(user, name, email)]);
  return 'replaced';
}

/** Notes what the facts now say of a user. Said twice, it is as said once. */
export async function noteProvisionedMark(
  { db }: Database,
  { organizationId, individualId }: Pick<ScimUser, 'organizationId' | 'individualId'>,
  isRecordedMember: boolean,
  mark: ProvisionedMark,
): Promise<void> {
  await db
    .updateTable('scim_users')
    .set({ recorded_member: isRecordedMember ? 1 : 0, mark: JSON.stringify(mark) })
    .where('organization_id', '=', organizationId)
    .where('individual_id', '=', individualId)
    .execute();
}

/** Takes a user away with their name and address. The facts, which have neither, stay. */
export async function deleteScimUser(
  database: Database,
  { organizationId, individualId }: Pick<ScimUser, 'organizationId' | 'individualId'>,
): Promise<void> {
  await database.db.transaction().execute(async (transaction) => {
    for (const table of ['scim_users', 'personal_data'] as const) {
      await transaction
        .deleteFrom(table)
        .where('organization_id', '=', organizationId)
        .where('individual_id', '=', individualId)
        .execute();
    }
  });
  forgetDeleted(database);
}

function personalDataOf(
  { organizationId, individualId }: ScimUser,
  name: string | undefined,
  email: string | undefined,
) {
  return {
    organizationId,
    individualId,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  };
}

function rowOf(user: ScimUser): ScimUsersTable {
  return {
    organization_id: user.organizationId,
    individual_id: user.individualId,
    user_name: user.userName,
    user_name_folded: foldedUserName(user.userName),
    external_id: user.externalId ?? null,
    active: user.active ? 1 : 0,
    active_since: user.activeSince,
    attributes: JSON.stringify(user.attributes),
    version: user.version,
    created_at: user.createdAt,
    modified_at: user.modifiedAt,
    recorded_member: user.isRecordedMember ? 1 : 0,
    mark: user.mark === undefined ? null : JSON.stringify(user.mark),
  };
}

function userOf(row: ScimUsersTable): ScimUser {
  return {
    organizationId: row.organization_id,
    individualId: row.individual_id,
    userName: row.user_name,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    active: row.active === 1,
    activeSince: row.active_since,
    attributes: JSON.parse(row.attributes) as Record<string, unknown>,
    version: row.version,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    isRecordedMember: row.recorded_member === 1,
    ...(row.mark === null ? {} : { mark: JSON.parse(row.mark) as ProvisionedMark }),
  };
}
