import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@app/database';
import { InMemoryEventStore, WakeUps } from '@app/event-store';
import fc from 'fast-check';
import { announce } from '../../../../test/support/announcing.js';
import {
  AlertsProjection,
  claimDelivery,
  createReceiver,
  enableReceiver,
  findReceiver,
  LEASE_MS,
  listAlerts,
  listAttempts,
  type NewReceiver,
  pauseAfter,
  PAUSES_MS,
  type Receiver,
  redeliver,
  Sender,
  type Settled,
  settleDelivery,
  type Transmission,
  unanswered,
  waitingDeliveries,
} from '../index.js';

const HOUR = 3_600_000;
const SEED = 20_180_331;

let directory: string;
let database: Database;
let store: InMemoryEventStore;
let now: number;
let tokens: number;
/** What receivers were sent, and when. */
let sent: { readonly receiver: string; readonly alert: string; readonly at: number }[];
let settled: Settled[];
/** What the receivers answer. */
let answer: (alertId: string, receiver: Receiver) => Transmission | Promise<Transmission>;

const OK: Transmission = {
  status: 200,
  error: null,
  response: 'thanks',
  retryAfterMs: null,
  fault: 'message',
  gone: false,
};
const refusing = (status: number, more: Partial<Transmission> = {}): Transmission => ({
  ...OK,
  status,
  error: `it answered ${status}`,
  fault: status >= 500 ? 'receiver' : 'message',
  gone: status === 410,
  ...more,
});

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-sender-'));
  database = await openDatabase({ directory });
  store = new InMemoryEventStore();
  now = Date.UTC(2018, 2, 1, 8);
  tokens = 0;
  sent = [];
  settled = [];
  answer = () => OK;
});
afterEach(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

function newSender(): Sender {
  return new Sender({
    store,
    database,
    transmit: async ({ id }, receiver) => {
      sent.push({ receiver: receiver.id, alert: id, at: now });
      return await answer(id, receiver);
    },
    wakeUps: new WakeUps(),
    clock: () => now,
    random: () => 0,
    newToken: () => `token-${(tokens += 1)}`,
    onSettled: (one) => settled.push(one),
  });
}

/** Takes in what was announced so far. */
async function project(): Promise<void> {
  const stop = new AbortController();
  const projection = new AlertsProjection({
    store,
    database,
    clock: () => now,
    onUnreadable: (_event, error) => {
      throw error;
    },
  });
  const checkpoint = async () =>
    (await database.db.selectFrom('checkpoints').select('position').executeTakeFirst())?.position;
  let last: string | undefined;
  for (const prefix of ['standing-', 'operations']) {
    for await (const stream of store.streams(prefix)) {
      const position = (await store.head(stream))?.position;
      if (Number(position) > Number(last ?? 0)) last = position;
    }
  }
  const run = projection.run(stop.signal);
  while ((await checkpoint()) !== last) await new Promise((wake) => setTimeout(wake, 1));
  stop.abort();
  await run;
}

const receiver = async (wanted: Partial<NewReceiver> = {}) =>
  (
    await createReceiver(
      database,
      { url: 'https://example.com/', format: 'standard-webhooks', language: 'en', ...wanted },
      { now: new Date(now), by: 'a-key' },
    )
  ).receiver;

/** Sends, minute by minute of the virtual clock, from now until `hours` have gone by. */
async function letPass(hours: number, sender = newSender()): Promise<void> {
  const end = now + hours * HOUR;
  for (;;) {
    await sender.sendDue();
    const due = await database.db
      .selectFrom('deliveries')
      .innerJoin('receivers', 'receivers.id', 'deliveries.receiver_id')
      .select(['due_at', 'held_until'])
      .where('state', '=', 'waiting')
      .where('disabled_at', 'is', null)
      .execute();
    const next = Math.min(
      ...due.map((row) =>
        Math.max(Date.parse(row.due_at), Date.parse(row.held_until ?? row.due_at)),
      ),
      end,
    );
    if (next >= end) break;
    now = Math.max(next, now + 1);
  }
  now = end;
}

describe('a delivery', () => {
  test('is sent once to each receiver, in the order of the announcements, and is done', async () => {
    const [first, second] = [await receiver(), await receiver()];
    const alerts = [await announce(store, 'TierAttained'), await announce(store, 'TierLapsed')];
    await project();
    await letPass(100);
    for (const { id } of [first, second]) {
      const got = sent.filter((one) => one.receiver === id).map(({ alert }) => alert);
      expect(got).toEqual(alerts);
    }
    expect(await waitingDeliveries(database)).toBe(0);
  });

  test('that fails is tried again after 5 seconds, then with growing pauses over three days, then given up', async () => {
    await receiver();
    await announce(store, 'TierLapsed');
    await project();
    answer = () => refusing(500);
    const began = now;
    await letPass(100);
    const pauses = sent.map(({ at }, index) => at - (sent[index - 1]?.at ?? began)).slice(1);
    expect(pauses).toEqual(PAUSES_MS);
    expect(pauses[0]).toBe(5_000);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    const days = (sent.at(-1)!.at - began) / (24 * HOUR);
    expect(days).toBeGreaterThan(2.9);
    expect(days).toBeLessThan(3.1);
    expect(settled.at(-1)).toEqual({ outcome: 'given-up', disabled: 'failing' });
  });

  test('that succeeds at last ends its trouble', async () => {
    const { id } = await receiver();
    await announce(store, 'TierLapsed');
    await project();
    answer = () => (sent.length < 4 ? unanswered(new Error('ECONNREFUSED')) : OK);
    await letPass(100);
    expect(settled.map(({ outcome }) => outcome)).toEqual([
      ...['failed', 'failed', 'failed', 'delivered'],
    ]);
    expect((await findReceiver(database, id))?.failingSince).toBeUndefined();
    const attempts = await listAttempts(database, id, 10);
    expect(attempts.map(({ delivered }) => delivered)).toEqual([true, false, false, false]);
    expect(attempts[3]).toMatchObject({
      error: 'ECONNREFUSED',
      nextTryAt: new Date(sent[1]!.at).toISOString(),
    });
  });

  test('waits for as long as the receiver asks, up to twelve hours', async () => {
    await receiver();
    await announce(store, 'TierLapsed');
    await project();
    const asked = [60_000, 1_000, 1_000 * HOUR];
    answer = () => {
      const retryAfterMs = asked[sent.length - 1];
      return retryAfterMs === undefined ? OK : refusing(429, { retryAfterMs, fault: 'receiver' });
    };
    await letPass(100);
    expect(sent.map(({ at }, index) => at - (sent[index - 1]?.at ?? at))).toEqual([
      ...[0, 60_000, 30_000, 12 * HOUR],
    ]);
  });

  test('jitters by up to a tenth, never earlier', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: PAUSES_MS.length }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const pause = pauseAfter(failures, random, null)!;
          const planned = PAUSES_MS[failures - 1]!;
          expect(pause).toBeGreaterThanOrEqual(planned);
          expect(pause).toBeLessThanOrEqual(planned * 1.1);
        },
      ),
      { seed: SEED },
    );
    expect(pauseAfter(PAUSES_MS.length + 1, 0, null)).toBeNull();
  });
});

