import { diskFilled, figuresOfDiskFull } from './disk-full.js';
import { callsFailed, type Failure, figuresOfFailedCalls } from './failing-calls.js';
import {
  figuresOfStoreFaults,
  storeFaulted,
  type StoreFaultsOptions,
} from './event-store-faults.js';
import type { Figure } from './figures.js';
import { figuresOfKills, type Killed, killed } from './kills.js';
import { figuresOfPowerLoss, powerLost } from './power-loss.js';
import { sumOf } from './reckoning.js';
import {
  ACKNOWLEDGES_BEFORE_COMMIT,
  CHECKPOINTS_BEFORE_ROWS,
  DOES_NOT_WAIT_FOR_THE_DISK,
  type Sabotage,
  withSabotaged,
} from './sabotage.js';

/** How much of each part is done. */
export interface Size {
  readonly kills: number;
  /** Stages that are killed at the same time. */
  readonly lanes: number;
  readonly states: number;
  readonly failures: readonly Failure[];
  /** Of the calls that are failed under load and at starts, each `sample`th. */
  readonly sample: number;
  readonly starts: number;
  /** Of the store that is in trouble. */
  readonly store: Omit<StoreFaultsOptions, 'built' | 'seed'>;
}

/** Every figure that is promised. */
export const LONG: Size = {
  kills: 1_000,
  lanes: 2,
  states: 4_000,
  failures: [
    { call: 'fsync', error: 'EIO' },
    { call: 'pwrite64', error: 'EIO' },
    { call: 'pwrite64', error: 'ENOSPC' },
  ],
  sample: 1,
  starts: 30,
  store: { points: 60, appends: 4, cuts: 30 },
};

/** What every run of the tests has time for. */
export const SHORT: Size = {
  kills: 6,
  lanes: 1,
  states: 200,
  failures: [{ call: 'fsync', error: 'EIO' }],
  sample: 9,
  starts: 1,
  store: { points: 4, appends: 1, cuts: 3, withoutSilence: true },
};

export interface PartOptions {
  readonly built: string;
  readonly seed: number;
  readonly size: Size;
}

/** The parts of the suite, each with the figures it comes to. */
export const PARTS = {
  kills: async ({ built, seed, size: { kills, lanes } }) =>
    figuresOfKills(await killed({ kills, lanes, seed, built, onReckoned }), kills),

  'power-cuts': async ({ built, seed, size: { states } }) =>
    figuresOfPowerLoss(await powerLost({ states, seed, built }), states),

  'failed-calls': async ({ built, size: { failures, sample, starts } }) =>
    figuresOfFailedCalls(
      await callsFailed({ ...{ built, failures, sample, starts }, every: EVERY }),
    ),

  'full-disk': async ({ built }) => figuresOfDiskFull(await diskFilled({ built })),

  store: async ({ built, seed, size: { store } }) => {
    const options = { ...store, built, seed };
    return figuresOfStoreFaults(await storeFaulted(options), options);
  },

  sabotage: async ({ built, seed }) => [
    await noticed(built, ACKNOWLEDGES_BEFORE_COMMIT, 'acknowledged facts lost', async (copy) => {
      const { reckonings } = await killed({ built: copy, seed, ...FEW });
      return sumOf(reckonings).lost;
    }),
    await noticed(built, CHECKPOINTS_BEFORE_ROWS, 'alerts missing', async (copy) => {
      const { reckonings } = await killed({ built: copy, seed, ...FEW, whenAnnounced: true });
      return sumOf(reckonings).alertsMissing;
    }),
    await noticed(built, DOES_NOT_WAIT_FOR_THE_DISK, 'acknowledged facts lost', async (copy) => {
      const { found } = await powerLost({ built: copy, seed, states: 100 });
      return found.lost;
    }),
  ],
} satisfies Readonly<Record<string, (options: PartOptions) => Promise<Figure[]>>>;

export type PartName = keyof typeof PARTS;

/** What took an hour is not lost with its last minute. */
function onReckoned({ kills, reckonings }: Killed): void {
  process.stderr.write(`${JSON.stringify({ ...kills, ...sumOf(reckonings) })}\n`);
}

/** Every so manyth call of a thread fails in one run: with so many runs, each has failed once. */
const EVERY = { fsync: 9, pwrite64: 61 };

/** Kills by the clock, which such a build does not stand. */
const FEW = { kills: 3, withoutStrace: true };

/** A suite that finds nothing where something is broken on purpose proves nothing. */
async function noticed(
  built: string,
  sabotage: Sabotage,
  what: string,
  count: (built: string) => Promise<number>,
): Promise<Figure> {
  return {
    part: 'sabotage',
    what: `${sabotage.name}: ${what}`,
    count: await withSabotaged(built, sabotage, count),
    must: { beAtLeast: 1 },
  };
}
