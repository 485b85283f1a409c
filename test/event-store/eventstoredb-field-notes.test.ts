import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ExpectedRevision,
  type NewEvent,
  OutcomeUnknown,
  StoreAddressInvalid,
  StoreUnavailable,
} from '@app/event-store';
import {
  EventStoreDbEventStore,
  type EventStoreDbOptions,
} from '../../libs/event-store/src/eventstoredb-event-store.js';
import { EventStoreDbCluster } from '../support/eventstoredb/cluster.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { event, events, fill, idsOf, numberOf, readAll } from './events.js';

/**
 * What was seen of `@eventstore/db-client` 6.2.1, one `describe` for each, and what this store does about it. Its preflight has
 * tests of its own, and so have its subscriptions.
 */

const endings: (() => Promise<void>)[] = [];
let server: EventStoreDbServer;

beforeEach(async () => {
  server = await EventStoreDbServer.start();
  endings.push(() => server.stop());
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

function connect(options: Partial<EventStoreDbOptions> = {}): EventStoreDbEventStore {
  const store = new EventStoreDbEventStore({ url: server.url, ...options });
  endings.push(() => store.close());
  return store;
}

async function startCluster(): Promise<EventStoreDbCluster> {
  const cluster = await EventStoreDbCluster.start(2);
  endings.push(() => cluster.stop());
  return cluster;
}

async function settled(
  store: EventStoreDbEventStore,
  stream: string,
  expected: ExpectedRevision,
  appended: readonly NewEvent[],
) {
  for (;;) {
    try {
      return await store.append(stream, expected, appended);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) && !(error instanceof OutcomeUnknown)) throw error;
      await pause(5);
    }
  }
}

describe('1. a batch append rejects others in flight that are stored, and its late answer ends the process', () => {
  it('so the batch call is ours, errors stay with their own, and a late answer is for nobody', async () => {
    const store = connect({ appendDeadlineMs: 1_500 });
    await store.head('late'); // it is connected then
    server.lateMs = 2_000;
    server.appendFaults.push('stored-and-answered-late', 'access-denied');
    const results = await Promise.allSettled([
      store.append('late', 'no-stream', [event()]),
      store.append('denied', 'no-stream', [event()]),
      store.append('conflict', 5, [event()]),
      store.append('sound', 'no-stream', [event()]),
    ]);
    expect(
      results.map((each) => (each.status === 'fulfilled' ? each.value.outcome : each.reason.name)),
    ).toEqual(['OutcomeUnknown', 'StoreAddressInvalid', 'conflict', 'stored']);
    await pause(700); // the late answer has come
    expect(server.calls).toMatchObject({ append: 4, batchAppend: 1 });
    expect(server.log.entries.map(({ stream }) => stream).sort()).toEqual(['late', 'sound']);
  });

  it('and answers that come in another order reach their own appends', async () => {
    const store = connect();
    server.lateMs = 250;
    server.appendFaults.push('stored-and-answered-late', 'stored-late');
    const answered: string[] = [];
    const append = async (stream: string, expected: ExpectedRevision, count: number) => {
      const result = await store.append(stream, expected, events(count));
      answered.push(stream);
      return result;
    };
    const results = await Promise.all([
      append('a', 'no-stream', 3),
      append('b', 'no-stream', 2),
      append('c', 4, 1),
      append('d', 'no-stream', 1),
    ]);
    expect(answered.slice(0, 2).sort()).toEqual(['c', 'd']);
    expect(results).toEqual([
      { outcome: 'stored', revision: 2 },
      { outcome: 'stored', revision: 1 },
      { outcome: 'conflict', actual: null },
      { outcome: 'stored', revision: 0 },
    ]);
  });
});

