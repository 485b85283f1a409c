import assert from 'node:assert/strict';
import { judgeAppend, NO_REVISION } from './append-rules.js';
import type { AppendResult, NewEvent } from './event-store.js';
import { sqliteCode } from './sqlite-errors.js';
import type { SqliteLogFile, StreamHead } from './sqlite-log-file.js';

export interface AppendRequest {
  readonly stream: string;
  /** -1 = the stream must not exist. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
}

/** Last known heads of streams; whatever is not in it is looked up in the file. */
export interface HeadCache {
  get(stream: string): StreamHead | undefined;
  set(stream: string, head: StreamHead): unknown;
  clear(): void;
}

/** An event id of the request is in its stream already, at another place; nothing of the request was stored. */
export interface IdTaken {
  readonly outcome: 'id-taken';
  readonly error: unknown;
}

export type CommitOutcome =
  /** In the order of the requests. */
  | { readonly outcome: 'committed'; readonly results: readonly (AppendResult | IdTaken)[] }
  /**
   * `isCertain`: nothing was stored; otherwise nobody knows. `isUsable`: the connection is as good as before; otherwise
   * it is to be closed, and the file opened anew.
   */
  | {
      readonly outcome: 'failed';
      readonly isCertain: boolean;
      readonly isUsable: boolean;
      readonly error: unknown;
    };

/** Ends the transaction in which `request` is. */
class TakenIn extends Error {
  readonly request: AppendRequest;

  constructor(request: AppendRequest, cause: unknown) {
    super('event id taken', { cause });
    this.request = request;
  }
}

/**
 * Decides all of `requests` one after the other and stores what they add in one transaction. A request in conflict, or with an id that is
 * taken, adds nothing and leaves the others alone. `heads` learns of new heads only when they are on disk.
 */
export function commitTogether(
  log: SqliteLogFile,
  heads: HeadCache,
  requests: readonly AppendRequest[],
): CommitOutcome {
  const taken = new Map<AppendRequest, IdTaken>();
  for (;;) {
    const outcome = commitWithout(taken, log, heads, requests);
    if (outcome.outcome !== 'id-taken') return outcome;
    taken.set(outcome.request, { outcome: 'id-taken', error: outcome.error });
  }
}

/** The same in one transaction, which ends at the first id that is taken. */
function commitWithout(
  taken: ReadonlyMap<AppendRequest, IdTaken>,
  log: SqliteLogFile,
  heads: HeadCache,
  requests: readonly AppendRequest[],
): CommitOutcome | (IdTaken & { readonly request: AppendRequest }) {
  const newHeads = new Map<string, StreamHead>();
  const headOf = (stream: string): StreamHead | undefined =>
    newHeads.get(stream) ?? heads.get(stream) ?? log.headOf(stream);
  let committing = false;
  try {
    log.begin();
    const results = requests.map((request) => {
      const refused = taken.get(request);
      if (refused !== undefined) return refused;
      const head = headOf(request.stream);
      const judgement = judgeAppend(
        head?.revision ?? NO_REVISION,
        request.expected,
        request.events,
        (from, count) => (head === undefined ? [] : log.idsFrom(head.id, from, count)),
      );
      if (judgement !== 'store') return judgement;
      const newHead = insertAll(log, request, head);
      newHeads.set(request.stream, newHead);
      return { outcome: 'stored', revision: newHead.revision } as const;
    });
    committing = true;
    log.commit();
    for (const [stream, head] of newHeads) heads.set(stream, head);
    return { outcome: 'committed', results };
  } catch (error) {
    // A commit that found no room has not written the transaction's end. After any other failure of a commit the end may
    // be on disk, whatever SQLite says.
    const isFull = sqliteCode(error) === 'SQLITE_FULL';
    const isCertain = !committing || isFull;
    const isRolledBack = isCertain && rollsBack(log);
    if (error instanceof TakenIn && isRolledBack) {
      return { outcome: 'id-taken', request: error.request, error: error.cause };
    }
    return { outcome: 'failed', isCertain, isUsable: isFull && isRolledBack, error };
  }
}

function insertAll(
  log: SqliteLogFile,
  request: AppendRequest,
  head: StreamHead | undefined,
): StreamHead {
  const id = head?.id ?? log.addStream(request.stream);
  let revision = head?.revision ?? NO_REVISION;
  for (const event of request.events) {
    revision += 1;
    try {
      log.insert(request.stream, { id, revision }, event);
    } catch (error) {
      if (sqliteCode(error) === 'SQLITE_CONSTRAINT_UNIQUE') throw new TakenIn(request, error);
      throw error;
    }
  }
  assert(revision === request.expected + request.events.length);
  return { id, revision };
}

function rollsBack(log: SqliteLogFile): boolean {
  try {
    log.rollback();
    return true;
  } catch {
    return false;
  }
}
