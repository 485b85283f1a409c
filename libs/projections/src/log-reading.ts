import type { Database, Share } from '@app/database';
import {
  type EventPlace,
  type EventStore,
  pauseFor,
  placesIn,
  type StoredEvent,
  WakeUps,
} from '@app/event-store';
import {
  factsOfPage,
  ORGANIZATION_STREAM_PREFIX,
  organizationOfStream,
  type RecentFacts,
  streamOfOrganization,
  UndecodableFact,
} from '@app/recording';
import { LogFollower } from './log-follower.js';
import { lowestOf, partOf, ShareCheckpoints } from './share-checkpoints.js';

/** A shorter page is the end of the log: reading on at once would find what the next commit brings, and little more. */
const LONG_PAGE = 500;
const QUIET_MS = 20;

export interface LogReadingOptions {
  readonly store: EventStore;
  readonly database: Pick<Database, 'db'>;
  /** Whose organizations are followed. */
  readonly share: Pick<Share, 'partitions'>;
  /** Where facts go that come along with the log. */
  readonly recent: RecentFacts;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * One reading of the log for all projections of a process that follow organizations. Each is told which of them have something new, at its own
 * pace, and keeps checkpoints of its own. See docs/adr/0021-one-reading-of-the-log.md.
 */
export class LogReading {
  readonly #followers: readonly LogFollower[];
  readonly #roomMade = new WakeUps();
  /** Up to where it was read; `undefined` = it has not begun. */
  #position: string | null | undefined;

  /** `projections` are the identities of those who follow: their checkpoints are kept under them. */
  constructor(
    private readonly options: LogReadingOptions,
    projections: readonly string[],
  ) {
    this.#followers = projections.map((projection) => new LogFollower(projection, this.#roomMade));
  }

  /** One of those it was made for. */
  follower(projection: string): LogFollower {
    const found = this.#followers.find((one) => one.projection === projection);
    if (found === undefined) throw new Error(`${projection} does not follow this reading`);
    return found;
  }

  /**
   * Reads from the lowest checkpoint on until `signal` aborts. Rejects with a `StoreError` or the database's error; called again it goes on
   * where it was, and nobody who follows misses anything.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { store, pause = pauseFor } = this.options;
    this.#position ??= await this.#begin();
    const streamPrefixes = [ORGANIZATION_STREAM_PREFIX];
    for await (const page of placesIn(store, { after: this.#position, streamPrefixes, signal })) {
      await this.#tell(page);
      while (!signal.aborted && this.#followers.some(({ isFull }) => isFull)) {
        await this.#roomMade.sleep(signal, Infinity);
      }
      if (page.length < LONG_PAGE) await pause(QUIET_MS, signal);
    }
    for (const follower of this.#followers) follower.end();
  }

  /** The lowest checkpoint of all who follow. */
  async #begin(): Promise<string | null> {
    const { database, share } = this.options;
    const lowest: (string | null)[] = [];
    for (const follower of this.#followers) {
      const checkpoints = await ShareCheckpoints.load(database, follower.projection, share);
      follower.begin(checkpoints);
      lowest.push(checkpoints.lowest);
    }
    return lowestOf(lowest);
  }

  async #tell(page: readonly EventPlace[]): Promise<void> {
    const [first, last] = [page[0], page.at(-1)];
    if (first === undefined || last === undefined) return;
    const found = this.#followers.map((): [string, EventPlace][] => []);
    const carriesFacts = page.every(({ event }) => event !== undefined);
    const carried = new Map<string, EventPlace[]>();
    for (const place of page) {
      const organizationId = organizationOfStream(place.stream);
      // Before anything else is done of an event: each of several processes reads all of the log, and has a part of it.
      const part = organizationId === null ? undefined : partOf(organizationId, this.options.share);
      if (organizationId === null || part === undefined) continue;
      let isNews = false;
      for (const [at, follower] of this.#followers.entries()) {
        if (!follower.isNews(part, place.position)) continue;
        found[at]?.push([organizationId, place]);
        isNews = true;
      }
      if (isNews && carriesFacts) listIn(carried, organizationId).push(place);
    }
    await this.#keep(carried);
    const { position } = last;
    for (const [at, follower] of this.#followers.entries()) {
      follower.take({ news: found[at] ?? [], first, position, carriesFacts });
    }
    this.#position = position;
  }

  /** Keeps the facts that came along for those who fold them. */
  async #keep(places: ReadonlyMap<string, readonly EventPlace[]>): Promise<void> {
    const { store, recent } = this.options;
    for (const [organizationId, ofOne] of places) {
      const unknown = ofOne.filter(({ revision }) => !recent.has(organizationId, revision));
      const events = unknown.flatMap(({ event }): StoredEvent[] => {
        return event === undefined ? [] : [event()];
      });
      if (events.length === 0) continue;
      try {
        const facts = await factsOfPage(store, streamOfOrganization(organizationId), events);
        recent.take(organizationId, facts);
      } catch (error) {
        // Whoever folds the organization meets it in the stream.
        if (!(error instanceof UndecodableFact)) throw error;
      }
    }
  }
}

/** Reads the log for one projection alone, until `follow` has come to its end; `follow` is told by its signal when it is over. */
export async function readAlone(
  options: LogReadingOptions,
  projection: string,
  signal: AbortSignal,
  follow: (follower: LogFollower, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const reading = new LogReading(options, [projection]);
  const following = follow(reading.follower(projection), until).finally(() => {
    over.abort();
  });
  const both = [reading.run(until), following];
  try {
    await Promise.all(both);
  } finally {
    over.abort();
    await Promise.allSettled(both);
  }
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
