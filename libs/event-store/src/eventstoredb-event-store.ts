import assert from 'node:assert/strict';
import {
  type EventStoreDBClient,
  type RecordedEvent,
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
  EventPlace,
  EventStore,
  ExpectedRevision,
  NewEvent,
  StoredEvent,
  StreamListing,
  SubscribeOptions,
} from './event-store.js';
import { Appends } from './eventstoredb-append.js';
import { connect, parseAddress } from './eventstoredb-connection.js';
import { type Details, errorOfAppend, NO_DETAILS, outcomeUnknown } from './eventstoredb-errors.js';
import { assertJson, bytesOf, placeOfEvent, storedEvent } from './eventstoredb-events.js';
import { LogReading, onLeader, PAGE_SIZE } from './eventstoredb-log.js';
import { Diagnosis } from './eventstoredb-preflight.js';
import { supervisedPages } from './eventstoredb-subscription.js';

/** What a server takes in one append unless it is told otherwise. */
const MAX_APPEND_BYTES = 1024 * 1024;

export interface EventStoreDbOptions {
  /** `esdb://` or `esdb+discover://`; `kurrentdb://` and `kurrentdb+discover://` mean the same. */
  readonly url: string;
  /** Rejects every append. */
  readonly readOnly?: boolean;
  /** After this long without an answer the outcome of an append is unknown. */
  readonly appendDeadlineMs?: number;
  /** A page that takes longer is given up. */
  readonly readDeadlineMs?: number;
  /** When a subscription has been quiet for this long it is looked whether it is dead: an event that has not come is a sign. */
  readonly canaryAfterMs?: number;
  /** Told of each subscription that broke and is being resumed. */
  readonly onSubscriptionLost?: (error: unknown) => void;
  /** From 0 (inclusive) to 1 (exclusive): spreads the pauses before a subscription is resumed. */
  readonly random?: () => number;
}

/** The event log on an EventStoreDB or KurrentDB server or cluster. */
export class EventStoreDbEventStore implements EventStore, StreamListing {
  /** An append of four events costs a third more processor time than one of a single event, in the client and in the server. */
  readonly appendsAtOnce = 8;
  readonly #options: Required<EventStoreDbOptions>;
  readonly #client: EventStoreDBClient;
  readonly #appends: Appends;
  readonly #log: LogReading;
  readonly #inFlight = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  readonly #detailsOf: (error: unknown) => Promise<Details>;