describe('order', () => {
  test('is kept over a short outage: what comes behind waits for what failed', async () => {
    await receiver();
    const alerts = [
      await announce(store, 'TierAttained'),
      await announce(store, 'TierAtRisk', { leadDays: 30 }),
      await announce(store, 'TierLapsed'),
    ];
    await project();
    const began = now;
    answer = () => (now - began < 100_000 ? refusing(503) : OK);
    await letPass(1);
    const delivered = sent.filter((_one, index) => settled[index]?.outcome === 'delivered');
    expect(delivered.map(({ alert }) => alert)).toEqual(alerts);
    expect(new Set(sent.slice(0, 3).map(({ alert }) => alert))).toEqual(new Set([alerts[0]]));
  });

  test('gives way where one message alone is refused: the others are delivered meanwhile', async () => {
    const { id } = await receiver();
    const bad = await announce(store, 'TierAttained');
    const good = await announce(store, 'TierLapsed');
    await project();
    answer = (alert) => (alert === bad ? refusing(400) : OK);
    await letPass(0);
    expect(sent.map(({ alert }) => alert)).toEqual([bad, good]);
    await letPass(100);
    expect(settled.at(-1)).toEqual({ outcome: 'given-up', disabled: null });
    expect((await findReceiver(database, id))?.disabled).toBeUndefined();
  });

  test('gives way after some minutes where one message breaks the receiver', async () => {
    await receiver();
    const bad = await announce(store, 'TierAttained');
    const good = await announce(store, 'TierLapsed');
    await project();
    answer = (alert) => (alert === bad ? refusing(500) : OK);
    await letPass(0.2);
    expect(sent.some(({ alert }) => alert === good)).toBe(true);
  });
});

