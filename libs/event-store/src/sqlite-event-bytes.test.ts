import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { event, readAll } from '../../../test/event-store/events.js';
import { EventBytes, type NewEvent, SqliteEventStore, type StoredEvent } from './index.js';

const STREAM = 'organization-ä';
let directory: string;
let file: string;
let store: SqliteEventStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-bytes-'));
  file = join(directory, 'events.db');
  store = SqliteEventStore.open({ file });
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** What is read as bytes, less the positions, and whether all of it came so. */
async function readAsBytes(from?: number) {
  const all: Omit<StoredEvent, 'position'>[] = [];
  let isAllBytes = true;
  for await (const page of store.readBytes(STREAM, from)) {
    if (page instanceof EventBytes) {
      for (let nth = 0; nth < page.count; nth += 1) all.push(page.event(nth));
    } else {
      isAllBytes = false;
      all.push(...page.map(({ position: _, ...one }) => one));
    }
  }
  return { all, isAllBytes };
}

async function readAsEvents(from?: number) {
  return (await readAll(store, STREAM, from)).map(({ position: _, ...one }) => one);
}

/** The texts are of one byte to four a character, and so long that their lengths take one byte to four. */
const odd = (number: number): NewEvent => ({
  ...event(number),
  type: 'Cöunted',
  data: JSON.stringify({ number, of: '\u0000 € 𝄞 \n'.repeat(number % 7) }),
  metadata: JSON.stringify({
    'a"b': '-'.repeat(number % 100 === 7 ? 70_000 : ([0, 100, 1_500][number % 3] ?? 0)),
  }),
});

async function append(events: readonly NewEvent[]): Promise<void> {
  await store.append(STREAM, 'no-stream', events);
}

async function tamper(sql: string): Promise<void> {
  await store.close();
  const connection = new Database(file);
  connection.exec(sql);
  connection.close();
  store = SqliteEventStore.open({ file });
}

it.each([0, 1, 999, 1_000, 1_001, 2_500])('%i events as bytes are the events', async (count) => {
  if (count > 0) await append(Array.from({ length: count }, (_, number) => odd(number)));
  expect(await readAsBytes()).toEqual({ all: await readAsEvents(), isAllBytes: true });
  const from = Math.floor(count / 3);
  expect(await readAsBytes(from)).toEqual({ all: await readAsEvents(from), isAllBytes: true });
});

it.each([
  ['event_id', `'x' || substr(event_id, 2)`],
  ['type', `'Other'`],
  ['data', `replace(data, ':17', ':18')`],
  ['data', `data || ' '`],
  ['metadata', `'{}'`],
  ['checksum', 'checksum + 1'],
])('an event whose %s became %s is not read as bytes', async (column, changed) => {
  await append(Array.from({ length: 20 }, (_, number) => event(number)));
  await tamper(`UPDATE events SET ${column} = ${changed} WHERE revision = 17`);
  await expect(readAsBytes()).rejects.toThrow(`Event 17 of stream ${STREAM}`);
});

it('events that took each other’s place are not read as bytes', async () => {
  await append(Array.from({ length: 20 }, (_, number) => event(number)));
  await tamper(`UPDATE events SET revision = -1 WHERE revision = 3;
    UPDATE events SET revision = 3 WHERE revision = 4; UPDATE events SET revision = 4 WHERE revision = -1`);
  await expect(readAsBytes()).rejects.toThrow('Event 3 of stream');
});

it('behind an event that is gone the others are read, as events', async () => {
  await append(Array.from({ length: 20 }, (_, number) => event(number)));
  await tamper('DELETE FROM events WHERE revision = 4');
  expect(await readAsBytes()).toEqual({ all: await readAsEvents(), isAllBytes: false });
});
