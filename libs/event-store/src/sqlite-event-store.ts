import { dirname, join, parse } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { assertAppend, revisionExpected } from './append-rules.js';
import { OutcomeUnknown, StoreError, StoreUnavailable } from './errors.js';
import type { EventBytes } from './event-bytes.js';
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
import { makeFolder } from './make-folder.js';
import { messageOf, operatingError } from './sqlite-errors.js';
import { checked } from './sqlite-format.js';
import { eventBytesOf } from './sqlite-event-bytes.js';
import type { AppendRequest, CommitOutcome, IdTaken } from './sqlite-group-commit.js';
import { openLogFile, type SqliteLogFile } from './sqlite-log-file.js';
import { followedPages, type FollowedFile } from './sqlite-subscription.js';
import { type Finding, findingsIn, type VerifyProgress } from './sqlite-verification.js';
import { copyTo } from './sqlite-backup.js';
import { ThreadedWriter } from './sqlite-threaded-writer.js';
import { DirectWriter, type LogWriter } from './sqlite-writer.js';
import { lockForWriting, type WriterLock } from './sqlite-writer-lock.js';
import { WakeUps } from './wake-ups.js';

const PAGE_SIZE = 1_000;
/** One transaction takes no more, so that it does not hold up the process for long. */
const MAX_EVENTS_PER_COMMIT = 10_000;
/** Whoever only reads goes through streams page by page: 4 MB of them. */
const READER_CACHE = 'cache_size = -4000';
/** So many are committed before the turn of the event loop ends in which they came. */
const ENOUGH_APPENDS = 32;
/** How often a reader looks for what another process has written. */
const POLL_MS = 200;
/** How often a subscriber passes over what is of other streams than its own: it is not woken for them. */
const PASSING_MS = 1_000;

export interface SqliteStoreOptions {
  /** Path of the event log. The writer's lock lies beside it, named like it but ending in `.lock`. */
  readonly file: string;
  /** Reads beside a writer in another process, creates no file, and rejects every append. */
  readonly readOnly?: boolean;
  /** Writes in a thread of its own, with these options of Node; absent = in the one that appends. */
  readonly thread?: { readonly execArgv?: readonly string[] };
  /** How the file is opened in this thread. */
  readonly openLog?: typeof openLogFile;
}

/** One commit after the other, until nothing is queued. */
interface Commits {
  done: Promise<void>;
}

/** Whoever sleeps until something is committed to a stream with one of its prefixes. */
interface Subscriber {
  readonly prefixes: readonly string[];
  readonly wakeUps: WakeUps;
}

interface PendingAppend extends AppendRequest {
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The event log in one SQLite file, with one writing process at a time.
 *
 * Appends that come in one turn of the event loop, or while others wait to be written, share one transaction and thereby one flush
 * of the disk. A failure whose outcome is unknown closes the file; the next call opens it again.
 */
export class SqliteEventStore implements EventStore, StreamListing {
  readonly #options: SqliteStoreOptions;
  readonly #lock: WriterLock | null;
  readonly #writer: LogWriter;
  readonly #subscribers = new Set<Subscriber>();
  #log: SqliteLogFile | null;
  #queue: PendingAppend[] = [];
  /** Whether what is queued goes off when this turn of the event loop ends. */
  #isGathering = false;
  /** As many at a time as the writer takes. */
  readonly #commits = new Set<Commits>();
  #isClosed = false;

