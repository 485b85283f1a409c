import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  ErrorType,
  type EventStoreDBClient,
  type Position,
  type RecordedEvent,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { type Details, errorOfRead, errorType } from './eventstoredb-errors.js';
import { isBehind, positionIn } from './eventstoredb-events.js';
import { type LogReading, PAGE_SIZE, surviveGivingUp } from './eventstoredb-log.js';

/** How many of the log's newest events are looked at for one that should have come. */
const CANARY_EVENTS = 100;
const RESUME_PAUSES_MS = [50, 200, 1_000, 5_000] as const;
/** So often in a row is a silent subscription given twice the time. */
const MAX_DOUBLINGS = 6;

export interface Supervision {
  readonly client: EventStoreDBClient;
  readonly log: LogReading;
  /** After so long without a word it is looked whether an event has not come. */
  readonly canaryAfterMs: number;
  /** From 0 (inclusive) to 1 (exclusive): spreads the pauses before resuming, so that not everybody comes back at once. */
  readonly random: () => number;
  /** Told of each subscription that broke and is being resumed. */
  readonly onLost: (error: unknown) => void;
  /** What to do about an error that ends it. */
  readonly detailsOf: (error: unknown) => Promise<Details>;
}

export interface FilteredLog<Given> {
  readonly after: string | null;
  readonly prefixes: readonly string[];
  readonly signal: AbortSignal;
  /** What is given of an event. */
  readonly give: (event: RecordedEvent) => Given;
}

/** What is known of the log, as far as one subscriber is concerned. */
interface Place {
  /** Of the last event given. */
  position: Position | null;
  /** Up to here it was seen in the log itself that nothing behind `position` is wanted. */
  searched: Position | null;
}

/** Nothing came, although the log has, or may have, something to give. */
class GoneSilent extends Error {}

/**
 * One subscription to the whole log, filtered by the server, as pages of what has come since the last one was taken. Resumed
 * behind the last event given wherever it is dropped, hangs or breaks; returns when `signal` aborts, and rejects with
 * `StoreUnavailable` only where the reader is not allowed to.
 *
 * It is not resumed from the checkpoints that a server sends: those of some versions lie behind events that they have not
 * given yet, or outside of the log. They count as signs of life.
 */
export async function* supervisedPages<Given>(
  { client, log, canaryAfterMs, random, onLost, detailsOf }: Supervision,
  filtered: FilteredLog<Given>,
): AsyncGenerator<readonly Given[]> {
  const { after, signal } = filtered;
  const start = after === null ? null : positionIn(after);
  const place: Place = { position: start, searched: start };
  let [failures, silences] = [0, 0];
  while (!signal.aborted) {
    const patienceMs = canaryAfterMs * 2 ** Math.min(silences, MAX_DOUBLINGS);
    try {
      await nextTurn();
      for await (const page of pages({ client, log, patienceMs }, place, filtered)) {
        [failures, silences] = [0, 0];
        yield page;
        if (signal.aborted) break;
      }
    } catch (error) {
      if (errorType(error) === ErrorType.ACCESS_DENIED)
        throw errorOfRead(error, await detailsOf(error));
      onLost(error);
      if (error instanceof GoneSilent) silences += 1;
      const pauseMs = RESUME_PAUSES_MS[Math.min(failures, RESUME_PAUSES_MS.length - 1)] ?? 0;
      failures += 1;
      await asleep(pauseMs * (0.5 + random()), signal);
    }
  }
}

interface Watched {
  readonly client: EventStoreDBClient;
  readonly log: LogReading;
  readonly patienceMs: number;
}

