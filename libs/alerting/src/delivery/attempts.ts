import type { Schema } from '@app/database';
import type { Kysely } from 'kysely';
import type { Transmission } from '../channels/transmission.js';

/** One try to reach a receiver. */
export interface Attempt {
  /** Of the alert, or of a test message. */
  readonly alertId: string;
  readonly attemptedAt: string;
  readonly durationMs: number;
  readonly delivered: boolean;
  /** Absent = there was no answer. */
  readonly status?: number;
  readonly error?: string;
  /** The beginning of the answer. */
  readonly response?: string;
  /** Absent = it is not tried again by itself. */
  readonly nextTryAt?: string;
}

/** Older ones of a receiver are forgotten. */
const KEPT = 1_000;

export interface NewAttempt {
  readonly receiverId: string;
  readonly messageId: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly transmission: Transmission;
  readonly nextTryAt: string | null;
}

export async function keepAttempt(
  db: Kysely<Schema>,
  { receiverId, messageId, startedAt, endedAt, transmission, nextTryAt }: NewAttempt,
): Promise<void> {
  await db
    .insertInto('attempts')
    .values({
      receiver_id: receiverId,
      message_id: messageId,
      attempted_at: new Date(startedAt).toISOString(),
      duration_ms: Math.max(0, endedAt - startedAt),
      status: transmission.status,
      error: transmission.error,
      response: transmission.response,
      next_try_at: nextTryAt,
    })
    .execute();
  await db
    .deleteFrom('attempts')
    .where('receiver_id', '=', receiverId)
    .where('id', '<=', (rows) =>
      rows
        .selectFrom('attempts')
        .select('id')
        .where('receiver_id', '=', receiverId)
        .orderBy('id', 'desc')
        .offset(KEPT)
        .limit(1),
    )
    .execute();
}

/** What was tried of late, the newest first. */
export async function listAttempts(
  { db }: { readonly db: Kysely<Schema> },
  receiverId: string,
  limit: number,
): Promise<Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('receiver_id', '=', receiverId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    alertId: row.message_id,
    attemptedAt: row.attempted_at,
    durationMs: row.duration_ms,
    delivered: row.error === null,
    ...(row.status === null ? {} : { status: row.status }),
    ...(row.error === null ? {} : { error: row.error }),
    ...(row.response === null || row.response === '' ? {} : { response: row.response }),
    ...(row.next_try_at === null ? {} : { nextTryAt: row.next_try_at }),
  }));
}
