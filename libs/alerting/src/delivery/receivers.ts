import { randomBytes } from 'node:crypto';
import { type Database, forgetDeleted, type ReceiversTable, type Schema } from '@app/database';
import type { Language } from '@app/domain';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { ALERT_TYPES, type AlertType } from '../announcement.js';
import type { AnyAlert } from './alerts.js';
import { type DisabledReason, RECEIVER_DISABLED } from './operations.js';

export const STANDING_ALERT_TYPES: readonly AlertType[] = Object.values(ALERT_TYPES);
export const RECEIVABLE_TYPES = [...STANDING_ALERT_TYPES, RECEIVER_DISABLED] as const;
export type ReceivableType = AnyAlert['type'];
export const RECEIVER_FORMATS = ['standard-webhooks', 'slack', 'email'] as const;
export type ReceiverFormat = (typeof RECEIVER_FORMATS)[number];

/** How long a secret goes on signing once another one was made. */
const OLD_SECRET_MS = 24 * 3_600_000;

/** Which alerts somebody wants; what is absent leaves nothing out. */
export interface Wanted {
  /** Absent = every type of alert about standings. */
  readonly types?: readonly ReceivableType[];
  readonly organizations?: readonly string[];
  /** `competency/option`. */
  readonly options?: readonly string[];
  /** Of `tier.at-risk`: only with these days of notice. */
  readonly leadDays?: readonly number[];
}

export interface NewReceiver extends Wanted {
  readonly url: string;
  readonly format: ReceiverFormat;
  readonly language: Language;
}

/** Where alerts are sent, without its secrets. */
export interface Receiver extends NewReceiver {
  readonly id: string;
  readonly createdAt: string;
  /** The id of a key. */
  readonly createdBy: string;
  /** The first failure since something was delivered; absent = the last attempt was delivered, or there was none. */
  readonly failingSince?: string;
  /** Absent = alerts are sent to it. */
  readonly disabled?: { readonly at: string; readonly reason: DisabledReason };
}

/** Whether `alert` is one that `wanted` speaks of. */
export function wants(
  { types = STANDING_ALERT_TYPES, organizations, options, leadDays }: Wanted,
  alert: AnyAlert,
): boolean {
  if (!types.includes(alert.type)) return false;
  if (alert.type === RECEIVER_DISABLED) return true;
  const { organizationId, competency, option, leadDays: lead } = alert;
  return (
    (organizations?.includes(organizationId) ?? true) &&
    (options?.includes(`${competency}/${option}`) ?? true) &&
    (lead === undefined || (leadDays?.includes(lead) ?? true))
  );
}

/** Makes a receiver. `secret` signs what it is sent; `null` for a format that is not signed. */
export async function createReceiver(
  { db }: Database,
  wanted: NewReceiver,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<{ readonly receiver: Receiver; readonly secret: string | null }> {
  const row = {
    id: randomBytes(8).toString('hex'),
    url: wanted.url,
    format: wanted.format,
    types: listOrNull(wanted.types),
    organizations: listOrNull(wanted.organizations),
    options: listOrNull(wanted.options),
    lead_days: listOrNull(wanted.leadDays),
    language: wanted.language,
    created_at: now.toISOString(),
    created_by: by,
    failing_since: null,
    held_until: null,
    lease_until: null,
    lease_token: null,
    disabled_at: null,
    disabled_reason: null,
    disabled_announced: 0,
  };
  const secret = wanted.format === 'standard-webhooks' ? newSecret() : null;
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('receivers').values(row).execute();
    if (secret !== null) await keepSecret(transaction, row.id, secret, now);
  });
  return { receiver: receiverOf(row), secret };
}

/** Every receiver, the oldest first. */
export async function listReceivers({ db }: { readonly db: Kysely<Schema> }): Promise<Receiver[]> {
  return (await everyReceiver(db).execute()).map(receiverOf);
}

/** As `listReceivers`; until the transaction ends none of them is taken away. */
export async function heldReceivers(transaction: Transaction<Schema>): Promise<Receiver[]> {
  return (await everyReceiver(transaction).forKeyShare().execute()).map(receiverOf);
}

function everyReceiver(db: Kysely<Schema>) {
  return db.selectFrom('receivers').selectAll().orderBy('created_at').orderBy('id');
}

/** `null` where there is no such receiver. */
export async function findReceiver({ db }: Database, id: string): Promise<Receiver | null> {
  const row = await db.selectFrom('receivers').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : receiverOf(row);
}

