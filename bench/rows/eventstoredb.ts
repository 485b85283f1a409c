import { strict as assert } from 'node:assert';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  type AppendToStreamOptions,
  EventStoreDBClient,
  jsonEvent,
  type JSONType,
  NO_STREAM,
} from '@eventstore/db-client';
import type { Fact } from '@app/domain';
import { type NewEvent, openEventStore } from '@app/event-store';
import { encodeFact, Recorder, streamOf } from '@app/recording';
import { v7 as uuidV7 } from 'uuid';
import { endsWithUs } from '../support/children.js';
import { recordedFactsOf } from '../support/indexes.js';
import { atMost, compared } from '../support/lines.js';
import { alternating, median, type Run, timed } from '../support/measuring.js';
import type { Row } from '../support/row.js';
import { factsOf, storyOf } from '../support/story.js';

const IN_FLIGHT = 64;
const ORGANIZATIONS = 16;
const EVENTS_PER_APPEND = 500;
const FACTS_PER_PAGE = 1_000;
/** With credentials the client makes a call of each append: its batch append loses track of what is stored. */
const CREDENTIALS = { username: 'admin', password: 'changeit' };

type ExpectedHead = NonNullable<AppendToStreamOptions['expectedRevision']>;

export const row: Row = async ({ size, seed, rounds, report }) => {
  const facts = factsOfAll(seed, size(20_000, 2_000) / ORGANIZATIONS);
  const single = await alternating(rounds, {
    ours: () => onServer((url) => recorded(url, facts, 1)),
    pages: () => onServer((url) => recorded(url, facts, FACTS_PER_PAGE)),
    loop: () => onServer((url) => appendedInALoop(url, facts)),
  });
  const loop = { name: 'a loop that awaits each append', value: single.loop };
  const aim = { unit: 'per second', peer: loop, times: 5 } as const;
  const what = `${facts.length.toLocaleString('en')} facts of ${ORGANIZATIONS} organizations`;
  const alone = `${what}, each answered by itself, ${IN_FLIGHT} in flight`;
  report(compared({ what: alone, ours: single.ours, ...aim }));
  const inPages = `${what}, in pages of ${FACTS_PER_PAGE}, as lines come`;
  report(compared({ what: inPages, ours: single.pages, ...aim }));
  const events = eventsOf(seed, size(100_000, 5_000));
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const bare = await onServer((url) => cpuOfBareClient(url, events));
    const ours = await onServer((url) => cpuOfOurs(url, events));
    if (round > 0) ratios.push(ours / bare);
  }
  const appends = `processor time of appends of ${EVENTS_PER_APPEND} events by the bare client's`;
  report(atMost(appends, 'times', median(ratios), 1.3));
};

function factsOfAll(seed: number, each: number): Fact[] {
  const streams = Array.from({ length: ORGANIZATIONS }, (_, number) => [
    ...factsOf(storyOf(seed, number, Math.ceil(each))),
  ]);
  const longest = Math.max(...streams.map((facts) => facts.length));
  return Array.from({ length: longest }, (_, at) =>
    streams.flatMap((facts) => facts.slice(at, at + 1)),
  ).flat();
}

function eventsOf(seed: number, bookings: number): NewEvent[] {
  const facts = recordedFactsOf(storyOf(seed, 1, bookings));
  return [...facts].map((fact) => encodeFact(fact, fact, uuidV7()));
}

/** Each run has a server of its own. */
async function onServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const server: ChildProcess = fork(new URL('../support/eventstoredb-server.ts', import.meta.url));
  endsWithUs(server);
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  try {
    return await use(url);
  } finally {
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
}

/** Sends pages of facts, one sender after the other, or as many at once as may be in flight where a page is a single fact. */
async function recorded(url: string, facts: readonly Fact[], perPage: number): Promise<Run> {
  const store = await openEventStore({ directory: '', url });
  const recorder = new Recorder({ store, keepPersonalData: async () => undefined });
  let next = 0;
  let accepted = 0;
  const send = async (): Promise<void> => {
    while (next < facts.length) {
      const page = facts.slice(next, (next += perPage));
      const outcomes = await recorder.record(page, { recordedBy: 'bench' });
      accepted += outcomes.filter(({ status }) => status === 'accepted').length;
    }
  };
  const senders = Array.from({ length: perPage === 1 ? IN_FLIGHT : 1 }, () => send);
  const { ms } = await timed(() => Promise.all(senders.map((sender) => sender())));
  await store.close();
  return { value: facts.length / (ms / 1_000), answer: String(accepted) };
}

async function appendedInALoop(url: string, facts: readonly Fact[]): Promise<Run> {
  const client = EventStoreDBClient.connectionString(url);
  const heads = new Map<string, ExpectedHead>();
  let accepted = 0;
  const { ms } = await timed(async () => {
    for (const fact of facts) {
      const stream = streamOf(fact);
      const { type, data, source, id } = fact;
      const metadata = { source, id, recordedAt: new Date().toISOString() };
      const event = jsonEvent({ type, data: { ...data }, metadata });
      const expectedRevision: ExpectedHead = heads.get(stream) ?? NO_STREAM;
      const options = { expectedRevision, credentials: CREDENTIALS };
      const { nextExpectedRevision } = await client.appendToStream(stream, event, options);
      heads.set(stream, nextExpectedRevision);
      accepted += 1;
    }
  });
  await client.dispose();
  return { value: facts.length / (ms / 1_000), answer: String(accepted) };
}

function* pagesOf(events: readonly NewEvent[]): Generator<NewEvent[]> {
  for (let at = 0; at < events.length; at += EVENTS_PER_APPEND) {
    yield events.slice(at, at + EVENTS_PER_APPEND);
  }
}

async function cpuOfOurs(url: string, events: readonly NewEvent[]): Promise<number> {
  const store = await openEventStore({ directory: '', url });
  const cpu = await cpuMs(async () => {
    let head = -1;
    for (const page of pagesOf(events)) {
      const result = await store.append('organization-x', head === -1 ? 'no-stream' : head, page);
      assert.equal(result.outcome, 'stored');
      head += page.length;
    }
  });
  await store.close();
  return cpu;
}

/** Its events are objects already, as a program has them that knows no other client. */
async function cpuOfBareClient(url: string, events: readonly NewEvent[]): Promise<number> {
  const client = EventStoreDBClient.connectionString(url);
  const pages = [...pagesOf(events)].map((page) =>
    page.map(({ eventId, type, data, metadata }) =>
      jsonEvent({
        id: eventId,
        type,
        data: JSON.parse(data) as JSONType,
        metadata: JSON.parse(metadata) as JSONType,
      }),
    ),
  );
  const cpu = await cpuMs(async () => {
    let expectedRevision: ExpectedHead = NO_STREAM;
    for (const page of pages) {
      const options: AppendToStreamOptions = { expectedRevision, credentials: CREDENTIALS };
      const result = await client.appendToStream('organization-x', page, options);
      expectedRevision = result.nextExpectedRevision;
    }
  });
  await client.dispose();
  return cpu;
}

async function cpuMs(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