describe('2. the default append ignores its deadline', () => {
  it.each([
    ['an answer that never comes', 'stored-and-silent'],
    ['an answer that comes late', 'stored-and-answered-late'],
    ['an append that is stored after it was given up', 'stored-late'],
    ['a server that gives the append up itself', 'stored-and-timed-out'],
    ['a server that gives up what it has not stored', 'lost-and-timed-out'],
    ['a connection that breaks while it is sent', 'cut-while-sent'],
    ['a connection that breaks before it is stored late', 'cut-and-stored-late'],
  ] as const)(
    'so %s is of unknown outcome in time, and settled by the same again',
    async (_, fault) => {
      const store = connect({ appendDeadlineMs: 300 });
      await settled(store, 'a', 'no-stream', [event()]);
      server.lateMs = 600;
      server.appendFaults.push(fault);
      const text = 'x'.repeat(100_000);
      const appended = events(8, 1).map((each) => ({
        ...each,
        data: JSON.stringify({ number: 1, text }),
      }));
      const started = performance.now();
      await expect(store.append('a', 0, appended)).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(performance.now() - started).toBeLessThan(9_000);
      expect(await settled(store, 'a', 0, appended)).toEqual({ outcome: 'stored', revision: 8 });
      await pause(700);
      expect(
        server.log
          .stream('a')
          .map(({ id }) => id)
          .slice(1),
      ).toEqual(idsOf(appended));
    },
  );

  it('and a network that stands still delivers an append that has been given up, once', async () => {
    const store = connect({ appendDeadlineMs: 150 });
    await settled(store, 'a', 'no-stream', [event()]);
    server.network.stall();
    const appended = events(2);
    await expect(store.append('a', 0, appended)).rejects.toBeInstanceOf(OutcomeUnknown);
    server.network.resume();
    expect(await settled(store, 'a', 0, appended)).toEqual({ outcome: 'stored', revision: 2 });
    expect(server.log.stream('a')).toHaveLength(3);
  });

  it('and a slow network is waited for', async () => {
    const store = connect();
    server.network.delayMs = 30;
    expect((await store.append('a', 'no-stream', events(5))).outcome).toBe('stored');
    expect(await readAll(store, 'a')).toHaveLength(5);
  });
});

describe('3. a BigInt in the payload hangs the append', () => {
  it('so events are text, and text that is no JSON is refused before it is sent', async () => {
    const store = connect({ appendDeadlineMs: 500 });
    const wrong = { ...event(), data: '{"amount":1n}' };
    await expect(store.append('a', 'no-stream', [wrong])).rejects.toBeInstanceOf(SyntaxError);
    expect(server.calls.append).toBe(0);
  });
});

describe('4. with throwOnAppendFailure=false an append that fails answers a made-up revision', () => {
  it('so it throws whatever the address says, and a conflict tells where the stream stands', async () => {
    const store = connect({ url: `${server.url}&throwOnAppendFailure=false` });
    await store.append('a', 'no-stream', events(2));
    expect(await store.append('a', 7, [event()])).toEqual({ outcome: 'conflict', actual: 1 });
    expect(await store.append('b', 7, [event()])).toEqual({ outcome: 'conflict', actual: null });
  });
});

describe("5. handlers of 'data' run concurrently, and checkpoints run ahead of them", () => {
  it('so the next page is given when the last one has been worked on', async () => {
    const store = connect();
    await fill(store, 'a', events(1_200));
    const abort = new AbortController();
    const worked: number[] = [];
    const options = { after: null, streamPrefixes: ['a'], signal: abort.signal };
    for await (const page of store.subscribe(options)) {
      await pause(worked.length === 0 ? 60 : 1); // the first is the slowest
      worked.push(...page.map(numberOf));
      if (worked.length === 1_200) abort.abort();
    }
    expect(worked).toEqual(Array.from({ length: 1_200 }, (_, number) => number));
  });
});

describe('6. subscriptions drop for good, and one too many for a connection hangs', () => {
  it('so they are supervised: see eventstoredb-subscription.test.ts', async () => {
    const lost: unknown[] = [];
    const store = connect({ onSubscriptionLost: (error) => lost.push(error) });
    const abort = new AbortController();
    const options = { after: null, streamPrefixes: ['a'], signal: abort.signal };
    const seen: number[] = [];
    const reader = (async () => {
      for await (const page of store.subscribe(options)) seen.push(...page.map(numberOf));
    })();
    for (let number = 0; number < 4; number += 1) {
      await store.append('a', number === 0 ? 'no-stream' : number - 1, [event(number)]);
      while (seen.length <= number) await pause(2);
      server.subscriptions.drop();
      while (lost.length <= number) await pause(2);
    }
    abort.abort();
    await reader;
    expect(seen).toEqual([0, 1, 2, 3]);
  });
});

