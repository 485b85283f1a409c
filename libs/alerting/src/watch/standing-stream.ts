import type { EventStore, NewEvent, StoredEvent } from '@app/event-store';
import { OutcomeUnknown } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { ALERT_TYPES, encodeAnnouncement, standingStreamOf } from '../announcement.js';
import { type Announced, evolve, initial, type StandingEvent } from './standing-decider.js';

/** NOTE: ids of stored events rest on it. */
const NAMESPACE = '5d0f1a0e-7d2b-4c55-9a3e-0f6f1e0b7c41';
/** Waits before an append of unknown outcome is tried again, in milliseconds. */
const SETTLING_PAUSES_MS = [50, 250, 1_000, 3_000];

/** What the stream `standing-<organizationId>` says, up to a revision; -1 = it has no events. */
export interface StandingStream {
  readonly organizationId: string;
  readonly announced: Announced;
  revision: number;
}

/** Rejects with a `StoreError`. */
export async function readStanding(
  store: EventStore,
  organizationId: string,
): Promise<StandingStream> {
  const stream: StandingStream = { organizationId, announced: initial(), revision: -1 };
  for await (const page of store.read(standingStreamOf(organizationId))) {
    for (const event of page) {
      const decoded = decode(event);
      if (decoded !== null) evolve(stream.announced, decoded);
      stream.revision = event.revision;
    }
  }
  return stream;
}

export interface Appending {
  readonly store: EventStore;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Appends `events` behind what `stream` was read up to and takes them in; `false` = somebody else wrote it first, and it is to be
 * read again. Rejects with a `StoreError`.
 */
export async function appendTo(
  stream: StandingStream,
  events: readonly StandingEvent[],
  { store, now, pause }: Appending,
): Promise<boolean> {
  const raisedAt = now();
  const encoded = events.map((event, place) =>
    encode(event, stream.organizationId, stream.revision + 1 + place, raisedAt),
  );
  const expected = stream.revision === -1 ? 'no-stream' : stream.revision;
  for (const pauseMs of [...SETTLING_PAUSES_MS, null]) {
    try {
      const result = await store.append(standingStreamOf(stream.organizationId), expected, encoded);
      if (result.outcome === 'conflict') return false;
      for (const event of events) evolve(stream.announced, event);
      stream.revision = result.revision;
      return true;
    } catch (error) {
      // The same ids at the same revision: stored once, however often it is said.
      if (!(error instanceof OutcomeUnknown) || pauseMs === null) throw error;
      await pause(pauseMs);
    }
  }
  throw new Error('unreachable');
}

/** The event, or `null` where it is none of the watch's, such as an acknowledgement. */
function decode({ type, data }: StoredEvent): StandingEvent | null {
  const isOurs = type === 'WatchBegan' || type === 'RiskPassed' || Object.hasOwn(ALERT_TYPES, type);
  return isOurs ? ({ type, data: JSON.parse(data) } as StandingEvent) : null;
}

/** The place in the stream is part of the identity: what is said, unsaid and said again was said twice. */
function encode(
  event: StandingEvent,
  organizationId: string,
  place: number,
  raisedAt: number,
): NewEvent {
  const { type, data } = event;
  const eventId = uuidV5(JSON.stringify([organizationId, place, type, data]), NAMESPACE);
  if (type === 'WatchBegan' || type === 'RiskPassed') {
    const metadata = JSON.stringify({ raisedAt: new Date(raisedAt).toISOString() });
    return { eventId, type, data: JSON.stringify(data), metadata };
  }
  return encodeAnnouncement(type, eventId, data, raisedAt);
}
