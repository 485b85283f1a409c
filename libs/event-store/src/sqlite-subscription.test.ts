import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { events, numberOf } from '../../../test/event-store/events.js';
import { SqliteEventStore } from './index.js';
import { openLogFile } from './sqlite-log-file.js';

const OTHERS = 12_000;
const FEW = ['few-', 'rare-'];

let directory: string;
let store: SqliteEventStore;
/** The positions behind which pages were read. */
let readBehind: number[];

/** Positions: `few-a` at 1 and 2, others to 12,002, `rare-b` behind them. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-subscribed-'));
  store = SqliteEventStore.open({
    file: join(directory, 'events.db'),
    openLog: (...args) => {
      const log = openLogFile(...args);
      const readLog = log.readLog.bind(log);
      log.readLog = (after, to, prefixes) => {
        readBehind.push(after);
        return readLog(after, to, prefixes);
      };
      return log;
    },
  });
  await store.append('few-a', 'no-stream', events(2));
  for (let head = -1; head < OTHERS - 1; head += 6_000) {
    await store.append('many', head === -1 ? 'no-stream' : head, events(6_000));
  }
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** The numbers of the first `count` events behind `after`; `soon` is done once the subscriber has begun. */
async function subscribed(after: string | null, count: number, soon = async () => {}) {
  readBehind = [];
  const abort = new AbortController();
  const pages = store.subscribe({ after, streamPrefixes: FEW, signal: abort.signal });
  const seen: number[] = [];
  const all = (async () => {
    for await (const page of pages) {
      seen.push(...page.map(numberOf));
      if (seen.length >= count) abort.abort();
    }
  })();
  await soon();
  await all;
  return seen;
}

it('a subscriber far behind, of whose streams nothing came since, reads nothing of what lies between', async () => {
  const later = async () => {
    while (readBehind.length === 0) await new Promise(setImmediate);
    await store.append('rare-b', 'no-stream', events(1, 7));
  };
  expect(await subscribed('2', 1, later)).toEqual([7]);
  expect(new Set(readBehind)).toEqual(new Set([2 + OTHERS]));
});

it('one that missed something finds it, however far it is', async () => {
  expect(await subscribed('2', 1)).toEqual([7]);
  expect(readBehind[0]).toBe(2);
  expect(await subscribed('1', 2)).toEqual([1, 7]);
  expect(await subscribed(null, 3)).toEqual([0, 1, 7]);
});
