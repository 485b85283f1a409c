import type { Pass } from './facts-index.js';
import type { DayIntervals } from './intervals.js';

export interface KnownIndividual {
  readonly individualId: string;
  readonly membership: DayIntervals;
  readonly passes: readonly Pass[];
}

/** Somebody with all that was ever recorded of them, also what counts as never recorded. */
export interface RecordedIndividual {
  readonly individualId: string;
  /** By the live facts. */
  readonly membership: DayIntervals;
  readonly passes: readonly { readonly pass: Pass; readonly live: boolean }[];
  /** Of the last fact about them. */
  readonly revision: number;
}
