import { once } from 'node:events';
import { ShareLost } from '@app/database';
import { pauseFor } from '@app/event-store';
import type { Log } from './log.js';

const MAX_PAUSE_MS = 30_000;

export interface Supervision {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'error'>;
}

/**
 * Does `work` again and again until `signal` aborts; what ends it before its time is logged and tried again, with growing pauses. Work that others have
 * taken over rests until then.
 */
export async function supervised(
  what: string,
  work: () => Promise<void>,
  { signal, log }: Supervision,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const beganAt = performance.now();
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ShareLost) {
        await once(signal, 'abort');
        return;
      }
      // What ran for long has nothing to do with what ended it before.
      if (performance.now() - beganAt > MAX_PAUSE_MS) failures = 0;
      const pauseMs = Math.min(MAX_PAUSE_MS, 250 * 2 ** failures);
      failures += 1;
      const stack = error instanceof Error ? error.stack : String(error);
      log.error({ stack, pauseMs }, `${what} failed; it goes on after a pause`);
      await pauseFor(pauseMs, signal);
    }
  }
}
