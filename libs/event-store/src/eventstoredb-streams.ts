import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type ResolvedEvent,
  START,
  type StreamingRead,
  streamNameFilter,
} from '@eventstore/db-client';
import type { StoredEvent } from './event-store.js';
import { positionIn, storedEvent } from './eventstoredb-events.js';

const PAGE_SIZE = 1_000;

/**
 * Everything a read gives. Rejects when it is not complete after `deadlineMs`, since the client itself sets reads no limit,
 * or when `signal` aborts.
 */
export async function collected<Event extends ResolvedEvent | AllStreamResolvedEvent>(
  reading: StreamingRead<Event>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Event[]> {
  surviveLateErrors(reading);
  const giveUp = (because: string): void => {
    reading.destroy(new Error(because));
    reading.cancel().catch(() => undefined);
  };
  const overdue = setTimeout(giveUp, deadlineMs, `no answer within ${deadlineMs} ms`);
  const onAbort = (): void => giveUp('the connection was closed');
  signal.addEventListener('abort', onAbort);
  try {
    const all: Event[] = [];
    for await (const event of reading) all.push(event);
    return all;
  } finally {
    clearTimeout(overdue);
    signal.removeEventListener('abort', onAbort);
  }
}

export interface FilteredPages {
  readonly after: string | null;
  readonly prefixes: readonly string[];
  readonly signal: AbortSignal;
  /** How long it waits for an event before it ends, which is no error. */
  readonly renewAfterMs: number;
}

/**
 * One subscription to the whole log, filtered by the server, as pages of what has come since the last one was taken.
 * Returns when `signal` aborts or nothing comes for long; throws whatever ends the subscription otherwise.
 */
export async function* filteredPages(
  client: EventStoreDBClient,
  { after, prefixes, signal, renewAfterMs }: FilteredPages,
): AsyncGenerator<readonly StoredEvent[]> {
  const subscription = client.subscribeToAll(
    {
      fromPosition: after === null ? START : positionIn(after),
      filter: streamNameFilter({ prefixes: [...prefixes] }),
    },
    { highWaterMark: PAGE_SIZE },
  );
  surviveLateErrors(subscription);
  let isEnded = false;
  const end = (): void => {
    isEnded = true;
    subscription.destroy();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  let quiet = setTimeout(end, renewAfterMs);
  try {
    let page: StoredEvent[] = [];
    for await (const { event } of subscription) {
      clearTimeout(quiet);
      if (event !== undefined) page.push(storedEvent(event));
      if (subscription.readableLength === 0) await nextTurn();
      if (page.length > 0 && (page.length >= PAGE_SIZE || subscription.readableLength === 0)) {
        yield page;
        page = [];
      }
      quiet = setTimeout(end, renewAfterMs);
    }
    if (!isEnded) throw new Error('the server ended the subscription');
  } catch (error) {
    if (!isEnded) throw error;
  } finally {
    clearTimeout(quiet);
    signal.removeEventListener('abort', end);
    subscription.unsubscribe().catch(() => undefined);
  }
}

/** The client goes on to report errors of a stream that nobody reads any more, and an error nobody hears ends the process. */
function surviveLateErrors(stream: { on(event: 'error', listener: () => void): unknown }): void {
  stream.on('error', () => undefined);
}
