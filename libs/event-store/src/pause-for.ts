import { setTimeout } from 'node:timers/promises';

/** Resolves `ms` from now, or when `signal` aborts: whoever follows a log and is told to stop has come to its end, and has not failed. */
export async function pauseFor(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
