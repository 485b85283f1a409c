import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  ErrorType,
  type EventStoreDBClient,
  FORWARDS,
  type ResolvedEvent,
  START,
  type StreamingRead,
} from '@eventstore/db-client';
import type { StoredEvent } from './event-store.js';
import { type Details, errorOfRead, errorType } from './eventstoredb-errors.js';
import { positionIn, storedEvent } from './eventstoredb-events.js';

export const PAGE_SIZE = 1_000;
/** How often a call is sent again to the node that the last one named as the leader. */
const MAX_LEADER_CHANGES = 3;

export interface LogReadingOptions {
  readonly client: EventStoreDBClient;
  /** A page that takes longer is given up. */
  readonly deadlineMs: number;
  /** Gives up every page under way. */
  readonly closing: AbortSignal;
  /** Ends the message of a page that failed, with what to do. */
  readonly detailsOf: (error: unknown) => Promise<Details>;
}

/** Pages of streams and of the whole log, as the leader answers them. Each rejects with `StoreUnavailable`. */
export class LogReading {
  constructor(private readonly options: LogReadingOptions) {}

  /** Up to `count` events of a stream from a revision (inclusive) on; none where it does not exist. */
  ofStream(stream: string, from: number, count: number): Promise<StoredEvent[]> {
    return this.#page(() =>
      this.options.client.readStream(stream, {
        direction: FORWARDS,
        fromRevision: BigInt(from),
        maxCount: count,
        requiresLeader: true,
      }),
    );
  }

  /** A stream's last event, or none. */
  headOf(stream: string): Promise<StoredEvent[]> {
    return this.#page(() =>
      this.options.client.readStream(stream, {
        direction: BACKWARDS,
        fromRevision: END,
        maxCount: 1,
        requiresLeader: true,
      }),
    );
  }

  /** Up to `PAGE_SIZE` events of the whole log from a position (inclusive, `null` = the beginning) on. */
  ofAll(from: string | null): Promise<StoredEvent[]> {
    return this.#page(() =>
      this.options.client.readAll({
        fromPosition: from === null ? START : positionIn(from),
        maxCount: PAGE_SIZE,
        requiresLeader: true,
      }),
    );
  }

  /** The last events of the whole log, up to `count`, the newest first. */
  newest(count: number): Promise<StoredEvent[]> {
    return this.#page(() =>
      this.options.client.readAll({
        direction: BACKWARDS,
        fromPosition: END,
        maxCount: count,
        requiresLeader: true,
      }),
    );
  }

  async #page(open: () => StreamingRead<ResolvedEvent>): Promise<StoredEvent[]> {
    const { deadlineMs, closing, detailsOf } = this.options;
    try {
      return await onLeader(async () => {
        const resolved = await collected(open(), deadlineMs, closing);
        return resolved.flatMap(({ event }) => (event === undefined ? [] : [storedEvent(event)]));
      });
    } catch (error) {
      if (errorType(error) === ErrorType.STREAM_NOT_FOUND) return [];
      throw errorOfRead(error, await detailsOf(error));
    }
  }
}

/**
 * A node that does not lead refuses, and names the leader, to which the client then turns. Each call begins a turn of its
 * own, so that the client is never caught between taking a channel and another call's failure closing it.
 */
export async function onLeader<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let changes = 0; ; changes += 1) {
    await nextTurn();
    try {
      return await call();
    } catch (error) {
      if (errorType(error) !== ErrorType.NOT_LEADER || changes === MAX_LEADER_CHANGES) throw error;
    }
  }
}

/**
 * Everything a read gives. Rejects when it is not complete after `deadlineMs`, since the client itself sets reads no limit,
 * or when `signal` aborts.
 */
async function collected<Event>(
  reading: StreamingRead<Event>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Event[]> {
  surviveGivingUp(reading);
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

/**
 * What is given up is not over for the client. It goes on to report errors, and an error nobody hears ends the process; and an answer that has
 * arrived whole waits to be read, which the client would wait for without end when it is closed.
 */
export function surviveGivingUp(given: object): void {
  const reading = given as Readable; // the client's types leave out events that every stream has
  reading.on('error', () => undefined);
  reading.once('unpipe', (answer: Readable) => answer.resume());
}
