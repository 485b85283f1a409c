import {
  type Database,
  EVERYTHING,
  keepCheckpoints,
  oneAtATime,
  type Schema,
  type Share,
} from '@app/database';
import { type EventStore, type StoredEvent, WakeUps } from '@app/event-store';
import type { Transaction } from 'kysely';
import { alertOf, STANDING_STREAM_PREFIX } from '../announcement.js';
import type { AnyAlert } from './alerts.js';
import {
  type Acknowledgement,
  acknowledgementOf,
  OPERATIONS_STREAM,
  operationsAlertOf,
} from './operations.js';
import { heldReceivers, type Receiver, wants } from './receivers.js';

/** NOTE: it is stored. */
const CHECKPOINT = 'alerts';

export interface AlertsProjectionOptions {
  readonly store: EventStore;
  readonly database: Database;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
  /** Told of an announcement that cannot be read. It is left out, and those behind it go on. */
  readonly onUnreadable: (event: StoredEvent, error: unknown) => void;
}

/**
 * Makes announcements into alerts, and alerts into deliveries: one for each receiver that there is when the alert is taken in, and
 * that wants it. Page by page, with the checkpoint in the same transaction: an announcement that comes twice changes nothing.
 */
export class AlertsProjection {
  /** Woken when there is something new. */
  readonly stored = new WakeUps();

  constructor(private readonly options: AlertsProjectionOptions) {}

  /** Follows the log until `signal` aborts. One process at a time does: `share` says that it is this one. Rejects with `ShareLost` where it is not. */
  async run(signal: AbortSignal, share: Share = EVERYTHING): Promise<void> {
    const { store, database } = this.options;
    const row = await database.db
      .selectFrom('checkpoints')
      .select('position')
      .where('projection', '=', CHECKPOINT)
      .executeTakeFirst();
    const pages = store.subscribe({
      after: row?.position ?? null,
      streamPrefixes: [STANDING_STREAM_PREFIX, OPERATIONS_STREAM],
      signal,
    });
    for await (const page of pages) {
      await this.#store(page, share);
      this.stored.wake();
    }
  }

  async #store(page: readonly StoredEvent[], share: Share): Promise<void> {
    const position = page.at(-1)?.position;
    if (position === undefined) return;
    const read = page.flatMap((event) => this.#read(event) ?? []);
    const { db, engine } = this.options.database;
    await db.transaction().execute(async (transaction) => {
      await share.assertOwn(transaction);
      await oneAtATime({ db: transaction, engine }, 'alerts');
      const receivers = await heldReceivers(transaction);
      for (const { alert, acknowledgement } of read) {
        if (alert !== null) await this.#take(transaction, alert, receivers);
        if (acknowledgement !== null) await acknowledge(transaction, acknowledgement);
      }
      await keepCheckpoints(transaction, [{ projection: CHECKPOINT, position }]);
    });
  }

  #read(
    event: StoredEvent,
  ): { alert: AnyAlert | null; acknowledgement: Acknowledgement | null } | null {
    try {
      return {
        alert: operationsAlertOf(event) ?? alertOf(event),
        acknowledgement: acknowledgementOf(event),
      };
    } catch (error) {
      this.options.onUnreadable(event, error);
      return null;
    }
  }

  async #take(
    transaction: Transaction<Schema>,
    alert: AnyAlert,
    receivers: readonly Receiver[],
  ): Promise<void> {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('alerts')
      .values({
        id: alert.id,
        organization_id: 'organizationId' in alert ? alert.organizationId : null,
        type: alert.type,
        body: JSON.stringify(alert),
        acknowledged_at: null,
        acknowledged_by: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return; // it was there, and so were its deliveries
    const due = new Date(this.options.clock()).toISOString();
    for (const receiver of receivers) {
      if (!wants(receiver, alert)) continue;
      await transaction
        .insertInto('deliveries')
        .values({
          receiver_id: receiver.id,
          alert_id: alert.id,
          state: 'waiting',
          attempts: 0,
          first_attempt_at: null,
          due_at: due,
        })
        .execute();
    }
  }
}

/** The first one counts. */
async function acknowledge(
  transaction: Transaction<Schema>,
  { alertId, at, by }: Acknowledgement,
): Promise<void> {
  await transaction
    .updateTable('alerts')
    .set({ acknowledged_at: at, acknowledged_by: by })
    .where('id', '=', alertId)
    .where('acknowledged_at', 'is', null)
    .execute();
}
