import { expect, test } from '@jest/globals';
import {
  AlertsProjection,
  appendOnce,
  createReceiver,
  deleteReceiver,
  encodeAcknowledgement,
  findAlert,
  lastPlace,
  listAlerts,
  type NewReceiver,
  standingStreamOf,
} from '@app/alerting';
import type { Database } from '@app/database';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { announce } from '../../support/announcing.js';

const AT = Date.UTC(2018, 2, 1, 9);

/** Lets an alerts projection follow the log until its checkpoint is at the end. */
export async function takeIn(database: Database, store: EventStore, stream = 'contoso') {
  const stop = new AbortController();
  const projection = new AlertsProjection({
    ...{ store, database },
    clock: () => AT,
    onUnreadable: (_event, error) => {
      throw error;
    },
  });
  const run = projection.run(stop.signal);
  const end = (await store.head(standingStreamOf(stream)))?.position;
  const position = async () =>
    (await database.db.selectFrom('checkpoints').selectAll().execute())[0]?.position;
  while ((await position()) !== end) await new Promise((wake) => setTimeout(wake, 5));
  stop.abort();
  await run;
}

export async function newReceiver(database: Database, wanted: Partial<NewReceiver> = {}) {
  const made = {
    url: 'https://example.com/',
    format: 'standard-webhooks',
    language: 'en',
  } as const;
  return await createReceiver(database, { ...made, ...wanted }, { now: new Date(AT), by: 'a-key' });
}

export function alerts(database: () => Database): void {
  const deliveries = () =>
    database()
      .db.selectFrom('deliveries')
      .select(['receiver_id', 'alert_id', 'state', 'attempts'])
      .orderBy('id')
      .execute();

  test('are taken in once, with a delivery for each receiver that wants them', async () => {
    const store = new InMemoryEventStore();
    const { receiver } = await newReceiver(database());
    await newReceiver(database(), { types: ['tier.lapsed'], organizations: ['fabrikam'] });
    const ids = [await announce(store, 'TierAttained'), await announce(store, 'TierLapsed')];
    await takeIn(database(), store);
    await database().db.deleteFrom('checkpoints').execute();
    await takeIn(database(), store);
    const listed = await listAlerts(database(), { after: 0, limit: 10 });
    expect(listed.map(({ alert }) => alert.id)).toEqual(ids);
    const raisedBefore = async (instant: string) =>
      (await listAlerts(database(), { raisedBefore: instant, limit: 10 })).length;
    expect(await raisedBefore('2018-03-01T08:00:00.000Z')).toBe(0);
    expect(await raisedBefore('2018-03-01T08:00:00.001Z')).toBe(2);
    expect(await deliveries()).toEqual(
      ids.map((alert_id) => ({
        ...{ receiver_id: receiver.id, alert_id, state: 'waiting', attempts: 0 },
      })),
    );
    const [first, second] = listed;
    expect(first!.sequence).toBeLessThan(second!.sequence);
    expect(await lastPlace(database())).toBe(second!.sequence);
    const onward = { after: first!.sequence, limit: 10 };
    expect(await listAlerts(database(), onward)).toEqual([second]);
    expect(await listAlerts(database(), { ...onward, only: ['fabrikam'] })).toEqual([]);
    expect(await listAlerts(database(), { ...onward, type: 'tier.lapsed' })).toEqual([second]);
  });

  test('are acknowledged once: the first one counts', async () => {
    const store = new InMemoryEventStore();
    const id = await announce(store, 'TierAttained');
    for (const [at, by] of [
      ['2018-03-02T00:00:00.000Z', 'a'],
      ['2018-03-03T00:00:00.000Z', 'b'],
    ] as const) {
      const event = encodeAcknowledgement({ alertId: id, at, by });
      await appendOnce(store, standingStreamOf('contoso'), event);
    }
    await takeIn(database(), store);
    const acknowledged = { at: '2018-03-02T00:00:00.000Z', by: 'a' };
    expect((await findAlert(database(), id))!.alert).toMatchObject({ acknowledged });
    expect(await findAlert(database(), 'no-such-alert')).toBeNull();
  });

  test('of a receiver that is taken away leave nothing behind', async () => {
    const store = new InMemoryEventStore();
    const { receiver } = await newReceiver(database());
    await announce(store, 'TierAttained');
    await takeIn(database(), store);
    expect(await deleteReceiver(database(), receiver.id)).toBe(true);
    expect(await deleteReceiver(database(), receiver.id)).toBe(false);
    expect(await deliveries()).toEqual([]);
    const secrets = await database().db.selectFrom('receiver_secrets').selectAll().execute();
    expect(secrets).toEqual([]);
  });
}