  /**
   * Opens the log, and creates it and its directory where there is none unless `readOnly`. Throws `StoreLocked`, `StoreTooNew`,
   * `StoreCorrupt`, `StoreFull` or `StoreUnavailable`.
   */
  static open(options: SqliteStoreOptions): SqliteEventStore {
    const { file } = options;
    if (options.readOnly === true) return new SqliteEventStore(options, null);
    const directory = dirname(file);
    try {
      makeFolder(directory);
    } catch (error) {
      throw operatingError(error, file);
    }
    const lock = lockForWriting(join(directory, `${parse(file).name}.lock`), file);
    try {
      return new SqliteEventStore(options, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(options: SqliteStoreOptions, lock: WriterLock | null) {
    this.#options = options;
    this.#lock = lock;
    this.#log = this.#openLog();
    this.#writer =
      options.thread === undefined
        ? new DirectWriter({
            opened: () => this.#openedLog(),
            abandon: () => {
              this.#abandon();
            },
          })
        : new ThreadedWriter(options.file, options.thread.execArgv);
  }

  append(
    stream: string,
    expectedRevision: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      assertAppend(stream, expectedRevision, events);
      if (this.#isClosed) throw this.#closedError();
      if (this.#lock === null) {
        throw new StoreUnavailable(`The event log ${this.#options.file} is open for reading only.`);
      }
      const expected = revisionExpected(expectedRevision);
      this.#queue.push({ stream, expected, events, resolve, reject });
      this.#commitSoon();
    });
  }

  async *read(stream: string, from = 0): AsyncIterable<readonly StoredEvent[]> {
    assert(Number.isSafeInteger(from) && from >= 0, `a revision is an integer from 0 on: ${from}`);
    for (let next = from; ; next += PAGE_SIZE) {
      const page = this.#onLog((log) => log.readStream(stream, next, PAGE_SIZE));
      if (page.length > 0) yield this.#checked(page);
      if (page.length < PAGE_SIZE) return;
      await nextTurn(); // pages are read in one go; others get their turn between two
    }
  }

  async *readBytes(stream: string, from = 0): AsyncIterable<EventBytes | readonly StoredEvent[]> {
    for (let next = from; ; next += PAGE_SIZE) {
      const page = this.#onLog((log) => {
        return eventBytesOf(stream, next, log.readBytes(stream, next, next + PAGE_SIZE));
      });
      if (page === null) {
        yield* this.read(stream, next);
        return;
      }
      yield page;
      if (page.count < PAGE_SIZE) return;
      await nextTurn();
    }
  }

