import { setTimeout } from 'node:timers/promises';
import type { StandingWatch } from '@app/alerting';
import type { Log } from './log.js';
import { supervised } from './supervised.js';
import type { WorkMetrics } from './work-metrics.js';

const LOOK_MS = 1_000;
const LOOKS_PER_TRY = 60;

export interface WatchShiftOptions {
  /** Of the shift's share. */
  readonly watch: StandingWatch;
  readonly metrics: WorkMetrics;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** Told how many organizations cannot be watched. */
  readonly onHalted: (organizations: number) => void;
  readonly log: Log;
}

/**
 * Keeps the standing watch until `signal` aborts: it follows the log, and looks around every second, so that a clock that jumps or sleeps is noticed.
 * Resolves when nothing of it runs any more.
 */
export async function keepWatch(options: WatchShiftOptions, signal: AbortSignal): Promise<void> {
  const { watch, log } = options;
  await Promise.all([
    supervised('the standing watch', () => watch.follow(signal), { signal, log }),
    supervised('the look at the days', () => lookAround(options, signal), { signal, log }),
  ]);
}

async function lookAround(
  { watch, metrics, now, onHalted }: WatchShiftOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let look = 0; !signal.aborted; look += 1) {
    await watch.lookAround();
    if (look % LOOKS_PER_TRY === 0) await watch.tryAgain();
    const halted = await watch.haltedOrganizations();
    onHalted(halted);
    const { behind } = watch;
    metrics.setWatch({
      halted,
      lagEvents: behind?.events ?? 0,
      lagSeconds: behind === null ? 0 : Math.max(0, now() - behind.since) / 1_000,
    });
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined); // it is over
  }
}