describe('a receiver', () => {
  test('that is gone is switched off at once, which operators are told once', async () => {
    const [gone, operators] = [await receiver(), await receiver({ types: ['receiver.disabled'] })];
    await announce(store, 'TierLapsed');
    await project();
    answer = (_alert, { id }) => (id === gone.id ? refusing(410) : OK);
    await letPass(1);
    expect((await findReceiver(database, gone.id))?.disabled).toMatchObject({ reason: 'gone' });
    await project();
    const [told] = await listAlerts(database, { after: 0, limit: 9, type: 'receiver.disabled' });
    expect(told?.alert).toMatchObject({ receiverId: gone.id, reason: 'gone' });
    await announce(store, 'TierAttained');
    await project();
    await letPass(100);
    expect(sent.filter(({ receiver: id }) => id === gone.id)).toHaveLength(1);
    expect(sent.filter(({ receiver: id }) => id === operators.id)).toHaveLength(1);
    expect((await store.head('operations'))?.revision).toBe(0);
    expect(await listAlerts(database, { after: 0, limit: 9 })).toHaveLength(2);
  });

  test('that fails for three days is switched off, and switched on again gets everything in order', async () => {
    const { id } = await receiver();
    const alerts = [await announce(store, 'TierAttained')];
    await project();
    answer = () => unanswered(new Error('ETIMEDOUT'));
    await letPass(24);
    alerts.push(await announce(store, 'TierLapsed'));
    await project();
    await letPass(60);
    expect((await findReceiver(database, id))?.disabled).toMatchObject({ reason: 'failing' });
    alerts.push(await announce(store, 'TierAttained', { key: 'while it is off' }));
    await project();
    sent = [];
    await letPass(24);
    expect(sent).toEqual([]);
    answer = () => OK;
    await enableReceiver(database, id, new Date(now));
    await letPass(1);
    expect(sent.map(({ alert }) => alert)).toEqual(alerts);
  });

  test('that was switched off before the log could be told is announced by the next sender', async () => {
    const { id } = await receiver();
    await database.db
      .updateTable('receivers')
      .set({ disabled_at: new Date(now).toISOString(), disabled_reason: 'gone' })
      .execute();
    await newSender().sendDue();
    await database.db.updateTable('receivers').set({ disabled_announced: 0 }).execute();
    await newSender().sendDue();
    const head = await store.head('operations');
    expect(head).toMatchObject({ revision: 0, type: 'ReceiverDisabled' });
    expect(JSON.parse(head!.data)).toMatchObject({ receiverId: id, reason: 'gone' });
  });

  test('is sent again what somebody asks for, though it was delivered', async () => {
    const { id } = await receiver();
    const alert = await announce(store, 'TierLapsed');
    await project();
    await letPass(1);
    await redeliver(database, id, alert, new Date(now));
    await letPass(1);
    expect(sent.map((one) => one.alert)).toEqual([alert, alert]);
  });
});

