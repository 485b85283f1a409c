import { haltedOrganizations, type StandingWatch } from '@app/alerting';
import type { Database } from '@app/database';
import { type EventPlace, pauseFor } from '@app/event-store';
import type { LogFollower } from '@app/projections';
import type { Log } from './log.js';
import { supervised } from './supervised.js';
import type { WorkMetrics } from './work-metrics.js';

const LOOK_MS = 1_000;
const LOOKS_PER_TRY = 60;

export interface WatchShiftOptions {
  /** Of the shift's share. */
  readonly watch: StandingWatch;
  /** What the watch is told of the log. */
  readonly follower: LogFollower;
  readonly metrics: WorkMetrics;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly database: Pick<Database, 'db'>;
  readonly log: Log;
}

/**
 * Keeps the standing watch until `signal` aborts: it follows the log, and looks around every second, so that a clock that jumps or sleeps is noticed.
 * Resolves when nothing of it runs any more.
 */
export async function keepWatch(options: WatchShiftOptions, signal: AbortSignal): Promise<void> {
  const { watch, follower, log } = options;
  await Promise.all([
    supervised('the standing watch', () => watch.follow(follower, signal), { signal, log }),
    supervised('the look at the days', () => lookAround(options, signal), { signal, log }),
  ]);
}

async function lookAround(
  { watch, follower, metrics, now, database }: WatchShiftOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 0; !signal.aborted; look += 1) {
    await watch.lookAround();
    if (look % LOOKS_PER_TRY === 0) await watch.tryAgain();
    const { behind } = follower;
    metrics.setWatch({
      halted: await haltedOrganizations(database),
      lagEvents: behind?.events ?? 0,
      lagSeconds: behind === null ? 0 : Math.max(0, now() - recordedAt(behind.first)) / 1_000,
    });
    await pauseFor(LOOK_MS, signal);
  }
}

/** Milliseconds; 0 where nobody knows. */
function recordedAt({ event }: EventPlace): number {
  const metadata = JSON.parse(event?.().metadata ?? '{}') as { readonly recordedAt?: string };
  return metadata.recordedAt === undefined ? 0 : Date.parse(metadata.recordedAt);
}
