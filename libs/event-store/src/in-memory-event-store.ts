import { assertAppend, assertPrefixes, judgeAppend, revisionExpected } from './append-rules.js';
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
import { WakeUps } from './wake-ups.js';

const PAGE_SIZE = 1_000;

/** A store that forgets everything with the process, for tests. It keeps to the same terms as the others. */
export class InMemoryEventStore implements EventStore, StreamListing {
  readonly #log: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #wakeUps = new WakeUps();
  #closed = false;

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    assertAppend(stream, expected, events);
    this.#assertOpen();
    const stored = this.#streams.get(stream) ?? [];
    const judgement = judgeAppend(
      stored.length - 1,
      revisionExpected(expected),
      events,
      (revision, count) => stored.slice(revision, revision + count).map(({ eventId }) => eventId),
    );
    return judgement === 'store' ? this.#store(stream, stored, events) : judgement;
  }

  async *read(stream: string, from = 0): AsyncIterable<readonly StoredEvent[]> {
    for (let next = from; ; next += PAGE_SIZE) {
      this.#assertOpen();
      const page = this.#streams.get(stream)?.slice(next, next + PAGE_SIZE) ?? [];
      if (page.length > 0) yield page;
      if (page.length < PAGE_SIZE) return;
    }
  }

  async head(stream: string): Promise<StoredEvent | null> {
    this.#assertOpen();
    return this.#streams.get(stream)?.at(-1) ?? null;
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<readonly StoredEvent[]> {
    assertPrefixes(options.streamPrefixes);
    let next = options.after === null ? 0 : Number(options.after);
    while (!options.signal.aborted) {
      this.#assertOpen();
      const scanned = this.#log.slice(next, next + PAGE_SIZE);
      next += scanned.length;
      const page = scanned.filter(({ stream }) =>
        options.streamPrefixes.some((prefix) => stream.startsWith(prefix)),
      );
      if (page.length > 0) yield page;
      if (scanned.length === 0) await this.#wakeUps.sleep(options.signal, Infinity);
    }
  }

  async *streams(prefix: string): AsyncIterable<string> {
    this.#assertOpen();
    for (const stream of [...this.#streams.keys()].sort()) {
      if (stream.startsWith(prefix)) yield stream;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wakeUps.wake();
  }

  #store(stream: string, stored: StoredEvent[], events: readonly NewEvent[]): AppendResult {
    for (const { eventId, type, data, metadata } of events) {
      const event: StoredEvent = {
        stream,
        revision: stored.length,
        position: String(this.#log.length + 1),
        eventId,
        type,
        data,
        metadata,
      };
      stored.push(event);
      this.#log.push(event);
    }
    this.#streams.set(stream, stored);
    this.#wakeUps.wake();
    return { outcome: 'stored', revision: stored.length - 1 };
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('The in-memory event store is closed.');
  }
}
