import { setTimeout } from 'node:timers/promises';
import type { PinoLogger } from 'nestjs-pino';

const MAX_PAUSE_MS = 30_000;

export interface Supervision {
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly logger: PinoLogger;
}

/** Does `work` again and again until `signal` aborts; what ends it before its time is logged and tried again, with growing pauses. */
export async function supervised(
  what: string,
  work: () => Promise<void>,
  { signal, logger }: Supervision,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      const pauseMs = Math.min(MAX_PAUSE_MS, 250 * 2 ** failures);
      failures += 1;
      const stack = error instanceof Error ? error.stack : String(error);
      logger.error({ stack, pauseMs }, `${what} failed; it goes on after a pause`);
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined); // told to stop
    }
  }
}
