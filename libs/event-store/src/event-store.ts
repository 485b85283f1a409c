/**
 * The port every log implements: an append-only set of streams of JSON events, each stream with its own
 * revisions (0-based, no gaps), and one position over all of them for subscribers.
 *
 * Errors are of three kinds. A conflict is a value of `append`. An operating error is one of the classes in
 * `errors.ts`. A wrong call (an empty append, a negative revision) is an assertion.
 */

import type { EventBytes } from './event-bytes.js';

/** An event on its way into a stream. */
export interface NewEvent {
  /** UUID in lower case, once per stream. The same id at the same place is the same event: a retried append is recognised by it. Version 7 is stored fastest. */
  readonly eventId: string;
  readonly type: string;
  /** JSON text of an object, as `JSON.stringify` writes it; it reads back character for character. */
  readonly data: string;
  /** JSON text of an object, like `data`. */
  readonly metadata: string;
}

/** An event at rest. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** 0-based place in its stream. */
  readonly revision: number;
  /** Opaque place in the whole log; hand it back to `subscribe` to go on behind this event. */
  readonly position: string;
}

/** Where an event stands in the log. */
export interface EventPlace extends Pick<StoredEvent, 'stream' | 'revision' | 'position'> {
  /** The event itself: of the first of a page always, of the others where it came along. */
  readonly event?: () => StoredEvent;
}

/** The revision a stream must have for an append to be stored. */
export type ExpectedRevision = number | 'no-stream';

export type AppendResult =
  /** On disk. `revision` is that of the last event of this append. Also the answer to a retry of an append that was stored. */
  | { readonly outcome: 'stored'; readonly revision: number }
  /** Nothing was stored; the stream is at `actual` (`null` = it has no events). */
  | { readonly outcome: 'conflict'; readonly actual: number | null };

export interface SubscribeOptions {
  /** Events strictly behind this position; `null` = from the beginning of the log. */
  readonly after: string | null;
  /** Only streams whose name begins with one of these: at least one, none of them empty. */
  readonly streamPrefixes: readonly string[];
  /** Ends the subscription: the iteration then returns, it does not throw. */
  readonly signal: AbortSignal;
}

export interface EventStore {
  /**
   * More appends than this at once bring no more: whoever has further events for a stream does better to let them gather. Absent =
   * there is no such number.
   */
  readonly appendsAtOnce?: number;

  /**
   * Appends all of `events` (at least one) to `stream`, or none.
   *
   * Resolves only when the events are on disk. An append that is repeated with the same ids and the same expected
   * revision is answered `stored` again, however much came behind it, and stores nothing.
   *
   * Rejects with `OutcomeUnknown` when the store cannot tell whether the events were stored (a deadline, a lost connection, an
   * I/O error in a commit): the caller settles it by the same call again. Rejects with `StoreUnavailable` or `StoreFull` when it
   * is certain that nothing was stored.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult>;

  /**
   * Pages of a stream's events in the order of their revisions, from `from` (inclusive) on, to the head as it is when the
   * last page is read. A stream without events gives no page. On a cluster the leader answers, so what was acknowledged
   * is seen. Rejects with `StoreUnavailable` or `StoreCorrupt`.
   */
  read(stream: string, from?: number): AsyncIterable<readonly StoredEvent[]>;

  /**
   * The same as `read`, for whoever folds long streams: pages as bytes, where the store has them so, and else as events. Absent = it
   * never has.
   */
  readBytes?(stream: string, from?: number): AsyncIterable<EventBytes | readonly StoredEvent[]>;

  /** The stream's last event, or `null` where it has none. */
  head(stream: string): Promise<StoredEvent | null>;

  /**
   * Pages of events behind `after` in the order of the log, then further pages as events arrive, until `signal` aborts.
   * Every event is delivered at least once; a subscriber that stores the position of the last event of a page together with
   * what it made of the page sees each once.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<readonly StoredEvent[]>;

  /**
   * The same as `subscribe`, for whoever asks where the log has grown, and not what it says: no more is read than that. Absent =
   * `subscribe` costs as little; `placesIn` takes either.
   */
  follow?(options: SubscribeOptions): AsyncIterable<readonly EventPlace[]>;

  /**
   * Waits for appends in flight, then lets go of files and connections. Whatever is called after it, and a subscription
   * that still runs, rejects with `StoreUnavailable`.
   */
  close(): Promise<void>;
}

export interface StreamListing {
  /**
   * The names of all streams that begin with `prefix`, each once, in no particular order; streams that come into being
   * meanwhile may be missing. For tools: it may read the whole log.
   */
  streams(prefix: string): AsyncIterable<string>;
}
