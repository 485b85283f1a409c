import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../simulation/random.js';
import { breakSubscriptions } from './event-store-faults.js';
import { type Bound, type Figure, none } from './figures.js';
import type { PairReckoning } from './pair-reckoning.js';
import type { Aim, Seat } from './pair-seat.js';
import { PairStage } from './pair-stage.js';
import { Refusals } from './refusals.js';
import { figuresOf, REST_MS, sumOf } from './reckoning.js';

const PART = 'pair';
/** A worker that stands still has lost its work to others by then. */
const TAKEOVER_MS = 15_000;
const MODES = ['fast', 'immediate', 'kill'] as const;
type Mode = (typeof MODES)[number];

export interface PairOptions {
  readonly built: string;
  readonly seed: number;
  /** How many pairs are made, one after the other; each is troubled as the rest says. */
  readonly pairs: number;
  /** Of them at the same time. */
  readonly lanes: number;
  readonly services: number;
  readonly workers: number;
  /** Of services, and of workers. */
  readonly kills: { readonly services: number; readonly workers: number };
  readonly freezes: number;
  /** Subscriptions to the log are broken behind their first, second … message, up to this many. */
  readonly points: number;
  readonly restarts: number;
  /** How long everything may take to come to rest in the end: leases of the dead, and pauses behind failures, have to end. */
  readonly restMs?: number;
  /** Told of all that was counted so far, each time that a pair is reckoned up. */
  readonly onReckoned?: (all: PairFaults) => void;
}

export interface PairFaults {
  /** `kill -9` by what was killed, and when. */
  readonly kills: Record<string, number>;
  readonly takeoversMs: number[];
  subscriptionsBroken: number;
  /** Of leases that a worker had when it froze: seen as its own again once it woke. */
  leasesKept: number;
  readonly restarts: Record<Mode, number>;
  /** Checkpoints that were there before PostgreSQL ended, and not when it was back. */
  checkpointsGone: number;
  readonly refusals: Refusals;
  readonly reckonings: PairReckoning[];
}

/**
 * Services and workers on EventStoreDB (a server of our own) and a real PostgreSQL, under load: kills them, by the clock and as a chosen piece
 * passes to or from one of the two; freezes workers in the middle of what they do and wakes them; ends PostgreSQL; and counts.
 */
export async function pairTroubled(options: PairOptions): Promise<PairFaults> {
  const found: PairFaults = {
    ...{ kills: {}, takeoversMs: [], leasesKept: 0, subscriptionsBroken: 0, checkpointsGone: 0 },
    ...{ restarts: { fast: 0, immediate: 0, kill: 0 }, refusals: new Refusals(), reckonings: [] },
  };
  const seeds = Array.from({ length: options.pairs }, (_, place) => options.seed + place).values();
  const lane = async (): Promise<void> => {
    for (const seed of seeds) {
      await onePairTroubled({ ...options, seed }, found);
      options.onReckoned?.(found);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
  return found;
}

async function onePairTroubled(options: PairOptions, found: PairFaults): Promise<void> {
  const { seed, kills, freezes, points, restarts, restMs = REST_MS } = options;
  const random = new Random(seed);
  const stage = await PairStage.open({ ...options, refusals: found.refusals });
  const over = new AbortController();
  try {
    const pouring = stage.pour(over.signal);
    const troubled = (async () => {
      await Promise.all([
        killed(stage, { seats: stage.services, times: kills.services, random }, found),
        killed(stage, { seats: stage.workers, times: kills.workers, random }, found),
      ]);
      for (let done = 0; done < freezes; done += 1) await frozen(stage, { random, done }, found);
      if (points > 0)
        found.subscriptionsBroken += await breakSubscriptions(stage.log, points, true);
      for (let done = 0; done < restarts; done += 1) {
        await restarted(
          stage,
          { random, mode: MODES[(seed + done) % MODES.length] ?? 'fast' },
          found,
        );
      }
      over.abort();
    })();
    await Promise.all([pouring, troubled]);
    found.reckonings.push(await stage.reckon(restMs));
  } finally {
    over.abort();
    await stage.dispose();
  }
}

export function figuresOfPair(found: PairFaults, options: PairOptions): Figure[] {
  const { takeoversMs, leasesKept, restarts, checkpointsGone, refusals, reckonings } = found;
  const sum = (name: keyof PairReckoning): number =>
    reckonings.reduce((all, one) => all + one[name], 0);
  const atLeast = (each: number): Bound => ({ beAtLeast: each * options.pairs });
  const kills = Object.values(found.kills).reduce((sum, count) => sum + count, 0);
  const told = (what: string, count: number): Figure => ({ part: PART, what, count });
  return [
    {
      ...told('kills of services and workers', kills),
      must: atLeast(options.kills.services + options.kills.workers),
    },
    ...Object.entries(found.kills).map(([what, count]) => told(`kills of a ${what}`, count)),
    { ...told('workers frozen and woken', takeoversMs.length), must: atLeast(options.freezes) },
    {
      ...told('ms until others had all of its work, at most', Math.max(0, ...takeoversMs)),
      must: { beAtMost: TAKEOVER_MS },
    },
    none(PART, 'leases that the one who woke had again', leasesKept),
    { ...told('subscriptions broken', found.subscriptionsBroken), must: atLeast(options.points) },
    ...MODES.map((mode) => told(`PostgreSQL ended (${mode}) and started`, restarts[mode])),
    none(PART, 'checkpoints gone behind that', checkpointsGone),
    ...refusals.figures(PART),
    ...figuresOf(PART, sumOf(reckonings)),
    none(PART, 'names of people and keys lost', sum('namesLost')),
    none(PART, 'events twice in the log', sum('eventsTwice')),
    none(PART, 'deliveries of one alert twice', sum('deliveriesTwice')),
    {
      ...told('rows held against an embedded computation', sum('rows')),
      must: { beAtLeast: 5 },
    },
    none(PART, 'rows other than that', sum('rowsOtherwise')),
  ];
}

interface Killing {
  readonly seats: readonly Seat[];
  readonly times: number;
  readonly random: Random;
}

/** One seat after the other; the others go on meanwhile. */
async function killed(
  stage: PairStage,
  { seats, times, random }: Killing,
  found: Pick<PairFaults, 'kills'>,
): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const seat = seats[done % seats.length];
    if (seat === undefined) return;
    const count = (when: string): void => {
      const what = `${seat.program} ${when}`;
      found.kills[what] = (found.kills[what] ?? 0) + 1;
    };
    if (seat.program === 'worker') await stage.untilShared();
    const isMeant = await seat.strike('SIGKILL', aimAt(random, seat.program));
    await seat.vacated();
    count(isMeant ? 'as a chosen piece passed' : 'by the clock');
    if (random.chance(0.1) && done + 1 < times) {
      // Its successor does not live to serve.
      const starting = seat.start().then(
        () => true,
        () => false,
      );
      await seat.strike('SIGKILL', { at: 'moment', ms: random.integer(200, 3_000) });
      await starting;
      await seat.vacated();
      count('while it started');
      done += 1;
    }
    await seat.start();
  }
}

