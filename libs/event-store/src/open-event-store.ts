import { join } from 'node:path';
import { StoreAddressInvalid } from './errors.js';
import type { EventStore, StreamListing } from './event-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
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
}: EventStoreAddress): Promise<EventStore & StreamListing> {
  if (url === '') {
    const file = join(directory, EVENT_LOG_FILE);
    return SqliteEventStore.open({ file, readOnly, ...(writesInThread ? { thread: {} } : {}) });
  }
  const store = new EventStoreDbEventStore({ url, readOnly });
  try {
    await store.preflight();
  } catch (error) {
    if (!(error instanceof StoreAddressInvalid)) return store;
    await store.close();
    throw error;
  }
  return store;
}
