import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NO_REVISION } from './append-rules.js';
import { StoreCorrupt, StoreFull, StoreTooNew, StoreUnavailable } from './errors.js';
import type { AppendResult, NewEvent } from './event-store.js';
import type { AppendRequest, CommitOutcome, IdTaken } from './sqlite-group-commit.js';
import type { LogWriter } from './sqlite-writer.js';

/** What the thread is sent. */
export type WriterTask = SentRequests | 'close';

/** Appends on their way to the thread: lists of texts are copied in half the time that objects take, whose keys go along with each. */
export interface SentRequests {
  readonly streams: readonly string[];
  readonly expected: readonly number[];
  /** How many events each append has. */
  readonly counts: readonly number[];
  /** Of each event its id, its type, its data and its metadata. */
  readonly texts: readonly string[];
}

const TEXTS = 4;

/** An error on its way between threads. */
export interface ToldError {
  /** The name of a `StoreError`'s class, `null` for any other error. */
  readonly kind: string | null;
  readonly code: string;
  readonly message: string;
}

type Told<Outcome> = Outcome extends { readonly error: unknown }
  ? Omit<Outcome, 'error'> & { readonly error: ToldError }
  : Outcome;

/** As `CommitOutcome`. */
export type ToldOutcome =
  | Told<Extract<CommitOutcome, { outcome: 'failed' }>>
  | { readonly outcome: 'committed'; readonly results: readonly Told<AppendResult | IdTaken>[] };

/** What opening the log may throw. */
const KINDS = { StoreCorrupt, StoreFull, StoreTooNew, StoreUnavailable };

/** The thread's program lies beside this file, compiled or not as this one is. */
const PROGRAM = new URL(`./sqlite-writer-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Writes in a thread of its own: what the disk takes for a flush, the process has for other work. The thread starts with the first
 * append, and anew with the next one where it died. It holds up nobody's exit while it has nothing to do.
 */
export class ThreadedWriter implements LogWriter {
  /** It begins the second when it ends the first, and not when whoever waits for the first hears of that. */
  readonly callsAtOnce = 2;
  readonly #file: string;
  readonly #execArgv: readonly string[] | undefined;
  #thread: Worker | null = null;
  /** Of what the thread has been sent and has not answered, in that order. */
  #settles: ((outcome: CommitOutcome) => void)[] = [];

  /** `execArgv`: options of Node for the thread. */
  constructor(file: string, execArgv?: readonly string[]) {
    this.#file = file;
    this.#execArgv = execArgv;
  }

  commit(requests: readonly AppendRequest[]): Promise<CommitOutcome> {
    const thread = (this.#thread ??= this.#started());
    return new Promise((resolve) => {
      thread.ref();
      this.#settles.push(resolve);
      thread.postMessage(sent(requests) satisfies WriterTask);
    });
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    if (thread === null) return;
    await new Promise<void>((resolve) => {
      thread.ref();
      thread.once('exit', () => {
        resolve();
      });
      thread.postMessage('close' satisfies WriterTask);
    });
  }

  #started(): Worker {
    const thread = new Worker(PROGRAM, {
      workerData: { file: this.#file },
      ...(this.#execArgv === undefined ? {} : { execArgv: [...this.#execArgv] }),
    });
    thread.unref();
    thread.on('message', (told: ToldOutcome) => {
      const settle = this.#settles.shift();
      if (this.#settles.length === 0) thread.unref();
      settle?.(outcomeFrom(told));
    });
    let reason: unknown = new Error('the thread that writes the log ended');
    thread.on('error', (error) => {
      reason = error;
    });
    thread.once('exit', () => {
      this.#thread = null;
      // What it was about to commit may be there or not.
      for (const settle of this.#settles.splice(0)) {
        settle({ outcome: 'failed', isCertain: false, isUsable: false, error: reason });
      }
    });
    return thread;
  }
}

function sent(requests: readonly AppendRequest[]): SentRequests {
  const texts: string[] = [];
  for (const { events } of requests) {
    for (const { eventId, type, data, metadata } of events) {
      texts.push(eventId, type, data, metadata);
    }
  }
  return {
    streams: requests.map(({ stream }) => stream),
    expected: requests.map(({ expected }) => expected),
    counts: requests.map(({ events }) => events.length),
    texts,
  };
}

/** What was sent, in the thread that it was sent to. */
export function received({ streams, expected, counts, texts }: SentRequests): AppendRequest[] {
  let at = 0;
  return streams.map((stream, place) => {
    const events: NewEvent[] = [];
    for (const end = at + TEXTS * (counts[place] ?? 0); at < end; at += TEXTS) {
      const text = (place: number): string => texts[at + place] ?? '';
      events.push({ eventId: text(0), type: text(1), data: text(2), metadata: text(3) });
    }
    return { stream, expected: expected[place] ?? NO_REVISION, events };
  });
}

function outcomeFrom(told: ToldOutcome): CommitOutcome {
  if (told.outcome === 'failed') return { ...told, error: errorFrom(told.error) };
  const results = told.results.map((result) =>
    result.outcome === 'id-taken' ? { ...result, error: errorFrom(result.error) } : result,
  );
  return { ...told, results };
}

function errorFrom({ kind, code, message }: ToldError): Error {
  const Kind = kind === null ? undefined : KINDS[kind as keyof typeof KINDS];
  return Kind === undefined ? Object.assign(new Error(message), { code }) : new Kind(message);
}
