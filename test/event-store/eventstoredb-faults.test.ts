import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type NewEvent, OutcomeUnknown, StoreUnavailable } from '@app/event-store';
import {
  EventStoreDbEventStore,
  type EventStoreDbOptions,
} from '../../libs/event-store/src/eventstoredb-event-store.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { freePort } from '../support/free-port.js';
import { event, events, fill, idsOf, numberOf, readAll } from './events.js';

let server: EventStoreDbServer;
let stores: EventStoreDbEventStore[];

beforeEach(async () => {
  server = await EventStoreDbServer.start();
  stores = [];
});

afterEach(async () => {
  for (const store of stores) await store.close();
  await server.stop();
});

function connect(options: Partial<EventStoreDbOptions> = {}): EventStoreDbEventStore {
  const store = new EventStoreDbEventStore({ url: server.url, ...options });
  stores.push(store);
  return store;
}

/** The same append until its outcome is known, as a writer makes it. */
async function settled(
  store: EventStoreDbEventStore,
  stream: string,
  expected: number | 'no-stream',
  appended: readonly NewEvent[],
): Promise<{ outcome: string; attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      const { outcome } = await store.append(stream, expected, appended);
      return { outcome, attempts };
    } catch (error) {
      if (!(error instanceof OutcomeUnknown) && !(error instanceof StoreUnavailable)) throw error;
      await pause((attempts % 5) * 3); // with none now and then
    }
  }
}

