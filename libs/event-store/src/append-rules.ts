import assert from 'node:assert/strict';
import type { AppendResult, ExpectedRevision, NewEvent } from './event-store.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The revision of "no events": one before the first. */
export const NO_REVISION = -1;

/** The last revision a stream must have, -1 for a stream without events. */
export function revisionExpected(expected: ExpectedRevision): number {
  return expected === 'no-stream' ? NO_REVISION : expected;
}

/** Throws an assertion where a caller breaks the terms of `append`. Whether data is JSON is the caller's word. */
export function assertAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): void {
  assert(stream.length > 0 && stream.isWellFormed(), 'a stream has a name');
  assert(
    expected === 'no-stream' || (Number.isSafeInteger(expected) && expected >= 0),
    `an expected revision is 'no-stream' or an integer from 0 on, not ${String(expected)}`,
  );
  assert(events.length > 0, 'an append has at least one event');
  for (const { eventId, type, data, metadata } of events) {
    assert(UUID.test(eventId), `an event id is a UUID in lower case, not ${eventId}`);
    assert(type.length > 0, 'an event has a type');
    assert(
      data.isWellFormed() && metadata.isWellFormed(),
      `event ${eventId} holds half a surrogate pair, which no store can keep`,
    );
  }
  const distinct = new Set(events.map(({ eventId }) => eventId)).size;
  assert(distinct === events.length, 'two events of one append have the same id');
}

/** Throws an assertion where prefixes are missing or one of them would match everything. */
export function assertPrefixes(prefixes: readonly string[]): void {
  assert(
    prefixes.length > 0 && prefixes.every((prefix) => prefix.length > 0),
    'a subscription names at least one prefix, and no empty one',
  );
}

/**
 * What an append means for a stream that stands at `head` (-1 = no events): `store` it, or the answer without storing.
 * A retry is recognised by its ids lying right behind the revision it expected, whatever came after them; if only some
 * of them do, it is another append, hence a conflict.
 *
 * `idsFrom(revision, count)` gives the ids of up to `count` events from `revision` (inclusive) on.
 */
export function judgeAppend(
  head: number,
  expected: number,
  events: readonly NewEvent[],
  idsFrom: (revision: number, count: number) => readonly string[],
): 'store' | AppendResult {
  if (head === expected) return 'store';
  if (head >= expected + events.length) {
    const stored = idsFrom(expected + 1, events.length);
    if (events.every(({ eventId }, index) => stored[index] === eventId)) {
      return { outcome: 'stored', revision: expected + events.length };
    }
  }
  return { outcome: 'conflict', actual: head === NO_REVISION ? null : head };
}
