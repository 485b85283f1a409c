import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  EventStoreDbEventStore,
  type EventStoreDbOptions,
} from '../../libs/event-store/src/eventstoredb-event-store.js';
import fc from 'fast-check';
import { EventStoreDbCluster } from '../support/eventstoredb/cluster.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import type { SubscriptionFault } from '../support/eventstoredb/subscriptions.js';
import { event, events, fill, numberOf } from './events.js';

const CANARY_MS = 120;
const endings: (() => Promise<void>)[] = [];
let server: EventStoreDbServer;

beforeEach(async () => {
  server = await EventStoreDbServer.start();
  endings.push(() => server.stop());
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

interface Subscriber {
  readonly store: EventStoreDbEventStore;
  /** What ended each subscription that was lost. */
  readonly lost: unknown[];
}

function subscriber(options: Partial<EventStoreDbOptions> = {}): Subscriber {
  const lost: unknown[] = [];
  const store = new EventStoreDbEventStore({
    url: server.url,
    canaryAfterMs: CANARY_MS,
    random: () => 0,
    onSubscriptionLost: (error) => lost.push(error),
    ...options,
  });
  endings.push(() => store.close());
  return { store, lost };
}

/** The numbers of the events on streams that begin with `a`, as they come, until `count` have. */
async function numbersSeen(
  { store }: Subscriber,
  count: number,
  { after = null, onPage = async () => undefined }: Seeing = {},
): Promise<number[]> {
  const seen: number[] = [];
  const abort = new AbortController();
  const pages = store.subscribe({ after, streamPrefixes: ['a'], signal: abort.signal });
  for await (const page of pages) {
    seen.push(...page.map(numberOf));
    await onPage();
    if (seen.length >= count) abort.abort();
  }
  return seen;
}

interface Seeing {
  readonly after?: string | null;
  readonly onPage?: () => Promise<void>;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Appends numbers in turn to streams that are wanted, and three times as many events to one that is not. */
async function fillMixed(store: EventStoreDbEventStore, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const before = number < 2 ? 'no-stream' : Math.floor(number / 2) - 1;
    await store.append(`a${number % 2}`, before, [event(number)]);
    await store.append('other', number === 0 ? 'no-stream' : number * 3 - 1, events(3));
  }
}

describe('a subscription gives every event once and in order', () => {
  it.each(['drop', 'cut'] as const)('wherever it meets a %s', async (how) => {
    const count = 8;
    await fillMixed(subscriber().store, count);
    const messages = count + 2; // the confirmation before them, and that it has caught up
    for (let after = 0; after <= messages; after += 1) {
      const one = subscriber();
      server.subscriptions.faults.push({ after, how }, { after: messages - after, how });
      const seen = numbersSeen(one, count + 1);
      await pause(after >= count ? 30 : 0);
      server.log.append('a0', server.log.stream('a0').length - 1, [stored(count)]);
      expect(await seen).toEqual(upTo(count + 1));
      server.log.truncate(1);
      server.subscriptions.faults.length = 0;
    }
  });

  it('wherever it falls silent', async () => {
    const count = 6;
    const reasons: string[] = [];
    await fillMixed(subscriber().store, count);
    for (let after = 0; after <= count; after += 1) {
      const one = subscriber();
      server.subscriptions.faults.push({ after, how: 'silence' });
      expect(await numbersSeen(one, count)).toEqual(upTo(count));
      reasons.push(String(one.lost[0]));
    }
    expect(reasons[0]).toContain('the server has not confirmed it');
    expect(reasons.join()).toMatch(/revision \d of a[01] is in the log and has not come/);
  });

  it('through any sequence of drops, cuts and silences, while events go on coming', async () => {
    const fault: fc.Arbitrary<SubscriptionFault> = fc.record({
      after: fc.nat(9),
      how: fc.constantFrom('drop', 'cut', 'silence'),
    });
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
    const numRuns = Math.ceil(12 * Number(process.env['FC_RUNS'] ?? 1));
    let lost = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 5 }), async (faults) => {
        const one = subscriber();
        const start = server.log.entries.length;
        const count = 12;
        server.subscriptions.faults.splice(0, Infinity, ...faults);
        const after = start === 0 ? null : ((await headOfAll(one.store)) ?? null);
        const seen = numbersSeen(one, count, { after });
        const stream = `a-${start}`;
        for (let number = 0; number < count; number += 1) {
          server.log.append(stream, number - 1, [stored(number)]);
          server.log.append('other', server.log.stream('other').length - 1, [stored(0)]);
          await pause(number % 3);
        }
        expect(await seen).toEqual(upTo(count));
        lost += one.lost.length;
      }),
      { seed, numRuns },
    );
    console.info(`seed ${seed}: ${lost} subscriptions lost in ${numRuns} runs, nothing missed`);
    expect(lost).toBeGreaterThan(numRuns / 2);
  });

  it('to a reader so slow that the server drops it', async () => {
    const text = 'x'.repeat(2_000);
    const count = 4_000; // a reader that takes no further page has room for less
    for (let number = 0; number < count; number += 1) {
      server.log.append('a', number - 1, [stored(number, text)]);
    }
    server.subscriptions.patienceMs = 200;
    const one = subscriber({ canaryAfterMs: 5_000 });
    let pages = 0;
    const seen = await numbersSeen(one, count, {
      onPage: async () => {
        pages += 1;
        while (pages === 1 && server.subscriptions.open > 0) await pause(10);
        server.subscriptions.patienceMs = Infinity; // from now on it is as quick as the machine is
      },
    });
    expect(seen).toEqual(upTo(count));
    expect(one.lost.length).toBeGreaterThan(0);
    for (const error of one.lost) expect(String(error)).toContain('Operation timed out');
  });

  it('when the server says too soon that all has been searched', async () => {
    await fillMixed(subscriber().store, 6);
    server.subscriptions.saysTooSoonThatAllIsSearched = true;
    for (let after = 1; after <= 6; after += 1) {
      server.subscriptions.faults.push({ after, how: 'drop' });
      expect(await numbersSeen(subscriber(), 6)).toEqual(upTo(6));
    }
  });

  it('one page at a time, however slowly they are worked on', async () => {
    const one = subscriber({ canaryAfterMs: 300 });
    await fill(one.store, 'a', events(2_500));
    let [underWay, pages] = [0, 0];
    const seen = await numbersSeen(one, 2_500, {
      onPage: async () => {
        underWay += 1;
        expect(underWay).toBe(1);
        pages += 1;
        await pause(pages <= 2 ? 400 : 1);
        underWay -= 1;
      },
    });
    expect(seen).toEqual(upTo(2_500));
    expect(one.lost).toEqual([]); // time that the reader takes is no silence of the server
  });
});

