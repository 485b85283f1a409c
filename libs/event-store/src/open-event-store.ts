import { join } from 'node:path';
import { StoreAddressInvalid } from './errors.js';
import type { EventStore, StreamListing } from './event-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';

/** The name of the embedded event log within its directory. */
export const EVENT_LOG_FILE = 'events.db';

export interface EventStoreAddress {
  /** Absent or empty: the embedded store. */
  readonly url?: string;
  /** Where the embedded store keeps its files. */
  readonly directory: string;
  /** Rejects appends and leaves the files as they are. */
  readonly readOnly?: boolean;
  /** The embedded store writes in a thread of its own: for a process that has other work meanwhile. */
  readonly writesInThread?: boolean;
  /** Told of what a server is waited for, with the cause: that it is not there at the start, that a subscription is being resumed. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * The event store at an address. Rejects with `StoreAddressInvalid` where the address is not understood or cannot work as it is,
 * and with what keeps the embedded store from being opened. A server that is not there yet is no reason: calls say so until it is.
 */
export async function openEventStore({
  url = '',
  directory,
  readOnly = false,
  writesInThread = false,
  onTrouble = () => undefined,
}: EventStoreAddress): Promise<EventStore & StreamListing> {
  if (url === '') {
    const file = join(directory, EVENT_LOG_FILE);
    return SqliteEventStore.open({ file, readOnly, ...(writesInThread ? { thread: {} } : {}) });
  }
  // Its client is a seventh of what a program loads: only where it is used.
  const { EventStoreDbEventStore } = await import('./eventstoredb-event-store.js');
  const store = new EventStoreDbEventStore({ url, readOnly, onSubscriptionLost: onTrouble });
  try {
    await store.preflight();
  } catch (error) {
    if (error instanceof StoreAddressInvalid) {
      await store.close();
      throw error;
    }
    onTrouble(error);
  }
  return store;
}
