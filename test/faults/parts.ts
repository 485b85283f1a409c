import { diskFilled, figuresOfDiskFull } from './disk-full.js';
import { eachCallFailed, figuresOfEachCall } from './each-call.js';
import { callsFailed, type Failure, figuresOfFailedCalls } from './failing-calls.js';
import {
  figuresOfStoreFaults,
  storeFaulted,
  type StoreFaultsOptions,
} from './event-store-faults.js';
import type { Figure } from './figures.js';
import { figuresOfKills, type Killed, killed } from './kills.js';
import { figuresOfPair, type PairFaults, type PairOptions, pairTroubled } from './pair-faults.js';
import { figuresOfPowerLoss, powerLost } from './power-loss.js';
import { sumOf } from './reckoning.js';
import {
  ACKNOWLEDGES_BEFORE_COMMIT,
  ACKNOWLEDGES_BEFORE_APPEND,
  CHECKPOINTS_BEFORE_ROWS,
  DOES_NOT_WAIT_FOR_THE_DISK,
  type Sabotage,
  withSabotaged,
} from './sabotage.js';

/** How much of each part is done. */
export interface Size {
  /** Of the whole program, and of what records. */
  readonly kills: { readonly whole: number; readonly recording: number };
  /** Stages that are killed at the same time. */
  readonly lanes: number;
  readonly states: number;
  readonly failures: readonly Failure[];
  /** Of the calls that are failed under load and at starts, each `sample`th. */
  readonly sample: number;
  readonly starts: number;
  /** Of the calls of the run in which each fails by itself, each `eachCall`th. */
  readonly eachCall: number;
  /** Of services and workers on EventStoreDB and PostgreSQL. */
  readonly pair: Omit<PairOptions, 'built' | 'seed'>;
  /** Whether builds that are broken are tried on the pair, too. */
  readonly breaksPair: boolean;
  /** Of the store that is in trouble. */
  readonly store: Omit<StoreFaultsOptions, 'built' | 'seed'>;
}

/** Every figure that is promised. */
export const LONG: Size = {
  kills: { whole: 100, recording: 1_000 },
  lanes: 2,
  states: 4_000,
  failures: [
    { call: 'fsync', error: 'EIO' },
    { call: 'pwrite64', error: 'EIO' },
    { call: 'pwrite64', error: 'ENOSPC' },
  ],
  sample: 1,
  starts: 30,
  eachCall: 1,
  pair: {
    ...{ pairs: 5, lanes: 2, services: 2, workers: 2, freezes: 2, points: 12, restarts: 3 },
    kills: { services: 30, workers: 10 },
  },
  breaksPair: true,
  store: { points: 60, appends: 4, cuts: 30 },
};

/** What every run of the tests has time for. */
export const SHORT: Size = {
  kills: { whole: 2, recording: 4 },
  lanes: 1,
  states: 200,
  failures: [{ call: 'fsync', error: 'EIO' }],
  sample: 9,
  starts: 1,
  eachCall: 97, // odd: errors take turns
  pair: {
    ...{ pairs: 1, lanes: 1, services: 2, workers: 2, freezes: 0, points: 0, restarts: 1 },
    kills: { services: 1, workers: 1 },
  },
  breaksPair: false,
  store: { points: 4, appends: 1, cuts: 3, withoutSilence: true },
};

export interface PartOptions {
  readonly built: string;
  readonly seed: number;
  readonly size: Size;
}