describe('7. a repeated append is recognised for certain only with an expected revision', () => {
  it('so every append has one', async () => {
    const store = connect();
    const appended = events(2);
    for (let times = 0; times < 3; times += 1) {
      expect(await store.append('a', 'no-stream', appended)).toEqual({
        outcome: 'stored',
        revision: 1,
      });
    }
    expect(server.log.entries).toHaveLength(2); // the server of ours throws where there is none
  });

  it('and one that the server does not recognise, of a stream that cannot be read, is of unknown outcome', async () => {
    const store = connect({ readDeadlineMs: 1_000 });
    const appended = events(2);
    await store.append('a', 'no-stream', appended);
    server.log.recognisesRepeats = false;
    server.isReadStalled = true;
    await expect(store.append('a', 'no-stream', appended)).rejects.toBeInstanceOf(OutcomeUnknown);
    server.isReadStalled = false;
    expect(await store.append('a', 'no-stream', appended)).toEqual({
      outcome: 'stored',
      revision: 1,
    });
  });

  it('and a conflict that the server answers for certain needs no reading', async () => {
    const store = connect({ readDeadlineMs: 150 });
    await store.append('a', 'no-stream', events(2));
    server.isReadStalled = true;
    expect(await store.append('a', 0, events(2))).toEqual({ outcome: 'conflict', actual: 1 });
    expect(server.calls.read).toBe(0);
  });
});

describe('8. a server takes 1 MiB in an append', () => {
  it('so more is refused before it is sent, and all that fits is taken', async () => {
    const store = connect();
    const sized = (bytes: number): NewEvent => {
      const one = event();
      const rest = one.type.length + one.metadata.length + JSON.stringify({ text: '' }).length;
      return { ...one, data: JSON.stringify({ text: 'x'.repeat(bytes - rest) }) };
    };
    const MiB = 1024 * 1024;
    await expect(store.append('a', 'no-stream', [sized(MiB + 1)])).rejects.toThrow('at most 1 MiB');
    expect(server.calls.append).toBe(0);
    expect((await store.append('a', 'no-stream', [sized(MiB)])).outcome).toBe('stored');
  });
});

describe('9. kurrentdb:// is a parse error', () => {
  it.each(['kurrentdb', 'kurrentdb+discover', 'esdb', 'esdb+discover'])(
    'so %s:// is understood, for one host and for several',
    async (scheme) => {
      const cluster = await startCluster();
      for (const nodes of [cluster.nodes, cluster.nodes.slice(0, 1)]) {
        const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
        const store = connect({ url: `${scheme}://${hosts}?tls=false` });
        expect(await store.head('a')).toBeNull();
      }
    },
  );

  it('and of several hosts to discover each is asked, not the first alone', async () => {
    const cluster = await startCluster();
    const hosts = cluster.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
    cluster.loseLeader();
    const store = connect({ url: `esdb+discover://${hosts}?tls=false` });
    expect((await store.append('a', 'no-stream', [event()])).outcome).toBe('stored');
  });

  it.each([
    ['esdb://admin:a:s3cret@localhost', /a colon in a password is written %3A/],
    ['esdb://admin:a@s3cret@localhost', /an @ in a password is written %40/],
    ['esdb://s3cret@localhost', /a user is given as user:password/],
    ['esdb://admin:s3cret%zz@localhost', /a % itself is written %25/],
    ['esdb://admin:s3cret@localhost?connectionName=%zz', /a % itself is written %25/],
    [
      'esdb://admin:s3cret@localhost?tlsCaFile=package.json',
      /package\.json, which is no certificate/,
    ],
  ])('and %s is refused rather than misread', (url, because) => {
    const open = (): unknown => new EventStoreDbEventStore({ url });
    expect(open).toThrow(StoreAddressInvalid);
    expect(open).toThrow(because);
    expect(open).not.toThrow('s3cret');
  });
});

