import { LRUCache } from 'lru-cache';
import { type AppendRequest, type CommitOutcome, commitTogether } from './sqlite-group-commit.js';
import type { SqliteLogFile, StreamHead } from './sqlite-log-file.js';

const CACHED_HEADS = 50_000;

/** Stores appends, all that it is given in one transaction. */
export interface LogWriter {
  /** How many calls of `commit` may be under way; each is carried out when those before it are. */
  readonly callsAtOnce: number;
  /** Never rejects: what went wrong is an outcome. */
  commit(requests: readonly AppendRequest[]): CommitOutcome | Promise<CommitOutcome>;
  /** Lets go of what it holds open. */
  close(): void | Promise<void>;
}

/** Where a writer finds its log, and what it does with one that cannot be relied on any more. */
export interface OpenedLog {
  /** Opens it where it is not open. Throws a `StoreError`. */
  readonly opened: () => SqliteLogFile;
  readonly abandon: () => void;
}

/** Writes in the thread that it is called in. */
export class DirectWriter implements LogWriter {
  readonly callsAtOnce = 1;
  readonly #log: OpenedLog;
  readonly #heads = new LRUCache<string, StreamHead>({ max: CACHED_HEADS });

  constructor(log: OpenedLog) {
    this.#log = log;
  }

  commit(requests: readonly AppendRequest[]): CommitOutcome {
    let log: SqliteLogFile;
    try {
      log = this.#log.opened();
    } catch (error) {
      return { outcome: 'failed', isCertain: true, isUsable: true, error };
    }
    const outcome = commitTogether(log, this.#heads, requests);
    if (outcome.outcome === 'failed' && !outcome.isUsable) {
      // Neither what SQLite remembers of the file nor what we do can be relied on.
      this.#heads.clear();
      this.#log.abandon();
    }
    return outcome;
  }

  close(): void {
    this.#heads.clear();
  }
}
