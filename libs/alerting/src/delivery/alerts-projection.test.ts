import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@app/database';
import { InMemoryEventStore, type StoredEvent } from '@app/event-store';
import { announce, announcementOf } from '../../../../test/support/announcing.js';
import {
  AlertsProjection,
  appendOnce,
  createReceiver,
  deleteReceiver,
  encodeAcknowledgement,
  encodeReceiverDisabled,
  listAlerts,
  type NewReceiver,
  standingStreamOf,
} from '../index.js';

let directory: string;
let database: Database;
let store: InMemoryEventStore;
const unreadable: StoredEvent[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-alerts-'));
  database = await openDatabase({ directory });
  store = new InMemoryEventStore();
  unreadable.length = 0;
});
afterEach(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

/** Lets a projection follow the log until `isDone`. */
async function followUntil(isDone: () => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const projection = new AlertsProjection({
    store,
    database,
    clock: () => Date.UTC(2018, 2, 1, 9),
    onUnreadable: (event) => unreadable.push(event),
  });
  const run = projection.run(stop.signal);
  while (!(await isDone())) await new Promise((wake) => setTimeout(wake, 5));
  stop.abort();
  await run;
}

const alertIds = async () =>
  (await listAlerts(database, { after: 0, limit: 100 })).map(({ alert }) => alert.id);
const deliveries = () =>
  database.db.selectFrom('deliveries').select(['receiver_id', 'alert_id']).orderBy('id').execute();
const receiver = async (wanted: Partial<NewReceiver> = {}) =>
  (
    await createReceiver(
      database,
      { url: 'https://example.com/', format: 'standard-webhooks', language: 'en', ...wanted },
      { now: new Date(0), by: 'a-key' },
    )
  ).receiver;

describe('announcements', () => {
  test('become alerts once, in order, whatever else stands in their stream and however often the log is read', async () => {
    await store.append('organization-contoso', 'no-stream', [
      announcementOf('TierLapsed', { key: 'elsewhere' }).event,
    ]);
    const first = await announce(store, 'TierAttained');
    const began = { ...announcementOf('TierAttained', { key: 'began' }).event, type: 'WatchBegan' };
    await store.append(standingStreamOf('contoso'), 0, [began]);
    const second = await announce(store, 'TierLapsed');
    await followUntil(async () => (await alertIds()).length === 2);
    expect(await alertIds()).toEqual([first, second]);
    await database.db.deleteFrom('checkpoints').execute();
    const third = await announce(store, 'TierAtRisk', { leadDays: 30, lapsesOn: '2018-03-31' });
    await followUntil(async () => (await alertIds()).length === 3);
    expect(await alertIds()).toEqual([first, second, third]);
  });

  test('show what was announced, and nothing of how it was found', async () => {
    const { id, data } = announcementOf('TierLapsed');
    await announce(store, 'TierLapsed');
    await followUntil(async () => (await alertIds()).length === 1);
    const { look: _look, ...said } = data;
    expect((await listAlerts(database, { after: 0, limit: 1 }))[0]?.alert).toEqual({
      id,
      type: 'tier.lapsed',
      ...said,
      raisedAt: '2018-03-01T08:00:00.000Z',
    });
  });

  test('that cannot be read are told of, and hold up no other', async () => {
    await store.append(standingStreamOf('fabrikam'), 'no-stream', [
      { ...announcementOf('TierLapsed', { key: 'bad' }).event, metadata: 'null' },
    ]);
    const next = await announce(store, 'TierLapsed');
    await followUntil(async () => (await alertIds()).length === 1);
    expect(await alertIds()).toEqual([next]);
    expect(unreadable.map(({ stream }) => stream)).toEqual(['standing-fabrikam']);
  });
});

describe('deliveries', () => {
  test('are made for the receivers that want the alert, and of nothing announced before them', async () => {
    const options = ['cloud-customer-relationship-management/cloud-crm-reseller'];
    await announce(store, 'TierAttained', { key: 'before' });
    await followUntil(async () => (await alertIds()).length === 1);
    const all = await receiver();
    const lapses = await receiver({ types: ['tier.lapsed'] });
    const fabrikam = await receiver({ organizations: ['fabrikam'], options });
    const early = await receiver({ types: ['tier.at-risk'], leadDays: [90] });
    const other = await receiver({ options: ['other/option'] });
    const operators = await receiver({ types: ['receiver.disabled'] });
    const gone = await receiver();
    await deleteReceiver(database, gone.id);
    const lapsed = await announce(store, 'TierLapsed');
    const risk = await announce(store, 'TierAtRisk', { leadDays: 30, organizationId: 'fabrikam' });
    const earlier = await announce(store, 'TierAtRisk', { leadDays: 90 });
    const disabled = encodeReceiverDisabled({
      receiverId: other.id,
      reason: 'gone',
      disabledAt: '2018-03-01T09:00:00.000Z',
    });
    await appendOnce(store, 'operations', disabled);
    await followUntil(async () => (await deliveries()).length === 7);
    const made = (await deliveries()).map(({ receiver_id, alert_id }) => [receiver_id, alert_id]);
    expect(new Set(made)).toEqual(
      new Set([
        [all.id, lapsed],
        [lapses.id, lapsed],
        [all.id, risk],
        [fabrikam.id, risk],
        [all.id, earlier],
        [early.id, earlier],
        [operators.id, disabled.eventId],
      ]),
    );
  });

  test('are not made again when the log is read again', async () => {
    await announce(store, 'TierAttained');
    await followUntil(async () => (await alertIds()).length === 1);
    const { id } = await receiver();
    await database.db.deleteFrom('checkpoints').execute();
    const next = await announce(store, 'TierLapsed');
    await followUntil(async () => (await alertIds()).length === 2);
    expect(await deliveries()).toEqual([{ receiver_id: id, alert_id: next }]);
  });
});

describe('an acknowledgement', () => {
  test('is stored once whoever says it, and the first one counts', async () => {
    const alertId = await announce(store, 'TierLapsed');
    const said = (by: string, at: string) =>
      appendOnce(store, standingStreamOf('contoso'), encodeAcknowledgement({ alertId, at, by }));
    await said('first', '2018-03-02T00:00:00.000Z');
    await Promise.all([
      said('second', '2018-03-03T00:00:00.000Z'),
      said('third', '2018-03-03T00:00:00.000Z'),
      announce(store, 'TierAttained'),
    ]);
    await followUntil(async () => (await alertIds()).length === 2);
    expect((await store.head(standingStreamOf('contoso')))?.revision).toBe(2);
    expect((await listAlerts(database, { after: 0, limit: 1 }))[0]?.alert.acknowledged).toEqual({
      at: '2018-03-02T00:00:00.000Z',
      by: 'first',
    });
  });
});
