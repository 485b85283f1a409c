/** Holds its share of the organizations' indexes, and works out the complete tier history of all of them when it is told to. */
import { parentPort, workerData } from 'node:worker_threads';
import { dayOf, type FactsIndex, tierIntervals } from '@app/domain';
import { indexOf, knownAfresh } from './indexes.js';
import { OPTION, PROGRAM } from './rules.js';
import { ENROLLED_ON, organizationIdOf, storyOf } from './story.js';

export interface Share {
  readonly seed: number;
  readonly numbers: readonly number[];
  readonly bookings: number;
}

/** To clear up, or to work the histories out, with their changes as text or only how many they are. */
export interface Asked {
  readonly collect?: boolean;
  readonly withLines?: boolean;
}

export type Told =
  | { readonly ready: true }
  | { readonly ms: number; readonly rows: number; readonly lines?: readonly string[] };

const { seed, numbers, bookings } = workerData as Share;
const indexes: FactsIndex[] = numbers.map((number) => indexOf(storyOf(seed, number, bookings)));
const RANK = { silver: 1, gold: 2 } as const;

parentPort?.on('message', ({ collect, withLines }: Asked) => {
  if (collect === true) {
    globalThis.gc?.();
    return tell({ ready: true });
  }
  const start = performance.now();
  const histories = indexes.map((index) =>
    tierIntervals(knownAfresh(index), [PROGRAM], OPTION, ENROLLED_ON, null),
  );
  const ms = performance.now() - start;
  // Of each history the first interval begins with the enrolment, which is no change to the peers.
  const rows = histories.reduce((sum, intervals) => sum + intervals.length - 1, 0);
  if (withLines !== true) return tell({ ms, rows });
  const lines = histories.flatMap((intervals, at) =>
    intervals.slice(1).map(({ from, tier }) => {
      return `${numbers[at]}|${from}|${tier === null ? 0 : RANK[tier]}`;
    }),
  );
  tell({ ms, rows, lines });
});

function tell(told: Told): void {
  parentPort?.postMessage(told);
}

// Checked here, where it costs nothing that is measured.
if (
  indexes.some(
    (index, at) => index.knownAt().organizationId !== organizationIdOf(numbers[at] ?? -1),
  )
) {
  throw new Error('an index holds another organization than its own');
}
if (dayOf('2013-01-01') !== ENROLLED_ON) throw new Error('days are counted otherwise');
tell({ ready: true });
