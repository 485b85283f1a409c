import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '@app/database';
import { openEventStore } from '@app/event-store';
import { Recorder } from '@app/recording';
import { sql } from 'kysely';
import { PostgresServer } from '../../test/support/postgres-server.js';
import { RunningService } from '../../test/support/service.js';
import { endsWithUs } from '../support/children.js';
import { atMost, compared } from '../support/lines.js';
import { median } from '../support/measuring.js';
import type { Bench, Row } from '../support/row.js';
import { factsOf, storyOf } from '../support/story.js';

const WORKERS = [1, 2, 4] as const;
const BOOKINGS = 50;
const PAGE = 1_000;
const LOOK_MS = 100;
/** Of `/proc`'s clock. */
const TICKS_PER_SECOND = 100;

interface Caught {
  readonly factsPerSecond: number;
  readonly cpuMs: number;
}

/** How fast workers make standings and looks of a log that is there, on the stub of EventStoreDB and a PostgreSQL of our own. */
export const row: Row = async (bench) => {
  const organizations = Math.round(bench.size(1_000, 50));
  const postgres = await PostgresServer.start();
  try {
    let facts = 0;
    const found = new Map<number, Caught[]>();
    for (let round = 0; round < bench.rounds; round += 1) {
      for (const workers of WORKERS) {
        // A log of its own: what one run announces, the next one would find.
        const log = fork(new URL('../support/eventstoredb-server.ts', import.meta.url));
        endsWithUs(log);
        const [{ url: eventStore }] = (await once(log, 'message')) as [{ url: string }];
        facts = await fill(eventStore, bench.seed, organizations);
        const database = await postgres.newDatabase();
        const caught = await catchUp(bench, { workers, facts, eventStore, database });
        found.set(workers, [...(found.get(workers) ?? []), caught]);
        await gone(log);
      }
    }
    tell(bench, found, { facts, organizations });
  } finally {
    await postgres.stop();
  }
};

function tell(
  { report }: Bench,
  found: ReadonlyMap<number, readonly Caught[]>,
  { facts, organizations }: { readonly facts: number; readonly organizations: number },
): void {
  const of = (workers: number, figure: keyof Caught) =>
    median((found.get(workers) ?? []).map((caught) => caught[figure]));
  const peer = { name: 'one worker', value: of(1, 'factsPerSecond') };
  const what = `${facts.toLocaleString('en')} facts of ${organizations.toLocaleString('en')} organizations into standings and looks by`;
  for (const workers of WORKERS) {
    const ours = of(workers, 'factsPerSecond');
    report(compared({ what: `${what} ${workers} workers`, unit: 'per second', ours, peer }));
    const cpu = (of(workers, 'cpuMs') / organizations) * 1_000;
    report(atMost(`their processor time an organization, ${workers} workers`, 'µs', cpu, null));
  }
}

/** Records the stories of all organizations; how many facts that are. */
async function fill(url: string, seed: number, organizations: number): Promise<number> {
  const store = await openEventStore({ directory: '', url });
  const recorder = new Recorder({ store, keepPersonalData: () => Promise.resolve() });
  let facts = 0;
  for (let number = 0; number < organizations; number += 1) {
    const story = [...factsOf(storyOf(seed, number, BOOKINGS))];
    for (let at = 0; at < story.length; at += PAGE) {
      const outcomes = await recorder.record(story.slice(at, at + PAGE), { recordedBy: 'bench' });
      facts += outcomes.filter(({ status }) => status === 'accepted').length;
    }
  }
  await store.close();
  return facts;
}

interface CatchingUp {
  readonly workers: number;
  readonly facts: number;
  readonly eventStore: string;
  readonly database: string;
}

/** Starts workers on an empty database, lets all of them begin at once, and waits until every fact is projected and looked at. */
async function catchUp(
  { dist, directory }: Bench,
  { workers, facts, eventStore, database: url }: CatchingUp,
): Promise<Caught> {
  const database = await openDatabase({ directory, url, applicationName: 'bench' });
  const { db } = database;
  // Somebody has every lease, until all workers are there.
  const expires_at = new Date(8.64e15);
  await db.insertInto('instances').values({ id: 'bench', works: false, expires_at }).execute();
  await db.updateTable('leases').set({ owner: 'bench' }).execute();
  const running = await Promise.all(
    Array.from({ length: workers }, async (_, place) => {
      const dataDirectory = join(directory, `worker-${place}`);
      mkdirSync(dataDirectory, { recursive: true });
      const environment = { ASSAY_EVENT_STORE: eventStore, ASSAY_DATABASE_URL: url };
      const program = 'worker';
      const worker = await RunningService.start({
        program,
        built: dist,
        dataDirectory,
        environment,
      });
      endsWithUs(worker.process);
      return worker;
    }),
  );
  const pids = running.map(({ process: { pid } }) => pid ?? 0);
  const cpuBefore = cpuMsOf(pids);
  const start = performance.now();
  await db.deleteFrom('instances').where('id', '=', 'bench').execute();
  while (!(await isDone(database, facts))) await pause(LOOK_MS);
  const ms = performance.now() - start;
  const cpuMs = cpuMsOf(pids) - cpuBefore;
  await Promise.all(running.map((worker) => worker.stop('SIGKILL')));
  await database.close();
  return { factsPerSecond: facts / (ms / 1_000), cpuMs };
}

/** Whether every fact of every organization is in a row of the directory, and looked at. */
async function isDone({ db }: Database, facts: number): Promise<boolean> {
  const { rows } = await sql<{ projected: number | null; looked: number | null }>`select
    (select sum(revision + 1) from organizations) as projected,
    (select sum(looked_revision + 1) from watches) as looked`.execute(db);
  return rows.every(
    ({ projected, looked }) => Number(projected) === facts && Number(looked) === facts,
  );
}

/** User and system time of processes so far. */
function cpuMsOf(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => {
    // What stands behind the name of the program, which may hold blanks.
    const [, fields = ''] = readFileSync(join('/proc', String(pid), 'stat'), 'utf8').split(') ');
    return fields.split(' ').slice(11, 13).map(Number);
  });
  return (ticks.reduce((sum, one) => sum + one, 0) * 1_000) / TICKS_PER_SECOND;
}

async function gone(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
