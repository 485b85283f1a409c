import type { Database, Schema } from '@app/database';
import type { Kysely } from 'kysely';
import type { Transmission } from '../channels/transmission.js';
import { findAlert, type ShownAlert } from './alerts.js';
import { keepAttempt } from './attempts.js';
import { type DisabledReason } from './operations.js';
import { type Receiver, receiverOf } from './receivers.js';
import { holdFor, pauseAfter } from './retries.js';

/** A claim ends by itself after this, when whoever made it is gone. An attempt takes half of it at most. */
export const LEASE_MS = 20_000;

/** One delivery that nobody else sends for as long as the lease lasts. */
export interface Claim {
  readonly deliveryId: number;
  readonly receiver: Receiver;
  readonly alert: ShownAlert;
  readonly token: string;
}

/** What became of a delivery. */
export interface Settled {
  readonly outcome: 'delivered' | 'failed' | 'given-up';
  /** The receiver was switched off by it. */
  readonly disabled: DisabledReason | null;
}

/**
 * Takes the next delivery that is due: of the receiver that was served longest ago, the oldest. A receiver is sent one at a time.
 * `token` is the claimer's own. `null` = nothing is due that somebody else does not have, or is about to have.
 */
export async function claimDelivery(
  { db }: Database,
  now: number,
  token: string,
): Promise<Claim | null> {
  const at = new Date(now).toISOString();
  return await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('deliveries')
      .innerJoin('receivers', 'receivers.id', 'deliveries.receiver_id')
      .selectAll('receivers')
      .select(['deliveries.id as delivery_id', 'deliveries.alert_id'])
      .where('deliveries.state', '=', 'waiting')
      .where('deliveries.due_at', '<=', at)
      .where('receivers.disabled_at', 'is', null)
      .where((is) => is.or([is('held_until', 'is', null), is('held_until', '<=', at)]))
      .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', at)]))
      .orderBy('receivers.lease_until', (order) => order.asc().nullsFirst())
      .orderBy('deliveries.id')
      .limit(1)
      // The delivery, too: it may have been sent since this look began.
      .forNoKeyUpdate(['receivers', 'deliveries'])
      .skipLocked()
      .executeTakeFirst();
    if (row === undefined) return null;
    const found = await findAlert({ db: transaction }, row.alert_id);
    if (found === null) throw new Error(`delivery ${row.delivery_id} is of no alert`);
    await transaction
      .updateTable('receivers')
      .set({ lease_until: new Date(now + LEASE_MS).toISOString(), lease_token: token })
      .where('id', '=', row.id)
      .execute();
    const { acknowledged: _acknowledged, ...alert } = found.alert;
    return {
      deliveryId: row.delivery_id,
      receiver: receiverOf(row),
      alert: alert as ShownAlert,
      token,
    };
  });
}

/** Gives a claim back as if it had not been made. */
export async function releaseClaim({ db }: Database, claim: Claim, now: number): Promise<void> {
  await endLease(db, claim, now);
}

/** Ends every lease: those of a process that is certainly gone need not run out. */
export async function endLeases({ db }: Database, now: Date): Promise<void> {
  await db
    .updateTable('receivers')
    .set({ lease_until: now.toISOString(), lease_token: null })
    .where('lease_token', 'is not', null)
    .execute();
}

/** Stores what came of a claim, when it is tried again, and the attempt in the log; all of it, or nothing. */
export async function settleDelivery(
  { db }: Database,
  claim: Claim,
  transmission: Transmission,
  times: { readonly startedAt: number; readonly endedAt: number; readonly random: number },
): Promise<Settled> {
  return await db.transaction().execute(async (transaction) => {
    await endLease(transaction, claim, times.endedAt);
    const delivery = await transaction
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', claim.deliveryId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    const outcome = transmission.error === null ? 'delivered' : 'failed';
    if (delivery === undefined) return { outcome, disabled: null }; // its receiver was taken away
    // Where the lease was over, somebody else may have delivered it.
    const next = delivery.state === 'delivered' ? null : nextTry(delivery, transmission, times);
    await keepAttempt(transaction, {
      ...times,
      receiverId: claim.receiver.id,
      messageId: claim.alert.id,
      transmission,
      nextTryAt: next?.dueAt ?? null,
    });
    if (next === null) return { outcome, disabled: null };
    await transaction
      .updateTable('deliveries')
      .set({
        state: next.state,
        attempts: delivery.attempts + 1,
        first_attempt_at: next.firstAttemptAt,
        due_at: next.dueAt ?? delivery.due_at,
      })
      .where('id', '=', claim.deliveryId)
      .execute();
    return await settleReceiver(transaction, claim.receiver.id, next, transmission, times.endedAt);
  });
}