/** Takes a receiver away with all that waits for it; `false` where there is none. */
export async function deleteReceiver(database: Database, id: string): Promise<boolean> {
  const deleted = await database.db.transaction().execute(async (transaction) => {
    // First, as everywhere: whoever is about to give it something waits, or is waited for.
    const { numDeletedRows } = await transaction
      .deleteFrom('receivers')
      .where('id', '=', id)
      .executeTakeFirst();
    for (const table of ['deliveries', 'attempts', 'receiver_secrets'] as const) {
      await transaction.deleteFrom(table).where('receiver_id', '=', id).execute();
    }
    return numDeletedRows > 0n;
  });
  // It may have been the address of a person.
  forgetDeleted(database);
  return deleted;
}

/** Makes another secret; the one before signs beside it for 24 hours, older ones no more. */
export async function rotateSecret({ db }: Database, id: string, now: Date): Promise<string> {
  const secret = newSecret();
  await db.transaction().execute(async (transaction) => {
    if ((await heldReceiver(transaction, id)) === undefined) return;
    await transaction
      .deleteFrom('receiver_secrets')
      .where('receiver_id', '=', id)
      .where('expires_at', 'is not', null)
      .execute();
    await transaction
      .updateTable('receiver_secrets')
      .set({ expires_at: new Date(now.getTime() + OLD_SECRET_MS).toISOString() })
      .where('receiver_id', '=', id)
      .execute();
    await keepSecret(transaction, id, secret, now);
  });
  return secret;
}

/** The secrets that sign at `now`, the newest first; none for a format that is not signed. */
export async function liveSecrets({ db }: Database, id: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('receiver_secrets')
    .select('secret')
    .where('receiver_id', '=', id)
    .where((row) =>
      row.or([row('expires_at', 'is', null), row('expires_at', '>', now.toISOString())]),
    )
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(({ secret }) => secret);
}

/**
 * Switches a receiver on again. What waits for it is due at once, in the order of the alerts, and so is what was given up since it
 * began to fail.
 */
export async function enableReceiver({ db }: Database, id: string, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const receiver = await heldReceiver(transaction, id);
    if (receiver === undefined) return;
    await transaction
      .updateTable('deliveries')
      .set({ state: 'waiting', attempts: 0, first_attempt_at: null, due_at: now.toISOString() })
      .where('receiver_id', '=', id)
      .where((row) =>
        row.or([
          row('state', '=', 'waiting'),
          row.and([
            row('state', '=', 'given-up'),
            row('first_attempt_at', '>=', receiver.failing_since ?? now.toISOString()),
          ]),
        ]),
      )
      .execute();
    await transaction
      .updateTable('receivers')
      .set({
        failing_since: null,
        held_until: null,
        disabled_at: null,
        disabled_reason: null,
        disabled_announced: 0,
      })
      .where('id', '=', id)
      .execute();
  });
}

/** A receiver that nobody else changes until the transaction ends. */
async function heldReceiver(transaction: Transaction<Schema>, id: string) {
  return await transaction
    .selectFrom('receivers')
    .select('failing_since')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

async function keepSecret(
  db: Kysely<Schema>,
  receiverId: string,
  secret: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('receiver_secrets')
    .values({
      receiver_id: receiverId,
      secret,
      created_at: now.toISOString(),
      expires_at: null,
    })
    .execute();
}

/** As Standard Webhooks writes secrets: 24 random bytes. */
function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

function listOrNull(list: readonly unknown[] | undefined): string | null {
  return list === undefined ? null : JSON.stringify(list);
}

/** The receiver that a row is. */
export function receiverOf(row: Selectable<ReceiversTable>): Receiver {
  return {
    id: row.id,
    url: row.url,
    format: row.format as ReceiverFormat,
    ...(row.types === null ? {} : { types: JSON.parse(row.types) as ReceivableType[] }),
    ...(row.organizations === null
      ? {}
      : { organizations: JSON.parse(row.organizations) as string[] }),
    ...(row.options === null ? {} : { options: JSON.parse(row.options) as string[] }),
    ...(row.lead_days === null ? {} : { leadDays: JSON.parse(row.lead_days) as number[] }),
    language: row.language as Language,
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.failing_since === null ? {} : { failingSince: row.failing_since }),
    ...(row.disabled_at === null
      ? {}
      : { disabled: { at: row.disabled_at, reason: row.disabled_reason as DisabledReason } }),
  };
}
