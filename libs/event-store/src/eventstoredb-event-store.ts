import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  ErrorType,
  type EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  assertAppend,
  assertPrefixes,
  judgeAppend,
  NO_REVISION,
  revisionExpected,
} from './append-rules.js';
import { StoreUnavailable } from './errors.js';
import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  NewEvent,
  StoredEvent,
  StreamListing,
  SubscribeOptions,
} from './event-store.js';
import {
  connectClassically,
  type EventStoreDbAddress,
  parseAddress,
} from './eventstoredb-connection.js';
import { errorOfAppend, errorOfRead, errorType, isFailedDiscovery } from './eventstoredb-errors.js';
import { bytesOf, positionIn, storedEvent, toEventData } from './eventstoredb-events.js';
import { whyNoNodeIsFound } from './eventstoredb-reachability.js';
import { collected, filteredPages } from './eventstoredb-streams.js';

const PAGE_SIZE = 1_000;
/** What a server takes in one append unless it is told otherwise. */
const MAX_APPEND_BYTES = 1024 * 1024;
/** How often a call is sent again to the node that the last one named as the leader. */
const MAX_LEADER_CHANGES = 3;
const RESUME_PAUSES_MS = [50, 200, 1_000, 5_000] as const;

export interface EventStoreDbOptions {
  /** `esdb://` or `esdb+discover://`; `kurrentdb://` and `kurrentdb+discover://` mean the same. */
  readonly url: string;
  /** Rejects every append. */
  readonly readOnly?: boolean;
  /** After this long without an answer the outcome of an append is unknown. */
  readonly appendDeadlineMs?: number;
  /** A page that takes longer is given up. */
  readonly readDeadlineMs?: number;
  /** A subscription that has been quiet for this long is made anew, since a dead one is quiet too. */
  readonly renewSubscriptionAfterMs?: number;
  /** Told of each subscription that broke and is being resumed. */
  readonly onSubscriptionLost?: (error: unknown) => void;
}