describe('an append', () => {
  it.each([
    ['is stored, and the answer never comes', 'stored-and-silent', 2, true],
    ['is lost, and no answer comes', 'lost-and-silent', 0, true],
    ['is stored, and the connection breaks before the answer', 'stored-and-cut', 2, true],
    ['is lost with the connection', 'lost-and-cut', 0, true],
    ['is stored without an answer by a call of its own', 'stored-and-silent', 2, false],
    ['is lost without an answer by a call of its own', 'lost-and-silent', 0, false],
    ['is stored by a call of its own that is cut', 'stored-and-cut', 2, false],
    ['is lost by a call of its own that is cut', 'lost-and-cut', 0, false],
  ] as const)(
    'that %s is of unknown outcome, and the same again settles it in one copy',
    async (_, fault, storedAtFirst, hasBatches) => {
      server.hasBatches = hasBatches;
      const store = connect({ appendDeadlineMs: 1_000 });
      await store.head('a'); // it is connected then
      await store.append('a', 'no-stream', [event()]);
      const appended = events(2, 1);
      server.appendFaults.push(fault);
      const started = performance.now();
      await expect(store.append('a', 0, appended)).rejects.toBeInstanceOf(OutcomeUnknown);
      // Where nothing else is said, the deadline is 10 s.
      expect(performance.now() - started).toBeLessThan(9_000);
      expect(server.log.stream('a')).toHaveLength(1 + storedAtFirst);

      expect(await store.append('a', 0, appended)).toEqual({ outcome: 'stored', revision: 2 });
      expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1, 2]);
      expect(server.log.stream('a')).toHaveLength(3);
    },
  );

  it('of unknown outcome that another writer was quicker than turns out to be in conflict', async () => {
    const store = connect({ appendDeadlineMs: 1_000 });
    await store.head('a'); // it is connected then
    await store.append('a', 'no-stream', [event()]);
    const appended = events(2);
    server.appendFaults.push('lost-and-silent');
    await expect(store.append('a', 0, appended)).rejects.toBeInstanceOf(OutcomeUnknown);
    await connect().append('a', 0, events(2));
    expect(await store.append('a', 0, appended)).toEqual({ outcome: 'conflict', actual: 2 });
  });

  it('that is repeated is recognised even by a server that does not remember it', async () => {
    const store = connect();
    server.log.recognisesRepeats = false;
    await store.append('a', 'no-stream', [event()]);
    const appended = events(2);
    await store.append('a', 0, appended);
    await store.append('a', 2, [event()]);
    expect(await store.append('a', 0, appended)).toEqual({ outcome: 'stored', revision: 2 });
    expect(await store.append('a', 0, [...appended, event()])).toEqual({
      outcome: 'conflict',
      actual: 3,
    });
    expect(server.log.stream('a')).toHaveLength(4);
  });

  it('that a node refuses because it does not lead goes to the leader', async () => {
    const store = connect();
    server.appendFaults.push('not-leader', 'not-leader');
    expect(await store.append('a', 'no-stream', events(2))).toEqual({
      outcome: 'stored',
      revision: 1,
    });
    expect(server.calls.append).toBe(3);
    expect(server.log.stream('a')).toHaveLength(2);
  });

  it('that no node accepts as its leader is of unknown outcome, since the refusal of another one ends the call as well', async () => {
    const store = connect();
    server.appendFaults.push('not-leader', 'not-leader', 'not-leader', 'not-leader');
    await expect(store.append('a', 'no-stream', [event()])).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(server.log.entries).toHaveLength(0);
  });

  it('in flight beside one that a node refuses because it does not lead is repeated, and stored once', async () => {
    const store = connect();
    await store.append('a', 'no-stream', [event()]);
    server.lateMs = 200;
    server.appendFaults.push('stored-and-answered-late', 'not-leader');
    const results = await Promise.all([
      store.append('a', 0, events(2)),
      store.append('b', 'no-stream', events(2)),
    ]);
    expect(results).toEqual([
      { outcome: 'stored', revision: 2 },
      { outcome: 'stored', revision: 1 },
    ]);
    expect(server.calls).toMatchObject({ append: 1 + 2 + 2, batchAppend: 2 });
    expect(server.log.entries).toHaveLength(1 + 2 + 2);
  });

  it('that was in flight beside such a one and then finds no node is of unknown outcome', async () => {
    const store = connect();
    await store.append('a', 'no-stream', [event()]);
    server.lateMs = 200;
    server.appendFaults.push('stored-and-answered-late', 'not-leader');
    server.network.refuse(); // connections that are open stay
    const appends = [store.append('a', 0, events(2)), store.append('b', 'no-stream', events(2))];
    for (const append of appends) await expect(append).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(server.log.stream('a')).toHaveLength(3);
  });

  it('that is not answered in time is given up alone, and those behind it go by another call', async () => {
    const store = connect({ appendDeadlineMs: 1_000 });
    await store.append('a', 'no-stream', [event()]);
    server.appendFaults.push('stored-and-silent');
    await expect(store.append('a', 0, [event()])).rejects.toBeInstanceOf(OutcomeUnknown);
    expect((await store.append('b', 'no-stream', [event()])).outcome).toBe('stored');
    expect(server.calls).toMatchObject({ append: 3, batchAppend: 2 });
  });

  it('that is not allowed is known to have stored nothing', async () => {
    const store = connect();
    server.appendFaults.push('access-denied');
    await expect(store.append('a', 'no-stream', [event()])).rejects.toBeInstanceOf(
      StoreUnavailable,
    );
  });

  it('to a node that is not there is known to have stored nothing', async () => {
    const store = connect({ url: `esdb://127.0.0.1:${await freePort()}?tls=false` });
    const append = store.append('a', 'no-stream', [event()]);
    await expect(append).rejects.toThrow(StoreUnavailable);
    await expect(append).rejects.toThrow('nothing was stored');
    await expect(store.head('a')).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('to a cluster of which no node is found says why, node by node', async () => {
    const ports = [await freePort(), await freePort()] as const;
    const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
    const store = connect({ url: `esdb://${hosts}?maxDiscoverAttempts=1` });
    const append = store.append('a', 'no-stream', [event()]);
    await expect(append).rejects.toThrow(StoreUnavailable);
    for (const port of ports)
      await expect(append).rejects.toThrow(
        `127.0.0.1:${port}: nothing listens there (connect ECONNREFUSED`,
      );
  });

  it('goes by one call with all others and asks for the leader, as every read does', async () => {
    const store = connect();
    await Promise.all([
      store.append('a', 'no-stream', [event()]),
      store.append('b', 3, [event()]),
      store.append('c', 'no-stream', [event()]),
    ]);
    await store.head('a');
    await readAll(store, 'a');
    expect(server.calls).toMatchObject({ append: 3, batchAppend: 1 });
    expect(server.leaderRequired).toEqual({ append: 3, read: server.calls.read });
  });

  it('to a server without batch calls is a call of its own, which is found out once for a connection', async () => {
    server.hasBatches = false;
    const store = connect();
    await Promise.all([store.append('a', 'no-stream', [event()]), store.append('b', 3, [event()])]);
    await store.append('a', 0, events(2));
    expect(server.calls).toMatchObject({ append: 3, batchAppend: 1 });
    expect(server.leaderRequired.append).toBe(3);
    server.cutConnections(); // and has them when it is there again
    server.hasBatches = true;
    await settled(store, 'a', 2, [event()]);
    expect(server.calls).toMatchObject({ append: 4, batchAppend: 2 });
  });

  it('is stored once among many at once, while connections break again and again', async () => {
    const store = connect({ appendDeadlineMs: 500 });
    const streams = Array.from({ length: 40 }, (_, n) => ({ name: `s${n}`, events: events(8) }));
    const storm = (async () => {
      for (let n = 0; n < 25; n += 1) {
        server.appendFaults.push(n % 2 === 0 ? 'stored-and-cut' : 'lost-and-cut');
        await pause(15);
      }
    })();
    const attempts = await Promise.all(
      streams.map(async ({ name, events: appended }) => {
        let attempted = 0;
        for (const [n, each] of appended.entries()) {
          const result = await settled(store, name, n === 0 ? 'no-stream' : n - 1, [each]);
          expect(result.outcome).toBe('stored');
          attempted += result.attempts;
        }
        return attempted;
      }),
    );
    await storm;
    const made = attempts.reduce((sum, each) => sum + each, 0);
    console.info(`320 appends in ${made} attempts, ${server.calls.append} of which arrived`);
    expect(made).toBeGreaterThan(330);
    for (const { name, events: appended } of streams) {
      expect(idsOf(await readAll(store, name))).toEqual(idsOf(appended));
    }
  });
});

