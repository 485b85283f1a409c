import { strict as assert } from 'node:assert';
import { indexOf } from '../support/indexes.js';
import { atMost, compared } from '../support/lines.js';
import { median } from '../support/measuring.js';
import { isMissing, type OpenSqlPeer, peer, type SqlPeer } from '../support/peers.js';
import { seeded } from '../support/random.js';
import type { Row } from '../support/row.js';
import { REVENUE } from '../support/rules.js';
import { writeTables } from '../support/sql-tables.js';
import { BOOKED_DAYS, FIRST_BOOKED_ON, storyOf } from '../support/story.js';

/** How many questions one run of ours is, and of a peer: enough of them for the clock to tell. */
const QUESTIONS = 100_000;
const PEER_QUESTIONS = 20;

const PEERS = [
  { name: 'SQLite, covering index', file: 'sqlite.mjs', times: 500 },
  { name: 'DuckDB, two threads', file: 'duckdb.mjs', times: 100 },
] as const;

export const row: Row = async ({ size, seed, rounds, directory, report }) => {
  const bookings = size(1_000_000, 10_000);
  const story = storyOf(seed, 1, bookings);
  const known = indexOf(story).knownAt();
  const files = writeTables(directory, [story]);
  const days = daysAsked(seed);
  const ours = (asOf: number): number => known.revenueOf(REVENUE).on(asOf);
  const peers = [];
  for (const { name, file, times } of PEERS) {
    const module = await peer<{ open: OpenSqlPeer }>(name, file);
    if (isMissing(module)) peers.push({ name, times, side: module, runs: [] as number[] });
    else {
      const side = await module.open(directory);
      await side.load(files);
      peers.push({ name, times, side, runs: [] as number[] });
    }
  }
  const ourRuns: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const us = microsecondsOf(ours, days);
    if (round > 0) ourRuns.push(us);
    for (const { side, runs } of peers) {
      if (isMissing(side)) continue;
      const took = await microsecondsOfPeer(side, days.slice(0, PEER_QUESTIONS), ours);
      if (round > 0) runs.push(took);
    }
  }
  const what = `any day, organization of ${bookings.toLocaleString('en')} bookings`;
  report(atMost(what, 'µs', median(ourRuns), 10));
  for (const { name, times, side, runs } of peers) {
    const found = isMissing(side) ? { ...side, name } : { name, value: median(runs) };
    report(compared({ what, unit: 'µs', ours: median(ourRuns), peer: found, times }));
    if (!isMissing(side)) await side.close();
  }
};

function daysAsked(seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: 1_000 }, () => FIRST_BOOKED_ON + Math.floor(random() * BOOKED_DAYS));
}

function microsecondsOf(ask: (asOf: number) => number, days: readonly number[]): number {
  let sum = 0;
  const start = performance.now();
  for (let question = 0; question < QUESTIONS; question += 1) {
    sum += ask(days[question % days.length] ?? 0);
  }
  const took = (performance.now() - start) * 1_000;
  assert(Number.isSafeInteger(sum)); // used, so that none of it is left out
  return took / QUESTIONS;
}

async function microsecondsOfPeer(
  side: SqlPeer,
  days: readonly number[],
  ours: (asOf: number) => number,
): Promise<number> {
  const start = performance.now();
  const found: number[] = [];
  for (const asOf of days) found.push(await side.revenueOn(asOf));
  const took = (performance.now() - start) * 1_000;
  assert.deepEqual(found, days.map(ours));
  return took / days.length;
}