describe('a subscription that is quiet', () => {
  it('because there is nothing to say is left alone', async () => {
    const one = subscriber({ canaryAfterMs: 200 });
    await fill(one.store, 'other', events(400));
    const seen = numbersSeen(one, 1);
    while (server.calls.read < 3) await pause(10);
    expect(one.lost).toEqual([]);
    expect(server.calls.subscription).toBe(1);
    await one.store.append('a', 'no-stream', [event()]);
    expect(await seen).toEqual([0]);
  });

  it('while the log grows by much is made anew, as it should have said how far it has searched', async () => {
    const one = subscriber();
    server.subscriptions.faults.push({ after: 2, how: 'silence' });
    const seen = numbersSeen(one, 1);
    while (server.calls.read === 0) await pause(5); // it has been looked once
    for (let number = 0; number < 200; number += 1)
      server.log.append('other', number - 1, [stored(0)]);
    while (one.lost.length === 0) await pause(10);
    expect(one.lost.map(String).join()).toContain('the log has grown by 100 events or more');
    await one.store.append('a', 'no-stream', [event()]);
    expect(await seen).toEqual([0]);
  });

  it('since its connection carries no further call is told as lost', async () => {
    const narrow = await EventStoreDbServer.start({ callsPerConnection: 3 });
    endings.push(() => narrow.stop());
    const one = subscriber({ url: narrow.url });
    const abort = new AbortController();
    const readers = upTo(4).map(async () => {
      const options = { after: null, streamPrefixes: ['a'], signal: abort.signal };
      for await (const _ of one.store.subscribe(options)) throw new Error('there is nothing');
    });
    while (one.lost.length === 0) await pause(10);
    expect(narrow.calls.subscription).toBe(3);
    expect(String(one.lost[0])).toMatch(/has not confirmed it|no answer/);
    abort.abort();
    await Promise.all(readers);
  });
});

