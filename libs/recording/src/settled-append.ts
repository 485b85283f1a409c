import { type AppendResult, OutcomeUnknown, StoreError } from '@app/event-store';

/** Waits before an append of unknown outcome is tried again, in milliseconds. */
const SETTLING_PAUSES_MS = [50, 250, 1_000, 3_000];

/**
 * What became of an append that rejected with `error`: where its outcome is unknown, `append` says it again until the store knows. Rejects
 * with the store's error, which is `OutcomeUnknown` as soon as one append was; a bug comes through as it is, its `cause` the unknown outcome
 * that it came behind.
 */
export async function settledAppend(
  error: unknown,
  append: () => Promise<AppendResult>,
  pause: (ms: number) => Promise<void>,
): Promise<AppendResult> {
  if (!(error instanceof OutcomeUnknown)) throw error;
  let unknown = error;
  for (const pauseMs of SETTLING_PAUSES_MS) {
    await pause(pauseMs);
    try {
      return await append();
    } catch (later) {
      if (!(later instanceof StoreError)) {
        if (later instanceof Error) later.cause ??= unknown;
        throw later;
      }
      // The same ids at the same revision: stored once, however often it is said. That a later call stored nothing says
      // nothing of the first one.
      if (later instanceof OutcomeUnknown) unknown = later;
    }
  }
  throw unknown;
}
