import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  type Database,
  EVERYTHING,
  keepCheckpoints,
  openDatabase,
  partitionOf,
} from '@app/database';
import { type EventStore, InMemoryEventStore, StoreUnavailable } from '@app/event-store';
import { RecentFacts } from '@app/recording';
import type { LogFollower } from './log-follower.js';
import { LogReading } from './log-reading.js';

const [SLOW, QUICK] = ['slow', 'quick'];

let directory: string;
let database: Database;
let store: InMemoryEventStore;
let over: AbortController;
let running: Promise<unknown>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-log-reading-'));
  database = await openDatabase({ directory });
  store = new InMemoryEventStore();
  over = new AbortController();
  running = Promise.resolve();
});

afterEach(async () => {
  over.abort();
  await running.catch(() => undefined);
  await store.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

let ids = 0;

/** Appends an event that is no fact to the stream of each organization. */
async function grow(...organizationIds: string[]): Promise<void> {
  for (const organizationId of organizationIds) {
    const stream = `organization-${organizationId}`;
    const head = await store.head(stream);
    const eventId = `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`;
    const event = { eventId, type: 'Other', data: '{}', metadata: '{}' };
    await store.append(stream, head?.revision ?? 'no-stream', [event]);
  }
}

function begin(of: EventStore = store, partitions: ReadonlySet<number> | null = null): LogReading {
  const share = { ...EVERYTHING, partitions };
  const options = { store: of, database, share, recent: new RecentFacts() };
  const reading = new LogReading(options, [SLOW, QUICK]);
  running = reading.run(over.signal);
  running.catch(() => undefined); // whoever awaits it is told
  return reading;
}

async function headsOf(follower: LogFollower): Promise<Record<string, number>> {
  const news = await follower.next(over.signal);
  return Object.fromEntries(news?.heads ?? []);
}

/** The store, but for what is said of it. */
function storeBut(changes: Partial<EventStore>): EventStore {
  return {
    append: (...append) => store.append(...append),
    read: (...read) => store.read(...read),
    head: (stream) => store.head(stream),
    subscribe: (options) => store.subscribe(options),
    close: () => store.close(),
    ...changes,
  };
}

/** Takes what there is, and stores its checkpoints. */
async function stored(follower: LogFollower): Promise<Record<string, number>> {
  const news = await follower.next(over.signal);
  await keepCheckpoints(database.db, news?.checkpoints ?? []);
  follower.stored();
  return Object.fromEntries(news?.heads ?? []);
}

/** Takes and stores until it has been told of so many organizations. */
async function storedUntil(
  follower: LogFollower,
  seen: Set<string>,
  organizations: number,
): Promise<void> {
  for (let tries = 0; tries < 100 && seen.size < organizations; tries += 1) {
    for (const id of Object.keys(await stored(follower))) seen.add(id);
  }
}

test('each is told what is new to it, at its own pace, by one subscription', async () => {
  let subscriptions = 0;
  const counted = storeBut({
    subscribe: (options) => {
      subscriptions += 1;
      return store.subscribe(options);
    },
  });
  await grow('a', 'b', 'a');
  const reading = begin(counted);
  const [slow, quick] = [reading.follower(SLOW), reading.follower(QUICK)];
  expect(await stored(quick)).toEqual({ a: 1, b: 0 });
  await grow('b', 'c');
  expect(await stored(quick)).toEqual({ b: 1, c: 0 });
  expect(quick.behind).toBeNull();
  expect(slow.behind?.events).toBe(5);
  expect(await stored(slow)).toEqual({ a: 1, b: 1, c: 0 });
  expect(subscriptions).toBe(1);
});

test('who is behind the other catches up, and who is ahead is not told again', async () => {
  await grow('a', 'b');
  const first = begin();
  await stored(first.follower(QUICK));
  over.abort();
  await running;
  over = new AbortController();
  await grow('c');
  const reading = begin();
  expect(await stored(reading.follower(SLOW))).toEqual({ a: 0, b: 0, c: 0 });
  expect(await stored(reading.follower(QUICK))).toEqual({ c: 0 });
  const kept = await database.db.selectFrom('checkpoints').selectAll().execute();
  expect(new Set(kept.map(({ position }) => position))).toEqual(new Set(['3']));
});

test('what was given and not stored is given again, and holds nobody else up', async () => {
  await grow('a');
  const reading = begin();
  const [slow, quick] = [reading.follower(SLOW), reading.follower(QUICK)];
  expect(await headsOf(slow)).toEqual({ a: 0 });
  await grow('a', ...Array.from({ length: 2_500 }, (_, number) => `o${number}`));
  // It has failed: more waits for it than the reading would wait for.
  const again = await slow.next(over.signal);
  expect(again?.heads.get('a')).toBeGreaterThanOrEqual(0);
  const seen = new Set<string>();
  await storedUntil(quick, seen, 2_501);
  const all = await slow.next(over.signal);
  expect([all?.heads.size, all?.heads.get('a')]).toEqual([2_501, 1]);
});

test('the log is read on when those who follow have room', async () => {
  const reading = begin();
  const [slow, quick] = [reading.follower(SLOW), reading.follower(QUICK)];
  for (let page = 0; page < 5; page += 1) {
    await grow(...Array.from({ length: 1_000 }, (_, number) => `o${page}-${number}`));
  }
  const quicks = new Set<string>();
  await storedUntil(quick, quicks, 2_000);
  await setTimeout(100);
  const waiting = slow.behind?.events ?? 0;
  expect(waiting).toBeGreaterThanOrEqual(2_000);
  expect(waiting).toBeLessThanOrEqual(3_000);
  const slows = new Set<string>();
  await storedUntil(slow, slows, 4_000);
  await storedUntil(quick, quicks, 5_000);
  await storedUntil(slow, slows, 5_000);
  expect([quicks.size, slows.size]).toEqual([5_000, 5_000]);
});

test('it goes on where it was when the store has failed', async () => {
  let isDown = false;
  const failing = storeBut({
    async *subscribe(options) {
      for await (const page of store.subscribe(options)) {
        if (isDown) throw new StoreUnavailable('it is down');
        yield page;
      }
    },
  });
  await grow('a');
  const reading = begin(failing);
  const follower = reading.follower(SLOW);
  expect(await stored(follower)).toEqual({ a: 0 });
  isDown = true;
  await grow('b');
  await expect(running).rejects.toThrow('it is down');
  isDown = false;
  running = reading.run(over.signal);
  await grow('a');
  const told = { ...(await stored(follower)) };
  if (!('a' in told && 'b' in told)) Object.assign(told, await stored(follower));
  expect(told).toEqual({ a: 1, b: 0 });
});

test('of other parts nothing is told, and the checkpoints move on with them', async () => {
  const mine = new Set([partitionOf('a')]);
  const other = Array.from({ length: 100 }, (_, number) => `o${number}`).filter(
    (id) => !mine.has(partitionOf(id)),
  );
  const reading = begin(store, mine);
  const follower = reading.follower(SLOW);
  await grow(...other);
  const still = await follower.next(over.signal);
  expect(still?.heads.size).toBe(0);
  expect(still?.checkpoints).toEqual([
    { projection: `${SLOW}/${partitionOf('a')}`, position: String(other.length) },
  ]);
  follower.stored();
  await grow('a');
  expect(await headsOf(follower)).toEqual({ a: 0 });
});