/** The parts of the suite, each with the figures it comes to. */
export const PARTS = {
  kills: async ({ built, seed, size: { kills, lanes } }) => {
    const figures: Figure[] = [];
    for (const program of ['whole', 'recording'] as const) {
      const options = { program, kills: kills[program], lanes, seed, built, onReckoned };
      figures.push(...figuresOfKills(await killed(options), options));
    }
    return figures;
  },

  'power-cuts': async ({ built, seed, size: { states } }) =>
    figuresOfPowerLoss(await powerLost({ states, seed, built }), states),

  'failed-calls': async ({ built, size: { failures, sample, starts } }) =>
    figuresOfFailedCalls(
      await callsFailed({ ...{ built, failures, sample, starts }, every: EVERY }),
    ),

  'each-call': async ({ built, seed, size: { eachCall, lanes } }) => {
    return figuresOfEachCall(await eachCallFailed({ built, seed, sample: eachCall, lanes }));
  },

  pair: async ({ built, seed, size: { pair } }) => {
    const options = { ...pair, built, seed, onReckoned: onPairReckoned };
    return figuresOfPair(await pairTroubled(options), options);
  },

  'full-disk': async ({ built }) => figuresOfDiskFull(await diskFilled({ built })),

  store: async ({ built, seed, size: { store } }) => {
    const options = { ...store, built, seed };
    return figuresOfStoreFaults(await storeFaulted(options), options);
  },

  sabotage: async (of) => [
    await noticed(of, ACKNOWLEDGES_BEFORE_COMMIT, 'acknowledged facts lost', async (broken) => {
      const { reckonings } = await killed({ ...FEW.recording, ...broken });
      return sumOf(reckonings).lost;
    }),
    await noticed(of, CHECKPOINTS_BEFORE_ROWS, 'alerts missing', async (broken) => {
      const { reckonings } = await killed({ ...FEW.whole, ...broken, whenAnnounced: true });
      return sumOf(reckonings).alertsMissing;
    }),
    await noticed(of, DOES_NOT_WAIT_FOR_THE_DISK, 'acknowledged facts lost', async (broken) => {
      const { found } = await powerLost({ ...broken, states: 100 });
      return found.lost;
    }),
    ...(of.size.breaksPair ? await noticedOnPair(of) : []),
  ],
} satisfies Readonly<Record<string, (options: PartOptions) => Promise<Figure[]>>>;

export type PartName = keyof typeof PARTS;

/** What took an hour is not lost with its last minute. */
function onReckoned({ kills, reckonings }: Killed): void {
  process.stderr.write(`${JSON.stringify({ ...kills, ...sumOf(reckonings) })}\n`);
}

function onPairReckoned({ kills, takeoversMs, restarts, reckonings }: PairFaults): void {
  const sum = sumOf(reckonings);
  process.stderr.write(`${JSON.stringify({ kills, takeoversMs, restarts, ...sum })}\n`);
}

/** Every so manyth call of a thread fails in one run: with so many runs, each has failed once. */
const EVERY = { fsync: 9, pwrite64: 61 };

/** Kills by the clock, which such a build does not stand. What is missing in the end is not waited for as long as elsewhere. */
const FEW = {
  whole: { program: 'whole', kills: 2, withoutStrace: true, restMs: 10_000 },
  recording: { program: 'recording', kills: 3, withoutStrace: true },
} as const;

/** One service and one worker: nobody else is there who would make good what is broken. */
async function noticedOnPair(of: PartOptions): Promise<Figure[]> {
  const alone = {
    ...{ pairs: 1, lanes: 1, services: 1, workers: 1, freezes: 0, points: 0, restarts: 0 },
    restMs: 20_000,
  };
  return [
    await noticed(of, ACKNOWLEDGES_BEFORE_APPEND, 'acknowledged facts lost', async (broken) => {
      const kills = { services: 3, workers: 0 };
      return sumOf((await pairTroubled({ ...alone, ...broken, kills })).reckonings).lost;
    }),
    await noticed(of, CHECKPOINTS_BEFORE_ROWS, 'alerts missing on the pair', async (broken) => {
      const kills = { services: 0, workers: 3 };
      return sumOf((await pairTroubled({ ...alone, ...broken, kills })).reckonings).alertsMissing;
    }),
  ];
}

/** A kill by the clock may come when nothing is under way: what is not noticed is tried again, so often in all. */
const SABOTAGE_TRIES = 3;

/** A suite that finds nothing where something is broken on purpose proves nothing. */
async function noticed(
  { built, seed }: PartOptions,
  sabotage: Sabotage,
  what: string,
  countIn: (broken: { readonly built: string; readonly seed: number }) => Promise<number>,
): Promise<Figure> {
  const count = await withSabotaged(built, sabotage, async (copy) => {
    for (let tries = 1; ; tries += 1) {
      const found = await countIn({ built: copy, seed: seed + tries });
      if (found > 0 || tries === SABOTAGE_TRIES) return found;
    }
  });
  return {
    ...{ part: 'sabotage', what: `${sabotage.name}: ${what}`, count },
    must: { beAtLeast: 1 },
  };
}