describe('10. a follower may answer with an old head', () => {
  it.each(['leader', 'follower', 'random'])(
    'so what decides is read from the leader, with nodePreference=%s',
    async (preference) => {
      const cluster = await startCluster();
      const [, follower] = cluster.nodes as [EventStoreDbServer, EventStoreDbServer];
      const writer = connect({ url: cluster.url() });
      await fill(writer, 'a', events(3));
      follower.lag = 2;
      const store = connect({ url: cluster.url(`&nodePreference=${preference}`) });
      expect((await store.head('a'))?.revision).toBe(2);
      expect(await readAll(store, 'a')).toHaveLength(3);
      expect(await store.append('a', 2, [event()])).toEqual({ outcome: 'stored', revision: 3 });
      expect(follower.calls.append).toBe(0);
    },
  );

  it('and when the leader changes, reads and appends follow it', async () => {
    const cluster = await startCluster();
    const store = connect({ url: cluster.url() });
    await store.append('a', 'no-stream', [event(0)]);
    const [first, second] = cluster.nodes as [EventStoreDbServer, EventStoreDbServer];
    cluster.elect(second);
    first.lag = Infinity;
    expect((await store.head('a'))?.revision).toBe(0);
    cluster.elect(first);
    second.lag = Infinity;
    expect(await store.append('a', 0, [event(1)])).toEqual({ outcome: 'stored', revision: 1 });
    cluster.loseLeader();
    const last = [event(2)];
    expect(await settled(store, 'a', 1, last)).toEqual({ outcome: 'stored', revision: 2 });
    expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1, 2]);
  });
});

describe('11. there is no append to several streams', () => {
  it.each(['cut-while-sent', 'lost-and-cut', 'stored-and-cut'] as const)(
    'so one stream is what is atomic: all of an append is there, or nothing (%s)',
    async (fault) => {
      const store = connect();
      server.appendFaults.push(fault);
      const text = 'x'.repeat(50_000);
      const appended = events(15).map((each) => ({ ...each, data: JSON.stringify({ text }) }));
      await expect(store.append('a', 'no-stream', appended)).rejects.toThrow(OutcomeUnknown);
      await pause(30);
      expect(server.log.stream('a')).toHaveLength(fault === 'stored-and-cut' ? 15 : 0);
    },
  );
});

describe('12. a failed search for a node hides why, and one that nobody hears of ends the process', () => {
  it('so each node is looked at: see eventstoredb-preflight.test.ts', async () => {
    const store = connect({
      url: `esdb+discover://127.0.0.1:${server.port}?tls=false&maxDiscoverAttempts=1`,
    });
    server.network.down();
    const append = store.append('a', 'no-stream', [event()]);
    await expect(append).rejects.toThrow(
      /Failed to discover.*nothing was stored.*nothing listens there/,
    );
  });

  it('and a call that fails while the search is on fails alone', async () => {
    const unheard: unknown[] = [];
    const onUnheard = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', onUnheard);
    const url = `esdb+discover://127.0.0.1:${server.port}?tls=false&maxDiscoverAttempts=2`;
    const store = connect({ url, appendDeadlineMs: 1_000 });
    await store.append('a', 'no-stream', [event()]);
    server.isReadStalled = true;
    const stalled = store.head('a').catch((error: unknown) => error);
    await pause(20);
    server.network.refuse(); // connections that are open stay
    server.appendFaults.push('not-ready');
    await expect(store.append('a', 0, [event()])).rejects.toThrow(OutcomeUnknown);
    const searching = store.append('a', 0, [event()]).catch((error: unknown) => error);
    await pause(20);
    server.cutConnections();
    expect(await stalled).toBeInstanceOf(StoreUnavailable);
    expect(String(await searching)).toContain('Failed to discover');
    await pause(20);
    process.off('unhandledRejection', onUnheard);
    expect(unheard).toEqual([]);
  });
});
