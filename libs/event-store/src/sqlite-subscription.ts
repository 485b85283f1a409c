import { setImmediate as nextTurn } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { assertPrefixes } from './append-rules.js';
import type { SubscribeOptions } from './event-store.js';
import type { SqliteLogFile } from './sqlite-log-file.js';
import type { WakeUps } from './wake-ups.js';

/** Positions that are read in one go. */
const PAGE_SIZE = 1_000;
/** Whoever begins farther behind the end of the log than this may have missed nothing all the same: most of it is of others' streams. */
const FAR_BEHIND = 10_000;

export interface FollowedFile<Row> {
  readonly onLog: <Result>(use: (log: SqliteLogFile) => Result) => Result;
  /** What is read of positions in (`after`, `to`]. */
  readonly read: (log: SqliteLogFile, after: number, to: number) => readonly Row[];
  readonly wakeUps: WakeUps;
  /** How often it is looked for what nobody tells of. */
  readonly pollMs: number;
}

/** Pages of what `read` finds behind the position, then further ones as events arrive, until the signal aborts. None is empty. */
export async function* followedPages<Row>(
  { after, streamPrefixes, signal }: SubscribeOptions,
  { onLog, read, wakeUps, pollMs }: FollowedFile<Row>,
): AsyncGenerator<readonly Row[]> {
  assertPrefixes(streamPrefixes);
  if (signal.aborted) return;
  let position = onLog((log) => begin(log, positionOf(after), streamPrefixes));
  while (!signal.aborted) {
    const { rows, end, isLast } = onLog((log) => {
      const last = log.lastPosition();
      const to = Math.max(position, Math.min(position + PAGE_SIZE, last));
      return { rows: read(log, position, to), end: to, isLast: to >= last };
    });
    position = end;
    if (rows.length > 0) yield rows;
    else if (isLast) await wakeUps.sleep(signal, pollMs);
    await nextTurn();
  }
}

/** `position`, or the end of the log where nothing of the streams is behind it: to look through all that lies between takes half a second for a million events. */
function begin(log: SqliteLogFile, position: number, streamPrefixes: readonly string[]): number {
  // Looked at first: what is stored from now on lies behind it.
  const last = log.lastPosition();
  const isFar = last - position > FAR_BEHIND;
  return isFar && log.lastPositionOf(streamPrefixes) <= position ? last : position;
}

function positionOf(text: string | null): number {
  const position = text === null ? 0 : Number(text);
  assert(Number.isSafeInteger(position) && position >= 0, `not a position of this log: ${text}`);
  return position;
}
