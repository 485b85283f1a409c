import { expect, test } from '@jest/globals';
import {
  type Claim,
  claimDelivery,
  enableReceiver,
  endLeases,
  findReceiver,
  LEASE_MS,
  listAttempts,
  liveSecrets,
  redeliver,
  releaseClaim,
  rotateSecret,
  settleDelivery,
  type Transmission,
  unanswered,
  waitingDeliveries,
} from '@app/alerting';
import type { Database } from '@app/database';
import { InMemoryEventStore } from '@app/event-store';
import { announce } from '../../support/announcing.js';
import { newReceiver, takeIn } from './alerts.js';

const NOW = Date.UTC(2018, 2, 1, 10);
const OK: Transmission = {
  ...{ status: 200, error: null, response: 'thanks', retryAfterMs: null },
  ...{ fault: 'message', gone: false },
};
const at = (startedAt: number) => ({ startedAt, endedAt: startedAt + 10, random: 0 });

/** As many alerts as `keys`, in their order, for every receiver that there is. */
export async function announced(database: Database, keys: readonly string[]): Promise<string[]> {
  const store = new InMemoryEventStore();
  const ids: string[] = [];
  for (const key of keys) ids.push(await announce(store, 'TierAttained', { key }));
  await takeIn(database, store);
  return ids;
}

export function deliveries(database: () => Database): void {
  const claim = (now: number, token: string): Promise<Claim | null> =>
    claimDelivery(database(), now, token);

  test('are claimed in order, one at a time for each receiver, the one that was served longest ago first', async () => {
    const one = (await newReceiver(database())).receiver;
    const other = (await newReceiver(database())).receiver;
    const [first, second] = await announced(database(), ['1', '2']);
    const a = await claim(NOW, 'a');
    const b = await claim(NOW, 'b');
    expect([a, b].map((claimed) => claimed?.alert.id)).toEqual([first, first]);
    expect(new Set([a!.receiver.id, b!.receiver.id])).toEqual(new Set([one.id, other.id]));
    expect(await claim(NOW, 'c')).toBeNull();
    await settleDelivery(database(), a!, OK, at(NOW));
    const next = await claim(NOW + 20, 'c');
    expect(next).toMatchObject({ receiver: { id: a!.receiver.id }, alert: { id: second } });
    expect(await waitingDeliveries(database())).toBe(3);
  });

  test('are free again when the lease is over, or given back', async () => {
    await newReceiver(database());
    await announced(database(), ['1']);
    const first = await claim(NOW, 'a');
    expect(await claim(NOW + LEASE_MS - 1, 'b')).toBeNull();
    const again = await claim(NOW + LEASE_MS, 'b');
    expect(again?.deliveryId).toBe(first!.deliveryId);
    // Whoever has lost it cannot give it back.
    await releaseClaim(database(), first!, NOW + LEASE_MS + 1);
    expect(await claim(NOW + LEASE_MS + 2, 'c')).toBeNull();
    await releaseClaim(database(), again!, NOW + LEASE_MS + 3);
    expect(await claim(NOW + LEASE_MS + 3, 'c')).not.toBeNull();
    await endLeases(database(), new Date(NOW));
    expect(await claim(NOW, 'd')).not.toBeNull();
  });

  test('that fail are tried again later, and what came of each try is kept', async () => {
    const { receiver } = await newReceiver(database());
    await announced(database(), ['1']);
    const failed = await claim(NOW, 'a');
    const settled = await settleDelivery(database(), failed!, unanswered(new Error('no')), at(NOW));
    expect(settled).toEqual({ outcome: 'failed', disabled: null });
    expect(await claim(NOW + 1_000, 'b')).toBeNull();
    const later = await claim(NOW + 60_000, 'b');
    await settleDelivery(database(), later!, OK, at(NOW + 60_000));
    expect(await waitingDeliveries(database())).toBe(0);
    const tries = await listAttempts(database(), receiver.id, 10);
    expect(tries.map(({ delivered, durationMs }) => [delivered, durationMs])).toEqual([
      [true, 10],
      [false, 10],
    ]);
    expect(await findReceiver(database(), receiver.id)).not.toHaveProperty('failingSince');
  });

  test('wait for a receiver that is gone until it is switched on again', async () => {
    const { receiver } = await newReceiver(database());
    const [first] = await announced(database(), ['1']);
    const claimed = await claim(NOW, 'a');
    const gone = { ...OK, status: 410, error: 'gone', gone: true };
    const settled = await settleDelivery(database(), claimed!, gone, at(NOW));
    expect(settled).toEqual({ outcome: 'failed', disabled: 'gone' });
    expect(await waitingDeliveries(database())).toBe(0);
    expect(await claim(NOW + 3_600_000, 'b')).toBeNull();
    await enableReceiver(database(), receiver.id, new Date(NOW));
    expect((await claim(NOW + 3_600_000, 'b'))?.alert.id).toBe(first);
  });

  test('are sent anew when somebody asks', async () => {
    const { receiver } = await newReceiver(database());
    const [id] = await announced(database(), ['1']);
    await settleDelivery(database(), (await claim(NOW, 'a'))!, OK, at(NOW));
    expect(await claim(NOW + 20, 'b')).toBeNull();
    await redeliver(database(), receiver.id, id!, new Date(NOW));
    expect((await claim(NOW + 20, 'b'))?.alert.id).toBe(id);
  });

  test('are signed with the newest secret, and for a day with the one before', async () => {
    const { receiver, secret } = await newReceiver(database());
    const next = await rotateSecret(database(), receiver.id, new Date(NOW));
    expect(await liveSecrets(database(), receiver.id, new Date(NOW + 1))).toEqual([next, secret]);
    const tomorrow = new Date(NOW + 25 * 3_600_000);
    expect(await liveSecrets(database(), receiver.id, tomorrow)).toEqual([next]);
    await rotateSecret(database(), 'no-such-receiver', new Date(NOW));
    expect(await liveSecrets(database(), 'no-such-receiver', tomorrow)).toEqual([]);
  });
}