describe('a read', () => {
  it('that is not answered in time fails', async () => {
    const store = connect({ readDeadlineMs: 1_000 });
    await store.append('a', 'no-stream', [event()]);
    server.isReadStalled = true;
    await expect(store.head('a')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(readAll(store, 'a')).rejects.toBeInstanceOf(StoreUnavailable);
    server.isReadStalled = false;
    expect(await readAll(store, 'a')).toHaveLength(1);
  });

  it('under way when the store is closed fails at once', async () => {
    const store = connect();
    await store.append('a', 'no-stream', [event()]);
    server.isReadStalled = true;
    const reading = readAll(store, 'a');
    await pause(50);
    await store.close();
    await expect(reading).rejects.toBeInstanceOf(StoreUnavailable);
  });

  it('given up in the moment in which its answer arrives does not keep the store from being closed', async () => {
    await connect().append('a', 'no-stream', [event()]);
    const closed: string[] = [];
    for (let turns = 0; turns < 40; turns += 1) {
      const store = connect({ readDeadlineMs: 60 });
      await store.head('a').catch(() => undefined); // it is connected then
      const reading = store.head('a').catch((error: unknown) => error);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      // The deadline passes while nothing can be read: it comes first then, and the answer right behind it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 70);
      await reading;
      await pause(5);
      closed.push(
        await Promise.race([
          store.close().then(() => 'closed'),
          pause(5_000, 'open', { ref: false }),
        ]),
      );
    }
    expect(new Set(closed)).toEqual(new Set(['closed']));
  });

  it('fails when its connection breaks, and the next one connects again', async () => {
    const store = connect();
    await store.append('a', 'no-stream', [event()]);
    server.isReadStalled = true;
    const reading = readAll(store, 'a');
    await pause(50);
    server.cutConnections();
    await expect(reading).rejects.toBeInstanceOf(StoreUnavailable);
    server.isReadStalled = false;
    expect(await readAll(store, 'a')).toHaveLength(1);
  });
});

describe('a subscription', () => {
  /** Subscribes until `count` events have come, and gives their numbers as they came; `onPage` is told how many have. */
  async function numbersSeen(
    store: EventStoreDbEventStore,
    count: number,
    onPage: (seen: number) => void = () => undefined,
  ): Promise<number[]> {
    const seen: number[] = [];
    const abort = new AbortController();
    for await (const page of store.subscribe({
      after: null,
      streamPrefixes: ['a'],
      signal: abort.signal,
    })) {
      seen.push(...page.map(numberOf));
      onPage(seen.length);
      if (seen.length >= count) abort.abort();
    }
    return seen;
  }

  it.each([
    ['the server drops it', 'drop', () => server.subscriptions.drop()],
    ['its connection breaks', 'cut', () => server.cutConnections()],
  ] as const)(
    'goes on behind the last event when %s, and misses nothing',
    async (_, how, breakIt) => {
      const lost: unknown[] = [];
      const store = connect({ onSubscriptionLost: (error) => lost.push(error) });
      const count = 3_000;
      await fill(store, 'a', events(count));
      server.subscriptions.faults.push({ after: 700, how }, { after: 700, how }); // while it catches up
      let seenSoFar = 0;
      const seen = numbersSeen(store, count + 60, (number) => {
        seenSoFar = number;
      });
      for (let n = 0; n < 60; n += 1) {
        const one = [event(count + n)];
        expect((await settled(connect(), 'a', count + n - 1, one)).outcome).toBe('stored');
        if (n % 20 !== 10) continue;
        // One that has given what is newest is there, and waits; what is being resumed cannot be broken.
        while (seenSoFar <= count + n) await pause(5);
        breakIt();
      }
      expect(await seen).toEqual(Array.from({ length: count + 60 }, (_, n) => n));
      expect(server.calls.subscription).toBe(6);
      expect(lost).toHaveLength(5);
      expect(lost.join()).not.toContain('silent'); // each was told of, and not found out by waiting
    },
  );

  it.each([
    ['has gone silent', 3],
    ['never said a word', 0],
  ])('that %s is made anew', async (_, before) => {
    const store = connect({ canaryAfterMs: 200 });
    if (before > 0) await store.append('a', 'no-stream', events(before));
    const seen = numbersSeen(store, before + 1);
    await pause(100);
    server.subscriptions.silence();
    await store.append('a', before === 0 ? 'no-stream' : before - 1, [event(before)]);
    expect(await seen).toEqual(Array.from({ length: before + 1 }, (_, n) => n));
    expect(server.calls.subscription).toBe(2);
  });

  it('waits for a server that is not there yet, and ends when it is told to', async () => {
    const lost: unknown[] = [];
    const store = connect({
      url: `esdb://127.0.0.1:${await freePort()}?tls=false`,
      onSubscriptionLost: (error) => lost.push(error),
    });
    const abort = new AbortController();
    const subscriber = (async () => {
      const options = { after: null, streamPrefixes: ['a'], signal: abort.signal };
      for await (const _ of store.subscribe(options)) throw new Error('there is nothing to see');
    })();
    while (lost.length < 2) await pause(20);
    abort.abort();
    await subscriber;
  });

  it('ends with the store', async () => {
    const store = connect();
    const seen = numbersSeen(store, 1);
    await pause(50);
    await store.close();
    await expect(seen).rejects.toThrow(StoreUnavailable);
  });
});