/** How a delivery goes on. */
interface NextTry {
  readonly outcome: Settled['outcome'];
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly firstAttemptAt: string;
  /** `null` = it is not tried again by itself. */
  readonly dueAt: string | null;
  /** In milliseconds. */
  readonly pause: number | null;
}

function nextTry(
  {
    attempts,
    first_attempt_at,
  }: { readonly attempts: number; readonly first_attempt_at: string | null },
  { error, gone, retryAfterMs }: Transmission,
  { startedAt, endedAt, random }: { startedAt: number; endedAt: number; random: number },
): NextTry {
  const firstAttemptAt = first_attempt_at ?? new Date(startedAt).toISOString();
  const ended = { firstAttemptAt, dueAt: null, pause: null };
  if (error === null) return { outcome: 'delivered', state: 'delivered', ...ended };
  // What waits for one that is gone is kept: it may be switched on again.
  if (gone) return { outcome: 'failed', state: 'waiting', ...ended };
  const pause = pauseAfter(attempts + 1, random, retryAfterMs);
  if (pause === null) return { outcome: 'given-up', state: 'given-up', ...ended };
  const dueAt = new Date(endedAt + pause).toISOString();
  return { outcome: 'failed', state: 'waiting', firstAttemptAt, dueAt, pause };
}

async function settleReceiver(
  db: Kysely<Schema>,
  id: string,
  { outcome, firstAttemptAt, pause }: NextTry,
  { fault, gone, retryAfterMs }: Transmission,
  now: number,
): Promise<Settled> {
  if (outcome === 'delivered') {
    await receiverWorks(db, id);
    return { outcome, disabled: null };
  }
  const hold = fault === 'receiver' && pause !== null ? holdFor(pause, retryAfterMs) : null;
  const disabled = await receiverFails(db, id, {
    at: new Date(now).toISOString(),
    heldUntil: hold === null ? null : new Date(now + hold).toISOString(),
    reasonToStop: (failingSince) => {
      if (gone) return 'gone';
      return outcome === 'given-up' && failingSince <= firstAttemptAt ? 'failing' : null;
    },
  });
  return { outcome, disabled };
}

/** Whoever has taken the receiver over meanwhile keeps it. */
async function endLease(
  db: Kysely<Schema>,
  { receiver, token }: Claim,
  now: number,
): Promise<void> {
  await db
    .updateTable('receivers')
    .set({ lease_until: new Date(now).toISOString(), lease_token: null })
    .where('id', '=', receiver.id)
    .where('lease_token', '=', token)
    .execute();
}

async function receiverWorks(db: Kysely<Schema>, id: string): Promise<void> {
  await db
    .updateTable('receivers')
    .set({ failing_since: null, held_until: null })
    .where('id', '=', id)
    .execute();
}

async function receiverFails(
  db: Kysely<Schema>,
  id: string,
  {
    at,
    heldUntil,
    reasonToStop,
  }: {
    readonly at: string;
    readonly heldUntil: string | null;
    readonly reasonToStop: (failingSince: string) => DisabledReason | null;
  },
): Promise<DisabledReason | null> {
  const row = await db
    .selectFrom('receivers')
    .select(['failing_since', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const failingSince = row.failing_since ?? at;
  const reason = row.disabled_at === null ? reasonToStop(failingSince) : null;
  await db
    .updateTable('receivers')
    .set({
      failing_since: failingSince,
      ...(heldUntil === null ? {} : { held_until: heldUntil }),
      ...(reason === null
        ? {}
        : { disabled_at: at, disabled_reason: reason, disabled_announced: 0 }),
    })
    .where('id', '=', id)
    .execute();
  return reason;
}

/** Has an alert sent to a receiver, whether it was before or not, and whatever it wants; it is due at once. */
export async function redeliver(
  { db }: Database,
  receiverId: string,
  alertId: string,
  now: Date,
): Promise<void> {
  const fresh = {
    state: 'waiting',
    attempts: 0,
    first_attempt_at: null,
    due_at: now.toISOString(),
  };
  await db
    .insertInto('deliveries')
    .values({ receiver_id: receiverId, alert_id: alertId, ...fresh })
    .onConflict((conflict) => conflict.columns(['receiver_id', 'alert_id']).doUpdateSet(fresh))
    .execute();
}

/** How many deliveries wait, those of receivers that are switched off left out. */
export async function waitingDeliveries({ db }: Database): Promise<number> {
  const { waiting } = await db
    .selectFrom('deliveries')
    .innerJoin('receivers', 'receivers.id', 'deliveries.receiver_id')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('deliveries.state', '=', 'waiting')
    .where('receivers.disabled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return waiting;
}