function aimAt(random: Random, program: Seat['program']): Aim {
  if (random.chance(0.3)) return { at: 'moment', ms: random.integer(0, 500) };
  return {
    at: 'piece',
    // A service writes the log, a worker the database above all.
    way: random.chance(program === 'service' ? 0.8 : 0.3) ? 'log' : 'database',
    towards: random.one(['server', 'client']),
    // Small numbers more often than large ones: which piece comes next depends on when it is begun to count.
    nth: Math.ceil(2 ** (random.next() * 6)),
    maxMs: 3_000,
  };
}

async function frozen(
  stage: PairStage,
  { random, done }: { readonly random: Random; readonly done: number },
  found: PairFaults,
): Promise<void> {
  await stage.untilShared();
  const before = await stage.shares();
  const seat = stage.workers[done % stage.workers.length];
  if (seat === undefined) return;
  // Every other time in the middle of a transaction, if there is one.
  const nth = random.integer(1, 12);
  await seat.strike(
    'SIGSTOP',
    done % 2 === 0
      ? { at: 'moment', ms: random.integer(0, 300) }
      : { at: 'piece', way: 'database', towards: 'client', nth, maxMs: 3_000 },
  );
  const start = performance.now();
  await stage.untilShared(before.size - 1);
  found.takeoversMs.push(Math.round(performance.now() - start));
  const others = await stage.shares();
  await pause(1_500);
  seat.wake();
  await pause(500);
  const after = await stage.shares();
  const gone = [...before.keys()].filter((id) => !others.has(id));
  found.leasesKept += gone.reduce((sum, id) => sum + (after.get(id) ?? 0), 0);
  await stage.untilShared();
}

async function restarted(
  stage: PairStage,
  { random, mode }: { readonly random: Random; readonly mode: Mode },
  found: PairFaults,
): Promise<void> {
  const names = async (): Promise<string[]> =>
    (await stage.query('select projection from checkpoints')).map((row) =>
      String(row['projection']),
    );
  const acknowledged = stage.ledger.count;
  const before = await names();
  // Rows that are made again from the log need not be on disk yet; a commit that has to be takes along what came before it.
  await stage.query(`comment on table checkpoints is '${mode}'`);
  await stage.postgres.halt(mode);
  await pause(random.integer(100, 1_000));
  await launched(stage);
  found.restarts[mode] += 1;
  const after = new Set(await names());
  found.checkpointsGone += before.filter((name) => !after.has(name)).length;
  // It goes on by itself.
  for (let tries = 0; tries < 600 && stage.ledger.count < acknowledged + 20; tries += 1) {
    await pause(50);
  }
}

/** Behind a kill, what is left of it has to end first. Rejects where that takes more than a minute. */
async function launched(stage: PairStage): Promise<void> {
  for (const end = Date.now() + 60_000; ; await pause(250)) {
    try {
      await stage.postgres.launch();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