  async head(stream: string): Promise<StoredEvent | null> {
    const rows = this.#onLog((log) => {
      const head = log.headOf(stream);
      return head === undefined ? [] : log.readStream(stream, head.revision, 1);
    });
    return this.#checked(rows)[0] ?? null;
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<readonly StoredEvent[]> {
    const { streamPrefixes } = options;
    const pages = this.#followed(options, (log, after, to) =>
      log.readLog(after, to, streamPrefixes),
    );
    for await (const rows of pages) yield this.#checked(rows);
  }

  async *follow(options: SubscribeOptions): AsyncIterable<readonly EventPlace[]> {
    const { streamPrefixes } = options;
    const pages = this.#followed(options, (log, after, to) =>
      log.readPlaces(after, to, streamPrefixes),
    );
    for await (const rows of pages) {
      const places = rows.map(({ position, ...row }) => ({ ...row, position: String(position) }));
      const [first, ...others] = places;
      if (first !== undefined) yield [{ ...first, event: () => this.#eventAt(first) }, ...others];
    }
  }

  async *streams(prefix: string): AsyncIterable<string> {
    let last = '';
    for (;;) {
      const names = this.#onLog((log) => log.streamNames(prefix, last, PAGE_SIZE));
      yield* names;
      if (names.length < PAGE_SIZE) return;
      last = names.at(-1) ?? last;
      await nextTurn();
    }
  }

  /**
   * Whatever is wrong with the log: its structure, every event's checksum, and revisions that are missing or out of order.
   * Nothing comes from a sound one. `onProgress` is told events checked and events in all after each page.
   */
  async *verify(onProgress: VerifyProgress = () => undefined): AsyncIterable<Finding> {
    const pages = findingsIn(() => this.#openedLog(), this.#options.file, onProgress);
    for (const findings of pages) {
      yield* findings;
      await nextTurn();
    }
  }

  /**
   * Copies the log as it stands into the new file `toFile`, while appends go on, and comes back when the copy is on disk.
   * Rejects with `StoreUnavailable` where `toFile` exists, `StoreFull` where it finds no room.
   */
  async backup(toFile: string): Promise<void> {
    await copyTo(this.#openedLog(), toFile);
  }

  async close(): Promise<void> {
    while (this.#commits.size > 0) {
      await Promise.all([...this.#commits].map(({ done }) => done));
    }
    if (!this.#isClosed) await this.#writer.close();
    this.#isClosed = true;
    this.#log?.close();
    this.#log = null;
    this.#lock?.release();
    for (const { wakeUps } of this.#subscribers) wakeUps.wake();
  }

  /** What comes in one turn of the event loop goes together, but for as many as are enough to keep the disk busy meanwhile. */
  #commitSoon(): void {
    if (this.#commits.size >= this.#writer.callsAtOnce) return;
    if (this.#isGathering && this.#queue.length < ENOUGH_APPENDS) return;
    const commits = { done: Promise.resolve() };
    this.#commits.add(commits);
    commits.done = this.#commitQueue(commits, this.#isGathering);
  }

  /** Until nothing is queued: what came while others were written goes next, without another wait. */
  async #commitQueue(commits: Commits, isEnough: boolean): Promise<void> {
    try {
      if (!isEnough) {
        this.#isGathering = true;
        await nextTurn();
        this.#isGathering = false;
      }
      while (this.#queue.length > 0) {
        const requests = this.#takeRequests();
        this.#settle(requests, await this.#writer.commit(requests));
        // Who writes in this thread holds everybody up meanwhile.
        if (this.#options.thread === undefined) await nextTurn();
      }
    } finally {
      // In the same step in which nothing was queued: what came in between would wait for somebody who is gone.
      this.#commits.delete(commits);
    }
  }

  #takeRequests(): PendingAppend[] {
    let events = 0;
    const full = this.#queue.findIndex((request) => {
      events += request.events.length;
      return events >= MAX_EVENTS_PER_COMMIT;
    });
    return this.#queue.splice(0, full === -1 ? this.#queue.length : full + 1);
  }

  #settle(requests: readonly PendingAppend[], outcome: CommitOutcome): void {
    if (outcome.outcome === 'committed') {
      for (const [index, { resolve, reject }] of requests.entries()) {
        const result = outcome.results[index] as AppendResult | IdTaken;
        if (result.outcome === 'id-taken') reject(result.error);
        else resolve(result);
      }
      this.#wake(requests);
    } else {
      const error = outcome.isCertain
        ? operatingError(outcome.error, this.#options.file)
        : this.#unknown(outcome.error);
      if (!outcome.isUsable) this.#abandon();
      for (const { reject } of requests) reject(error);
    }
  }

  #wake(requests: readonly PendingAppend[]): void {
    for (const { prefixes, wakeUps } of this.#subscribers) {
      const concerns = ({ stream }: PendingAppend) => prefixes.some((it) => stream.startsWith(it));
      if (requests.some(concerns)) wakeUps.wake();
    }
  }

  #unknown(cause: unknown): StoreError {
    return new OutcomeUnknown(
      `The event log ${this.#options.file} failed in a commit (${messageOf(cause)}), and may or may not hold what was written. ` +
        'The same append again settles it.',
      { cause },
    );
  }

  /** After a failure nothing that SQLite remembers of the file can be relied on. */
  #abandon(): void {
    try {
      this.#log?.connection.close();
    } catch {
      // It is gone either way.
    }
    this.#log = null;
  }

  #openLog(): SqliteLogFile {
    const { file, openLog = openLogFile } = this.#options;
    const log = openLog(file, this.#lock === null ? 'read' : 'write');
    if (this.#options.thread !== undefined) log.connection.pragma(READER_CACHE);
    return log;
  }

  #openedLog(): SqliteLogFile {
    if (this.#isClosed) throw this.#closedError();
    this.#log ??= this.#openLog();
    return this.#log;
  }

  async *#followed<Row>(options: SubscribeOptions, read: FollowedFile<Row>['read']) {
    const wakeUps = new WakeUps();
    const subscriber = { prefixes: options.streamPrefixes, wakeUps };
    this.#subscribers.add(subscriber);
    try {
      yield* followedPages(options, {
        onLog: (use) => this.#onLog(use),
        ...{ read, wakeUps },
        pollMs: this.#lock === null ? POLL_MS : PASSING_MS,
      });
    } finally {
      this.#subscribers.delete(subscriber);
    }
  }

  #eventAt({ stream, revision }: EventPlace): StoredEvent {
    const [event] = this.#checked(this.#onLog((log) => log.readStream(stream, revision, 1)));
    assert(event !== undefined, `revision ${revision} of ${stream} was there`);
    return event;
  }

  #onLog<Result>(use: (log: SqliteLogFile) => Result): Result {
    try {
      return use(this.#openedLog());
    } catch (error) {
      throw error instanceof StoreError ? error : operatingError(error, this.#options.file);
    }
  }

  #checked(rows: readonly Parameters<typeof checked>[0][]): StoredEvent[] {
    return rows.map((row) => checked(row, this.#options.file));
  }

  #closedError(): StoreError {
    return new StoreUnavailable(`The event log ${this.#options.file} is closed.`);
  }
}