describe('a subscription that is lost again and again', () => {
  it('is resumed after growing pauses, spread by chance', async () => {
    const drawn: number[] = [];
    const times: number[] = [];
    server.network.down();
    const one = subscriber({
      random: () => {
        drawn.push(0.999);
        return 0.999;
      },
      onSubscriptionLost: () => times.push(performance.now()),
    });
    const abort = new AbortController();
    const options = { after: null, streamPrefixes: ['a'], signal: abort.signal };
    const reader = (async () => {
      for await (const _ of one.store.subscribe(options)) throw new Error('there is nothing');
    })();
    while (times.length < 3) await pause(10);
    abort.abort();
    await reader;
    const pauses = times.slice(1).map((time, n) => time - times[n]!);
    expect(pauses[0]).toBeGreaterThan(70); // half as much again of 50 ms, and of 200 ms
    expect(pauses[1]).toBeGreaterThan(290);
    expect(drawn).toHaveLength(3);
  });
});

describe('on a cluster, a subscription', () => {
  let cluster: EventStoreDbCluster;

  beforeEach(async () => {
    cluster = await EventStoreDbCluster.start(2);
    endings.push(() => cluster.stop());
  });

  it('goes on at the new leader when the old one is lost', async () => {
    const one = subscriber({ url: cluster.url(), canaryAfterMs: 5_000 });
    cluster.log.append('a', -1, [stored(0)]);
    const seen = numbersSeen(one, 2);
    while (cluster.leader.calls.subscription === 0) await pause(5);
    cluster.loseLeader();
    cluster.log.append('a', 0, [stored(1)]);
    expect(await seen).toEqual([0, 1]);
    for (const { calls } of cluster.nodes) expect(calls.subscription).toBeGreaterThan(0);
  });

  it('of a follower that is cut off from the leader moves to the leader', async () => {
    const one = subscriber({ url: cluster.url('&nodePreference=follower') });
    const [leader, follower] = cluster.nodes as [EventStoreDbServer, EventStoreDbServer];
    follower.lag = Infinity;
    const seen = numbersSeen(one, 1);
    while (follower.calls.subscription === 0) await pause(5);
    cluster.log.append('a', -1, [stored(0)]);
    expect(await seen).toEqual([0]);
    expect(leader.calls.subscription).toBeGreaterThan(0);
  });

  it('resumed at a follower with an old head waits for what it has not seen yet', async () => {
    for (let number = 0; number < 4; number += 1)
      cluster.log.append('a', number - 1, [stored(number)]);
    const [, follower] = cluster.nodes as [EventStoreDbServer, EventStoreDbServer];
    const one = subscriber({ url: cluster.url('&nodePreference=follower'), canaryAfterMs: 5_000 });
    follower.lag = 3;
    const after = (await positions(subscriber({ url: cluster.url() })))[2]!;
    const seen = numbersSeen(one, 1, { after });
    while (follower.calls.subscription === 0) await pause(5);
    await pause(30);
    follower.lag = 0;
    cluster.log.touch();
    expect(await seen).toEqual([3]);
  });
});

/** An event as the server keeps it. */
function stored(number: number, text = ''): Parameters<EventStoreDbServer['log']['append']>[2][0] {
  const { eventId, type, metadata } = event(number);
  const data = JSON.stringify({ number, text });
  return {
    id: eventId,
    type,
    contentType: 'application/json',
    data: Buffer.from(data),
    metadata: Buffer.from(metadata),
  };
}

async function positions({ store }: Subscriber): Promise<string[]> {
  const all: string[] = [];
  for await (const page of store.read('a')) all.push(...page.map(({ position }) => position));
  return all;
}

/** The position of the last event of all. */
async function headOfAll(store: EventStoreDbEventStore): Promise<string | undefined> {
  const last = server.log.entries.at(-1)!;
  return (await store.head(last.stream))?.position;
}