  /** Connects at the first call. Throws `StoreAddressInvalid` where the address is not understood. */
  constructor(options: EventStoreDbOptions) {
    this.#options = {
      readOnly: false,
      appendDeadlineMs: 10_000,
      readDeadlineMs: 10_000,
      canaryAfterMs: 10_000,
      onSubscriptionLost: () => undefined,
      random: Math.random,
      ...options,
    };
    const address = parseAddress(options.url);
    const diagnosis = new Diagnosis(address);
    this.#detailsOf = (error) =>
      this.#closing.signal.aborted ? Promise.resolve(NO_DETAILS) : diagnosis.detailsOf(error);
    this.#client = connect(address);
    this.#appends = new Appends(this.#client);
    this.#log = new LogReading({
      client: this.#client,
      deadlineMs: this.#options.readDeadlineMs,
      closing: this.#closing.signal,
      detailsOf: this.#detailsOf,
    });
  }

  /**
   * Resolves when the leader lets the log be read. Rejects with the real cause where it does not, and with what to do: with
   * `StoreAddressInvalid` where the address cannot work as it is, with `StoreUnavailable` where the server is to be waited for.
   */
  async preflight(): Promise<void> {
    this.#assertOpen();
    await this.#log.newest(1);
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    assertAppend(stream, expected, events);
    events.forEach(assertJson);
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
      const page = await this.#log.ofStream(stream, next, PAGE_SIZE);
      if (page.length > 0) yield page;
      if (page.length < PAGE_SIZE) return;
    }
  }

  async head(stream: string): Promise<StoredEvent | null> {
    this.#assertOpen();
    const [last] = await this.#log.headOf(stream);
    return last ?? null;
  }

  /** Resumes by itself behind the last event given wherever the server or the network ends it. */
  subscribe(options: SubscribeOptions): AsyncIterable<readonly StoredEvent[]> {
    return this.#followed(options, storedEvent);
  }

  /** As `subscribe`. The server sends whole events: they come along, and are read by whoever wants them. */
  follow(options: SubscribeOptions): AsyncIterable<readonly EventPlace[]> {
    return this.#followed(options, placeOfEvent);
  }

  /**
   * Reads the whole log. The server keeps a list of its streams, `$streams`, only where its own projections run, behind the log
   * and without a word of how far: a stream that was acknowledged could be missing from it.
   */
  async *streams(prefix: string): AsyncIterable<string> {
    let from: string | null = null;
    for (let isFirst = true; ; isFirst = false) {
      this.#assertOpen();
      const page = await this.#log.ofAll(from);
      for (const { stream, revision } of isFirst ? page : page.slice(1)) {
        if (revision === 0 && stream.startsWith(prefix)) yield stream;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_SIZE) return;
      from = last.position; // such a read begins with the event at the position itself
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#inFlight);
    this.#appends.close();
    await this.#client.dispose();
  }

  async *#followed<Given>(
    { after, streamPrefixes, signal }: SubscribeOptions,
    give: (event: RecordedEvent) => Given,
  ): AsyncIterable<readonly Given[]> {
    assertPrefixes(streamPrefixes);
    if (signal.aborted) return;
    this.#assertOpen();
    yield* supervisedPages(
      {
        client: this.#client,
        log: this.#log,
        canaryAfterMs: this.#options.canaryAfterMs,
        random: this.#options.random,
        onLost: this.#options.onSubscriptionLost,
        detailsOf: this.#detailsOf,
      },
      {
        after,
        prefixes: streamPrefixes,
        signal: AbortSignal.any([signal, this.#closing.signal]),
        give,
      },
    );
    if (!signal.aborted) this.#assertOpen();
  }

  async #append(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    let sent = 0;
    try {
      await onLeader(() => {
        sent += 1;
        return this.#send(stream, expected, events);
      });
      return { outcome: 'stored', revision: expected + events.length };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) {
        return await this.#afterWrongVersion(stream, expected, events, error);
      }
      throw await errorOfAppend(error, { stream, isFirst: sent === 1 }, this.#detailsOf);
    }
  }

  async #send(stream: string, expected: number, events: readonly NewEvent[]): Promise<void> {
    const deadlineMs = this.#options.appendDeadlineMs;
    let overdue: NodeJS.Timeout | undefined;
    try {
      await Promise.race([
        this.#appends.append({ stream, expected, events, deadlineMs }),
        // What is sent keeps its deadline, unless its channel goes away under the call; the search for a node has none.
        new Promise((_, reject) => {
          overdue = setTimeout(() => {
            reject(new Error(`no answer within ${deadlineMs} ms`));
          }, deadlineMs + 1_000);
        }),
      ]);
    } finally {
      clearTimeout(overdue);
    }
  }

  /**
   * A repeated append is the server's to recognise; looking ourselves makes the answer right whatever it remembers. Where the
   * stream cannot be looked at, nobody can tell a repeated append that was stored from one in conflict.
   */
  async #afterWrongVersion(
    stream: string,
    expected: number,
    events: readonly NewEvent[],
    refusal: WrongExpectedVersionError,
  ): Promise<AppendResult> {
    const { actualVersion } = refusal;
    const head = typeof actualVersion === 'bigint' ? Number(actualVersion) : NO_REVISION;
    try {
      const stored =
        head < expected + events.length
          ? []
          : await this.#log.ofStream(stream, expected + 1, events.length);
      const judgement = judgeAppend(head, expected, events, () =>
        stored.map(({ eventId }) => eventId),
      );
      if (judgement !== 'store') return judgement;
    } catch (error) {
      throw outcomeUnknown(stream, 'the stream cannot be looked at', error);
    }
    throw outcomeUnknown(stream, `it refuses revision ${expected} and stands at it`, refusal);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) {
      throw new StoreUnavailable('The connection to EventStoreDB is closed.');
    }
  }
}
