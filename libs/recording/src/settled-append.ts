import {
  type AppendResult,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  OutcomeUnknown,
  StoreError,
} from '@app/event-store';

/** Waits before an append of unknown outcome is tried again, in milliseconds. */
const SETTLING_PAUSES_MS = [50, 250, 1_000, 3_000];

/**
 * Appends, and says an append of unknown outcome again until the store knows what became of it. Rejects with the store's error, which is
 * `OutcomeUnknown` as soon as one append was; a bug comes through as it is, its `cause` the unknown outcome that it came behind.
 */
export async function settledAppend(
  store: EventStore,
  pause: (ms: number) => Promise<void>,
  ...append: [stream: string, expected: ExpectedRevision, events: readonly NewEvent[]]
): Promise<AppendResult> {
  let unknown: OutcomeUnknown | null = null;
  for (const pauseMs of [...SETTLING_PAUSES_MS, null]) {
    try {
      return await store.append(...append);
    } catch (error) {
      if (!(error instanceof StoreError)) {
        if (unknown !== null && error instanceof Error) error.cause ??= unknown;
        throw error;
      }
      // The same ids at the same revision: stored once, however often it is said. That a later call stored nothing says
      // nothing of the first one.
      if (error instanceof OutcomeUnknown) unknown = error;
      if (unknown === null || pauseMs === null) throw unknown ?? error;
      await pause(pauseMs);
    }
  }
  throw new Error('unreachable');
}