describe('senders', () => {
  test('that are several send each delivery once, and one at a time to each receiver', async () => {
    const receivers = await Promise.all(Array.from({ length: 5 }, () => receiver()));
    for (let count = 0; count < 8; count += 1) {
      await announce(store, 'TierLapsed', { key: String(count) });
    }
    await project();
    const busy = new Map<string, number>();
    let most = 0;
    answer = async (_alert, { id }) => {
      busy.set(id, (busy.get(id) ?? 0) + 1);
      most = Math.max(most, busy.get(id)!);
      await new Promise((wake) => setTimeout(wake, 2));
      busy.set(id, busy.get(id)! - 1);
      return OK;
    };
    await Promise.all(Array.from({ length: 4 }, () => newSender().sendDue()));
    while ((await waitingDeliveries(database)) > 0) await newSender().sendDue();
    expect(most).toBe(1);
    expect(sent).toHaveLength(receivers.length * 8);
    expect(new Set(sent.map((one) => `${one.receiver} ${one.alert}`)).size).toBe(sent.length);
  });

  test('that are ended between sending and storing leave it to the next, which sends it again under the same id', async () => {
    await receiver();
    const alert = await announce(store, 'TierLapsed');
    await project();
    expect((await claimDelivery(database, now, 'crashed'))?.alert.id).toBe(alert); // sent, and gone
    await newSender().sendDue();
    expect(sent).toEqual([]);
    now += LEASE_MS;
    await newSender().sendDue();
    expect(sent.map((one) => one.alert)).toEqual([alert]);
    expect(await waitingDeliveries(database)).toBe(0);
  });

  test('that come back after their lease is over take nothing from whoever took over', async () => {
    await receiver();
    await announce(store, 'TierLapsed', { key: '1' });
    await announce(store, 'TierLapsed', { key: '2' });
    await project();
    const slow = (await claimDelivery(database, now, 'slow'))!;
    now += LEASE_MS;
    const other = (await claimDelivery(database, now, 'other'))!;
    expect(other.deliveryId).toBe(slow.deliveryId);
    await settleDelivery(database, slow, OK, { startedAt: now, endedAt: now, random: 0 });
    expect(await claimDelivery(database, now, 'third')).toBeNull();
    const late = refusing(500);
    const times = { startedAt: now, endedAt: now, random: 0 };
    await settleDelivery(database, other, late, times);
    now += HOUR;
    const next = await claimDelivery(database, now, 'third');
    expect(next?.deliveryId).toBe(slow.deliveryId + 1);
  });

  test('lose nothing, wherever they are ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('crash', 'fail', 'answer' as const), { maxLength: 25 }),
        async (fates) => {
          await database.db.deleteFrom('receivers').execute();
          await database.db.deleteFrom('deliveries').execute();
          sent = [];
          const { id } = await receiver();
          const key = `${String(tokens)} ${fates.join()}`;
          const alerts: string[] = [];
          for (const type of ['TierAttained', 'TierLapsed'] as const) {
            alerts.push(await announce(store, type, { key: `${key} ${(tokens += 1)}` }));
          }
          await project();
          for (const fate of fates) {
            const claim = await claimDelivery(database, now, `token-${(tokens += 1)}`);
            if (claim !== null) {
              sent.push({ receiver: id, alert: claim.alert.id, at: now });
              const result = fate === 'answer' ? OK : refusing(500);
              const times = { startedAt: now, endedAt: now, random: 0 };
              if (fate !== 'crash') await settleDelivery(database, claim, result, times);
            }
            now += LEASE_MS;
          }
          await enableReceiver(database, id, new Date(now));
          await letPass(100);
          expect(new Set(sent.map(({ alert }) => alert))).toEqual(new Set(alerts));
          expect(await waitingDeliveries(database)).toBe(0);
        },
      ),
      { seed: SEED, numRuns: 25 },
    );
  });
});