/** The event log on an EventStoreDB or KurrentDB server or cluster. */
export class EventStoreDbEventStore implements EventStore, StreamListing {
  /** An append costs much the same processor time for one event and for several, in the client and in the server. */
  readonly appendsAtOnce = 8;
  readonly #options: Required<EventStoreDbOptions>;
  readonly #address: EventStoreDbAddress;
  readonly #client: EventStoreDBClient;
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  /** Connects at the first call. Throws `StoreAddressInvalid` where the address is not understood. */
  constructor(options: EventStoreDbOptions) {
    this.#options = {
      readOnly: false,
      appendDeadlineMs: 10_000,
      readDeadlineMs: 10_000,
      renewSubscriptionAfterMs: 60_000,
      onSubscriptionLost: () => undefined,
      ...options,
    };
    this.#address = parseAddress(options.url);
    this.#client = connectClassically(this.#address);
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    assertAppend(stream, expected, events);
    const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0);
    assert(bytes <= MAX_APPEND_BYTES, `an append has at most 1 MiB, not ${bytes} bytes`);
    this.#assertOpen();
    if (this.#options.readOnly) {
      throw new StoreUnavailable('The connection to EventStoreDB is for reading only.');
    }
    const appending = this.#append(stream, revisionExpected(expected), events);
    this.#inFlight.add(appending);
    try {
      return await appending;
    } finally {
      this.#inFlight.delete(appending);
    }
  }

  async *read(stream: string, from = 0): AsyncIterable<readonly StoredEvent[]> {
    assert(Number.isSafeInteger(from) && from >= 0, `a revision is an integer from 0 on: ${from}`);
    for (let next = from; ; next += PAGE_SIZE) {
      this.#assertOpen();
      const page = await this.#page(stream, next, PAGE_SIZE);
      if (page.length > 0) yield page;
      if (page.length < PAGE_SIZE) return;
    }
  }

  async head(stream: string): Promise<StoredEvent | null> {
    this.#assertOpen();
    const [last] = await this.#readPage(() =>
      this.#client.readStream(stream, {
        direction: BACKWARDS,
        fromRevision: END,
        maxCount: 1,
        requiresLeader: true,
      }),
    );
    return last ?? null;
  }

  /** Resumes by itself behind the last event given wherever the server or the network ends it. */
  async *subscribe(options: SubscribeOptions): AsyncIterable<readonly StoredEvent[]> {
    assertPrefixes(options.streamPrefixes);
    const ended = AbortSignal.any([options.signal, this.#closing.signal]);
    let position = options.after;
    let failures = 0;
    while (!options.signal.aborted) {
      this.#assertOpen();
      try {
        await nextTurn();
        for await (const page of filteredPages(this.#client, {
          after: position,
          prefixes: options.streamPrefixes,
          signal: ended,
          renewAfterMs: this.#options.renewSubscriptionAfterMs,
        })) {
          failures = 0;
          position = page.at(-1)?.position ?? position;
          yield page;
          if (ended.aborted) break;
        }
      } catch (error) {
        if (errorType(error) === ErrorType.ACCESS_DENIED) throw errorOfRead(error, '');
        this.#options.onSubscriptionLost(error);
        const pauseMs = RESUME_PAUSES_MS[Math.min(failures, RESUME_PAUSES_MS.length - 1)];
        await pause(pauseMs, undefined, { signal: ended }).catch(() => undefined);
        failures += 1;
      }
    }
  }

  /** Reads the whole log: the server has no list of streams that does not depend on its projections. */
  async *streams(prefix: string): AsyncIterable<string> {
    let from: ReturnType<typeof positionIn> | typeof START = START;
    for (let isFirst = true; ; isFirst = false) {
      this.#assertOpen();
      const fromPosition = from;
      const page = await this.#readPage(() =>
        this.#client.readAll({ fromPosition, maxCount: PAGE_SIZE, requiresLeader: true }),
      );
      for (const { stream, revision } of isFirst ? page : page.slice(1)) {
        if (revision === 0 && stream.startsWith(prefix)) yield stream;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_SIZE) return;
      from = positionIn(last.position); // such a read begins with the event at the position itself
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#inFlight);
    await this.#client.dispose();
  }

  async #append(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    try {
      await this.#onLeader(() => this.#send(stream, expected, events));
      return { outcome: 'stored', revision: expected + events.length };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) {
        throw errorOfAppend(error, stream, await this.#detailsOf(error));
      }
      return await this.#afterWrongVersion(stream, expected, events, error);
    }
  }

  async #send(stream: string, expected: number, events: readonly NewEvent[]): Promise<void> {
    const deadline = this.#options.appendDeadlineMs;
    const overdue = new AbortController();
    try {
      await Promise.race([
        this.#client.appendToStream(stream, events.map(toEventData), {
          expectedRevision: expected === NO_REVISION ? NO_STREAM : BigInt(expected),
          deadline,
          requiresLeader: true,
        }),
        // The client keeps the deadline itself, unless its channel goes away under the call.
        pause(deadline + 1_000, undefined, { signal: overdue.signal }).then(() => {
          throw new Error(`no answer within ${deadline} ms`);
        }),
      ]);
    } finally {
      overdue.abort();
    }
  }

  /** A repeated append is the server's to recognise; looking ourselves makes the answer right whatever it remembers. */
  async #afterWrongVersion(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
    { actualVersion }: WrongExpectedVersionError,
  ): Promise<AppendResult> {
    const head = typeof actualVersion === 'bigint' ? Number(actualVersion) : NO_REVISION;
    const stored = await this.#page(stream, expected + 1, events.length);
    const judgement = judgeAppend(head, expected, events, () =>
      stored.map(({ eventId }) => eventId),
    );
    assert(judgement !== 'store', `the server refuses revision ${expected} and stands at it`);
    return judgement;
  }

  #page(stream: string, from: number, count: number): Promise<StoredEvent[]> {
    return this.#readPage(() =>
      this.#client.readStream(stream, {
        direction: FORWARDS,
        fromRevision: BigInt(from),
        maxCount: count,
        requiresLeader: true,
      }),
    );
  }

  async #readPage(open: () => Parameters<typeof collected>[0]): Promise<StoredEvent[]> {
    try {
      return await this.#onLeader(async () => {
        const resolved = await collected(
          open(),
          this.#options.readDeadlineMs,
          this.#closing.signal,
        );
        return resolved.flatMap(({ event }) => (event === undefined ? [] : [storedEvent(event)]));
      });
    } catch (error) {
      if (errorType(error) === ErrorType.STREAM_NOT_FOUND) return [];
      throw errorOfRead(error, await this.#detailsOf(error));
    }
  }

  /**
   * A node that does not lead refuses, and names the leader, to which the client then turns. Each call begins a turn of its
   * own, so that the client is never caught between taking a channel and another call's failure closing it.
   */
  async #onLeader<Result>(call: () => Promise<Result>): Promise<Result> {
    for (let changes = 0; ; changes += 1) {
      await nextTurn();
      try {
        return await call();
      } catch (error) {
        if (errorType(error) !== ErrorType.NOT_LEADER || changes === MAX_LEADER_CHANGES)
          throw error;
      }
    }
  }

  async #detailsOf(error: unknown): Promise<string> {
    return isFailedDiscovery(error) ? ` ${await whyNoNodeIsFound(this.#address)}` : '';
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) {
      throw new StoreUnavailable('The connection to EventStoreDB is closed.');
    }
  }
}
