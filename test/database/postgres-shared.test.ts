import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { claimDelivery, deleteReceiver, listAlerts, settleDelivery } from '@app/alerting';
import {
  addScimUser,
  createFirstKey,
  type Database,
  keepAccessRecords,
  keepPersonalData,
  listAccessRecords,
  listKeys,
  openDatabase,
  otherProcesses,
  replaceScimUser,
  type ScimUser,
  storeStandings,
} from '@app/database';
import { InMemoryEventStore } from '@app/event-store';
import { announce } from '../support/announcing.js';
import { describeWithPostgres, PostgresServer } from '../support/postgres.js';
import { newReceiver, takeIn } from './contract/alerts.js';
import { announced } from './contract/deliveries.js';
import { rowsOf } from './contract/standings.js';

const NOW = Date.UTC(2018, 2, 1, 10);
const OK = {
  ...{ status: 200, error: null, response: null, retryAfterMs: null },
  ...{ fault: 'message' as const, gone: false },
};

/** Two handles stand for two processes: they share nothing but the database. */
describeWithPostgres('processes that share a database', () => {
  let server: PostgresServer;
  let url: string;
  let one: Database;
  let other: Database;

  const open = (applicationName: string) => openDatabase({ directory: '', url, applicationName });

  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    url = await server.newDatabase();
    [one, other] = await Promise.all([open('assay one'), open('assay other')]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
  });

  test('may all open it first', async () => {
    url = await server.newDatabase();
    const opened = await Promise.all(Array.from({ length: 6 }, () => open('assay')));
    for (const database of opened) {
      expect(await database.db.selectFrom('keys').selectAll().execute()).toEqual([]);
    }
    await Promise.all(opened.map((database) => database.close()));
  });

  test('know of each other', async () => {
    await listKeys(other);
    expect(await otherProcesses(one, 'assay one')).toEqual(['assay other (127.0.0.1)']);
  });

  test('never put rows of less of a stream in the place of rows of more', async () => {
    for (let round = 0; round < 40; round += 1) {
      const ids = [`a-${round}`, `b-${round}`, `c-${round}`];
      const rows = (revision: number) =>
        ids.map((id) => rowsOf(id, revision, [{ option: 'a', since: `revision ${revision}` }]));
      await Promise.all([
        storeStandings(one, rows(2), []),
        // In another order: neither waits for the other for ever.
        storeStandings(other, rows(1).reverse(), []),
        storeStandings(one, rows(0), []),
      ]);
    }
    const others = one.db.selectFrom('standings').selectAll().where('since', '!=', 'revision 2');
    expect(await others.execute()).toEqual([]);
  });

  test('send each delivery once, and a receiver one at a time', async () => {
    for (let receivers = 0; receivers < 5; receivers += 1) await newReceiver(one);
    await announced(one, ['1', '2', '3', '4']);
    const claimed: number[] = [];
    const underWay = new Set<string>();
    const send = async (database: Database, token: string): Promise<void> => {
      for (let empty = 0; empty < 20;) {
        const claim = await claimDelivery(database, NOW, token);
        if (claim === null) {
          empty += 1;
          await new Promise((wake) => setTimeout(wake, 5));
          continue;
        }
        claimed.push(claim.deliveryId);
        expect(underWay.has(claim.receiver.id)).toBe(false);
        underWay.add(claim.receiver.id);
        await new Promise((wake) => setTimeout(wake, Math.random() * 5));
        underWay.delete(claim.receiver.id);
        const times = { startedAt: NOW, endedAt: NOW, random: 0 };
        await settleDelivery(database, claim, OK, times);
      }
    };
    await Promise.all([one, other, one, other, one, other].map((each, at) => send(each, `${at}`)));
    expect(claimed).toHaveLength(20);
    expect(new Set(claimed).size).toBe(20);
  });

  test('take alerts in once, and nobody who reads on misses one', async () => {
    const store = new InMemoryEventStore();
    await newReceiver(one);
    const read: string[] = [];
    let after = 0;
    let isDone = false;
    const reading = (async () => {
      for (let last = false; ; last = isDone) {
        for (const { sequence, alert } of await listAlerts(other, { after, limit: 3 })) {
          read.push(alert.id);
          after = sequence;
        }
        if (last && (await listAlerts(other, { after, limit: 1 })).length === 0) return;
      }
    })();
    const ids: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      ids.push(await announce(store, 'TierAttained', { key: `${round}` }));
      await Promise.all([takeIn(one, store), takeIn(other, store)]);
    }
    isDone = true;
    await reading;
    expect(read).toEqual(ids);
    const deliveries = await one.db.selectFrom('deliveries').select('alert_id').execute();
    expect(deliveries).toHaveLength(10);
  });

  test('leave no delivery to a receiver that one takes away while another has something for it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const store = new InMemoryEventStore();
      const { receiver } = await newReceiver(one);
      await announce(store, 'TierAttained', { key: `gone ${round}` });
      await one.db.deleteFrom('checkpoints').execute();
      await Promise.all([takeIn(one, store), deleteReceiver(other, receiver.id)]);
    }
    expect(await one.db.selectFrom('deliveries').selectAll().execute()).toEqual([]);
  });

  test('number access records in the order in which they are seen', async () => {
    const record = (key: string) => ({
      ...{ at: '2018-03-01T00:00:00.000Z', key, method: 'GET', route: '/', address: '::1' },
      ...{ status: 200, times: 1 },
    });
    let writing = true;
    const write = async (database: Database, name: string): Promise<void> => {
      for (let round = 0; round < 40; round += 1) {
        await keepAccessRecords(database, [record(`${name} ${round}`), record(`${name} ${round}`)]);
      }
    };
    const written = Promise.all([write(one, 'one'), write(other, 'other'), write(one, 'third')]);
    void written.finally(() => (writing = false));
    const seen: string[] = [];
    for (let after = 0, last = false; !last;) {
      last = !writing;
      const behind = other.db.selectFrom('access_records').select(['sequence', 'key_id']);
      const rows = await behind.where('sequence', '>', after).orderBy('sequence').execute();
      seen.push(...rows.map(({ key_id }) => key_id));
      after = rows.at(-1)?.sequence ?? after;
    }
    await written;
    expect(seen).toHaveLength(240);
    const { records } = await listAccessRecords(one, { limit: 1_000 });
    expect(seen).toEqual(records.map(({ key }) => key));
  });

  test('make one first key, and give a name to one user', async () => {
    const first = { name: 'first', role: 'admin' } as const;
    const secrets = await Promise.all(
      [one, other, one, other].map((each) => createFirstKey(each, first, new Date(NOW))),
    );
    expect(secrets.filter((secret) => secret !== null)).toHaveLength(1);
    expect(await listKeys(one)).toHaveLength(1);
    const user = (individualId: string, userName: string, version: number): ScimUser => ({
      ...{ organizationId: 'contoso', individualId, userName, active: true, version },
      ...{ activeSince: '2018-03-01', attributes: {}, isRecordedMember: true },
      ...{ createdAt: '2018-03-01T08:00:00.000Z', modifiedAt: '2018-03-01T08:00:00.000Z' },
    });
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = [`a-${round}`, `b-${round}`];
      for (const id of [a, b]) await addScimUser(one, user(id, id, 1), undefined, undefined);
      const wanted = `Ann ${round}`;
      const outcomes = await Promise.all([
        replaceScimUser(one, user(a, wanted, 2), undefined, undefined),
        replaceScimUser(other, user(b, wanted, 2), undefined, undefined),
        addScimUser(other, user(`c-${round}`, wanted, 1), undefined, undefined),
      ]);
      expect(outcomes.filter((outcome) => outcome === 'replaced' || outcome === true)).toHaveLength(
        1,
      );
    }
  });

  test('keep people in any order without waiting for each other for ever', async () => {
    const people = Array.from({ length: 1_000 }, (_, place) => ({
      ...{ organizationId: 'contoso', individualId: `p${place}`, name: `Name ${place}` },
    }));
    const turned = [...people].reverse();
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([keepPersonalData(one, people), keepPersonalData(other, turned)]);
    }
    const kept = await one.db.selectFrom('personal_data').select('name').execute();
    expect(kept).toHaveLength(1_000);
  });
});
