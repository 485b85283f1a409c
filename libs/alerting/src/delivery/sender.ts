import type { Database } from '@app/database';
import type { EventStore, WakeUps } from '@app/event-store';
import type { TestAlert } from '../channels/message.js';
import type { Transmission } from '../channels/transmission.js';
import type { Transmit } from '../channels/transmitter.js';
import { appendOnce } from './append-once.js';
import { type Attempt, keepAttempt, listAttempts } from './attempts.js';
import {
  type Claim,
  claimDelivery,
  releaseClaim,
  type Settled,
  settleDelivery,
} from './deliveries.js';
import { type DisabledReason, encodeReceiverDisabled, OPERATIONS_STREAM } from './operations.js';
import type { Receiver } from './receivers.js';

export interface SenderOptions {
  readonly store: EventStore;
  readonly database: Database;
  readonly transmit: Transmit;
  /** Woken when there is something new to send. */
  readonly wakeUps: WakeUps;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** A text that nobody else makes. */
  readonly newToken: () => string;
  /** Told of every delivery that was tried. */
  readonly onSettled: (settled: Settled, claim: Claim, transmission: Transmission) => void;
}

/** Deliveries under way at the same time, one for each receiver at most. */
const MAX_UNDER_WAY = 16;
/** How often it looks for what has become due. */
const LOOK_MS = 1_000;
/** When told to stop, what is under way may take this long; then it is given back. */
const STOP_GRACE_MS = 3_000;

/**
 * Sends what is due, and stores what came of it. Between the two it may be ended at any moment: the delivery is then sent again under
 * the same id when the lease is over.
 */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  /** Sends whatever becomes due until `signal` aborts. Rejects with what keeps it from the database or the log. */
  async run(signal: AbortSignal): Promise<void> {
    const abandon = new AbortController();
    signal.addEventListener('abort', () => {
      setTimeout(() => {
        abandon.abort();
      }, STOP_GRACE_MS).unref();
    });
    while (!signal.aborted) {
      const woken = this.options.wakeUps.sleep(signal, LOOK_MS);
      await this.#sendDue(signal, abandon.signal);
      await woken;
    }
  }

  /** Sends what is due now, and resolves when it is settled. */
  async sendDue(): Promise<void> {
    const never = new AbortController().signal;
    await this.#sendDue(never, never);
  }

  async #sendDue(signal: AbortSignal, abandoned: AbortSignal): Promise<void> {
    const { database, clock, newToken } = this.options;
    const underWay = new Set<Promise<void>>();
    let failure: { readonly error: unknown } | null = null;
    await this.#announceDisabled();
    for (;;) {
      const isFull = underWay.size >= MAX_UNDER_WAY;
      const mayClaim = !isFull && !signal.aborted && failure === null;
      const woken = this.options.wakeUps.sleep(signal, LOOK_MS);
      const claim = mayClaim ? await claimDelivery(database, clock(), newToken()) : null;
      if (claim !== null) {
        const sending = this.#send(claim, abandoned)
          .catch((error: unknown) => {
            failure = { error };
          })
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      } else if (underWay.size > 0) {
        await Promise.race(mayClaim ? [...underWay, woken] : underWay);
      } else {
        break;
      }
    }
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
  }

  async #send(claim: Claim, abandoned: AbortSignal): Promise<void> {
    const { database, transmit, clock, random, onSettled } = this.options;
    const startedAt = clock();
    const transmission = await transmit(claim.alert, claim.receiver, abandoned);
    const endedAt = clock();
    if (abandoned.aborted && transmission.error !== null) {
      await releaseClaim(database, claim, endedAt);
      return;
    }
    const times = { startedAt, endedAt, random: random() };
    const settled = await settleDelivery(database, claim, transmission, times);
    onSettled(settled, claim, transmission);
    if (settled.disabled !== null) await this.#announceDisabled();
  }

  /** Sends a test message at once, once, whatever waits; the attempt stands in the log. */
  async sendTest(receiver: Receiver): Promise<Attempt> {
    const { database, transmit, clock, newToken } = this.options;
    const startedAt = clock();
    const alert: TestAlert = {
      id: newToken(),
      type: 'test',
      receiverId: receiver.id,
      raisedAt: new Date(startedAt).toISOString(),
    };
    const transmission = await transmit(alert, receiver, new AbortController().signal);
    const attempt = {
      receiverId: receiver.id,
      messageId: alert.id,
      startedAt,
      endedAt: clock(),
      transmission,
      nextTryAt: null,
    };
    return await database.db.transaction().execute(async (transaction) => {
      await keepAttempt(transaction, attempt);
      const [kept] = await listAttempts({ db: transaction }, receiver.id, 1);
      if (kept === undefined) throw new Error('an attempt that was just kept is not there');
      return kept;
    });
  }

  /** What the database knows of switched off receivers and the log does not yet. */
  async #announceDisabled(): Promise<void> {
    const { store, database } = this.options;
    const rows = await database.db
      .selectFrom('receivers')
      .select(['id', 'disabled_at', 'disabled_reason'])
      .where('disabled_at', 'is not', null)
      .where('disabled_announced', '=', 0)
      .execute();
    for (const { id, disabled_at, disabled_reason } of rows) {
      if (disabled_at === null) continue;
      const reason = disabled_reason as DisabledReason;
      const event = encodeReceiverDisabled({ receiverId: id, reason, disabledAt: disabled_at });
      await appendOnce(store, OPERATIONS_STREAM, event);
      await database.db
        .updateTable('receivers')
        .set({ disabled_announced: 1 })
        .where('id', '=', id)
        .where('disabled_at', '=', disabled_at)
        .execute();
    }
  }
}