/** The pages of one subscription; `place` moves on with them. Returns when `signal` aborts, throws what ends it otherwise. */
async function* pages<Given>(
  { client, log, patienceMs }: Watched,
  place: Place,
  { prefixes, signal, give }: FilteredLog<Given>,
): AsyncGenerator<readonly Given[]> {
  const hearing = new Hearing();
  const subscription = client.subscribeToAll(
    {
      fromPosition: place.position ?? START,
      filter: streamNameFilter({
        prefixes: [...prefixes],
        checkpointReached: () => hearing.heard(),
      }),
    },
    { highWaterMark: PAGE_SIZE },
  );
  surviveGivingUp(subscription);
  subscription.on('confirmation', () => hearing.confirmed());
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
    subscription.destroy();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const missing = (isFirstLook: boolean): Promise<string | null> =>
    whatIsMissing(log, place, prefixes, isFirstLook);
  void watchOver(subscription, hearing, missing, patienceMs, ended.signal);
  try {
    let page: Given[] = [];
    let last = place.position;
    for await (const { event } of subscription) {
      hearing.isAwaited = false;
      hearing.heard();
      if (event?.position !== undefined && isBehind(event.position, last)) {
        page.push(give(event));
        last = event.position;
      }
      if (subscription.readableLength === 0) await nextTurn();
      if (page.length > 0 && (page.length >= PAGE_SIZE || subscription.readableLength === 0)) {
        place.position = last;
        yield page;
        page = [];
      }
      hearing.isAwaited = true;
    }
    if (!signal.aborted) throw new Error('the server ended the subscription');
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ended.abort();
    signal.removeEventListener('abort', end);
    subscription.unsubscribe().catch(() => undefined);
  }
}

/** What has been heard of a subscription. */
class Hearing {
  /** Whether the next word is the server's to say; while a page is being worked on, it is not. */
  isAwaited = true;
  isConfirmed = false;
  words = 0;

  heard(): void {
    this.words += 1;
  }

  confirmed(): void {
    this.isConfirmed = true;
    this.heard();
  }

  isSilentSince(words: number): boolean {
    return this.isAwaited && this.words === words;
  }
}

/**
 * Ends a subscription with an error when nothing is heard of it for `patienceMs` and something should have been: a subscription
 * that has died without a word is as quiet as one that has nothing to say. Never rejects.
 */
async function watchOver(
  subscription: AllStreamSubscription,
  hearing: Hearing,
  missing: (isFirstLook: boolean) => Promise<string | null>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  let looks = 0;
  while (!signal.aborted) {
    const { words } = hearing;
    await asleep(patienceMs, signal);
    if (!hearing.isSilentSince(words)) looks = 0;
    if (signal.aborted || !hearing.isSilentSince(words)) continue;
    looks += 1;
    try {
      const what = hearing.isConfirmed
        ? await missing(looks === 1)
        : 'the server has not confirmed it';
      if (what === null) continue;
      // What has just been stored may be on its way.
      await asleep(Math.min(1_000, patienceMs / 2), signal);
      if (hearing.isSilentSince(words)) {
        subscription.destroy(new GoneSilent(`silent for ${patienceMs} ms: ${what}`));
      }
    } catch (error) {
      subscription.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/**
 * What the leader's log has behind `place` that a subscription should have given by now, or `null`. Since a server says now and
 * then how far it has searched, one that says nothing while the log grows by much between two looks is as good as dead.
 */
async function whatIsMissing(
  log: LogReading,
  place: Place,
  prefixes: readonly string[],
  isFirstLook: boolean,
): Promise<string | null> {
  const newest = await log.newest(CANARY_EVENTS);
  const from =
    place.searched !== null && isBehind(place.searched, place.position)
      ? place.searched
      : place.position;
  const unsearched = newest.filter(({ position }) => isBehind(positionIn(position), from));
  const missed = unsearched.find(({ stream }) =>
    prefixes.some((prefix) => stream.startsWith(prefix)),
  );
  if (missed !== undefined) {
    return `revision ${missed.revision} of ${missed.stream} is in the log and has not come`;
  }
  const [head] = newest;
  if (head !== undefined) place.searched = positionIn(head.position);
  return !isFirstLook && unsearched.length === CANARY_EVENTS
    ? `the log has grown by ${CANARY_EVENTS} events or more`
    : null;
}

async function asleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
