import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Asked, Share, Told } from '../support/history-worker.js';
import { atLeast, compared } from '../support/lines.js';
import { alternating, type Side, timed } from '../support/measuring.js';
import { isMissing, type OpenSqlPeer, peer, type SqlPeer } from '../support/peers.js';
import type { Row } from '../support/row.js';
import { writeTables } from '../support/sql-tables.js';
import { storyOf } from '../support/story.js';

const BOOKINGS = 1_000;
const PEERS = [
  { name: 'DuckDB, two threads', file: 'duckdb.mjs', times: 3 },
  { name: 'PostgreSQL', file: 'postgres.mjs', times: 40 },
] as const;
/** By then V8's own threads have swept up what a collection left to them; with both workers at work there is no processor for that beside. */
const SWEPT_AFTER_MS = 100;
/** Two workers are as fast as the slower of two processors: somebody else on either shows, and a few runs of a tenth of a second may all meet them. */
const PAIRS = 5;

/** The indexes lie in two workers, half in each: one after the other they are one thread, side by side two. */
export const row: Row = async ({ size, seed, rounds, directory, report }) => {
  const numbers = Array.from({ length: size(10_000, 100) }, (_, number) => number);
  const files = writeTables(directory, storiesOf(seed, numbers));
  const workers = [await started(seed, numbers, 0), await started(seed, numbers, 1)] as const;
  const [even, odd] = workers;
  const lines = [
    ...((await history(even, true)).lines ?? []),
    ...((await history(odd, true)).lines ?? []),
  ];
  const expected = JSON.stringify(lines.sort(byNumberAndDay));
  const oneThread: Side = async () => {
    await clearedUp(workers);
    const parts = [await history(even), await history(odd)];
    return { value: sumOf(parts, 'ms'), answer: String(sumOf(parts, 'rows')) };
  };
  const twoWorkers: Side = async () => {
    await clearedUp(workers);
    const { ms, result } = await timed(() => Promise.all([history(even), history(odd)]));
    return { value: ms, answer: String(sumOf(result, 'rows')) };
  };
  const sides: Record<string, Side> = { 'one thread': oneThread };
  const peers = [];
  for (const { name, file, times } of PEERS) {
    const side = await opened(name, file, directory);
    peers.push({ name, times, side });
    if (isMissing(side)) continue;
    await side.load(files);
    const theirs = await side.history();
    assert.equal(theirs.length, lines.length, `${name} finds another number of changes`);
    assert.equal(JSON.stringify(theirs.sort(byNumberAndDay)), expected, `${name} differs`);
    sides[name] = async () => {
      const { ms, rows } = await side.timeHistory();
      return { value: ms, answer: String(rows) };
    };
  }
  const medians = await alternating(rounds, secondRunsOf(sides));
  const ours = medians['one thread'] ?? 0;
  const bookings = (numbers.length * BOOKINGS).toLocaleString('en');
  const what = `${numbers.length.toLocaleString('en')} organizations, ${bookings} bookings`;
  for (const { name, times, side } of peers) {
    const found = isMissing(side) ? { ...side, name } : { name, value: medians[name] ?? 0 };
    report(compared({ what: `${what}, one thread`, unit: 'ms', ours, peer: found, times }));
    if (!isMissing(side)) await side.close();
  }
  const alone = await alternating(PAIRS * rounds, secondRunsOf({ oneThread, twoWorkers }));
  const gain = (alone['oneThread'] ?? 0) / (alone['twoWorkers'] ?? 0);
  report(atLeast(`${what}: two workers by one`, 'times', gain, 1.6));
  for (const worker of workers) await worker.terminate();
};

/**
 * Behind the other sides' seconds V8 has made the young generation small, and the first run makes it grow again: for one that comes
 * straight behind another nothing of that is left. So each side runs once before the run that counts, peers as well.
 */
function secondRunsOf(sides: Readonly<Record<string, Side>>): Record<string, Side> {
  const secondRunOf = (side: Side) => async () => {
    await side();
    return side();
  };
  return Object.fromEntries(Object.entries(sides).map(([name, side]) => [name, secondRunOf(side)]));
}

async function opened(name: string, file: string, directory: string) {
  const module = await peer<{ open: OpenSqlPeer }>(name, file);
  return isMissing(module) ? module : ((await module.open(directory)) as SqlPeer);
}

function* storiesOf(seed: number, numbers: readonly number[]) {
  for (const number of numbers) yield storyOf(seed, number, BOOKINGS);
}

async function started(seed: number, numbers: readonly number[], half: number): Promise<Worker> {
  const share: Share = {
    seed,
    bookings: BOOKINGS,
    numbers: numbers.filter((number) => number % 2 === half),
  };
  const worker = new Worker(new URL('../support/history-worker.ts', import.meta.url), {
    workerData: share,
    resourceLimits: { maxOldGenerationSizeMb: 8_000 },
  });
  const [told] = (await once(worker, 'message')) as [Told];
  assert('ready' in told);
  return worker;
}

async function clearedUp(workers: readonly Worker[]): Promise<void> {
  for (const worker of workers) await asked(worker, { collect: true });
  await pause(SWEPT_AFTER_MS);
}

async function history(worker: Worker, withLines = false) {
  const told = await asked(worker, { withLines });
  assert('ms' in told);
  return told;
}

async function asked(worker: Worker, what: Asked): Promise<Told> {
  worker.postMessage(what);
  const [told] = (await once(worker, 'message')) as [Told];
  return told;
}

function sumOf(parts: readonly { ms: number; rows: number }[], what: 'ms' | 'rows'): number {
  return parts.reduce((sum, part) => sum + part[what], 0);
}

function byNumberAndDay(a: string, b: string): number {
  const [numberA = '', dayA = ''] = a.split('|');
  const [numberB = '', dayB = ''] = b.split('|');
  return Number(numberA) - Number(numberB) || (dayA < dayB ? -1 : 1);
}
