import { type EventStore, type NewEvent, OutcomeUnknown, StoreUnavailable } from '@app/event-store';

const MAX_TRIES = 20;

/**
 * Appends `event` to `stream` unless an event with its id is there: however often it is said, and whoever else writes the stream, it
 * is stored once. Rejects with the store's error where that cannot be settled.
 */
export async function appendOnce(
  store: EventStore,
  stream: string,
  event: NewEvent,
): Promise<void> {
  let failure: unknown;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    let head = -1;
    for await (const page of store.read(stream)) {
      if (page.some(({ eventId }) => eventId === event.eventId)) return;
      head = page.at(-1)?.revision ?? head;
    }
    try {
      const expected = head === -1 ? 'no-stream' : head;
      if ((await store.append(stream, expected, [event])).outcome === 'stored') return;
    } catch (error) {
      // The next reading tells.
      if (!(error instanceof OutcomeUnknown)) throw error;
      failure = error;
    }
  }
  throw new StoreUnavailable(`${stream} could not be written ${MAX_TRIES} times in a row`, {
    cause: failure,
  });
}
