export * from './errors.js';
export type * from './event-store.js';
export { EventStoreDbEventStore, type EventStoreDbOptions } from './eventstoredb-event-store.js';
export { InMemoryEventStore } from './in-memory-event-store.js';
export { makeFolder } from './make-folder.js';
export { EVENT_LOG_FILE, type EventStoreAddress, openEventStore } from './open-event-store.js';
export { SqliteEventStore, type SqliteStoreOptions } from './sqlite-event-store.js';
export type { Finding, VerifyProgress } from './sqlite-verification.js';
export { WakeUps } from './wake-ups.js';
