import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Checkpoint,
  type Database,
  EVERYTHING,
  isInShare,
  type OrganizationStandings,
  PARTITIONS,
  type Share,
  storeStandings,
} from '@app/database';
import { type Day, formatDay, type Program } from '@app/domain';
import type { EventStore, StreamListing } from '@app/event-store';
import { ORGANIZATION_STREAM_PREFIX, organizationOfStream, UndecodableFact } from '@app/recording';
import type { FactsCache } from './facts-cache.js';
import type { LogFollower, News } from './log-follower.js';
import { readAlone } from './log-reading.js';
import { ShareCheckpoints } from './share-checkpoints.js';
import { editionsHash, organizationRow, standingRows } from './standing-rows.js';

/** The projection's identity for ever: its checkpoints are kept under it. */
export const STANDINGS = 'standings';
const ALL_PARTITIONS = new Set(Array.from({ length: PARTITIONS }, (_, partition) => partition));
/** An organization is evaluated once for all that was recorded of it meanwhile. */
const GATHERING = { quietMs: 40, maxMs: 1_000 };
/** How many organizations are looked at side by side where their facts come over a network. */
const ABREAST = 8;
/** How many organizations are looked at, and stored, in one transaction. */
const ORGANIZATIONS_PER_TRANSACTION = 50;

export interface StandingsProjectionOptions {
  readonly store: EventStore & StreamListing;
  readonly database: Database;
  readonly facts: FactsCache;
  readonly programs: () => readonly Program[];
  readonly today: () => Day;
  readonly timeZone: string;
  /** Told of an organization whose facts cannot be read; the others go on. */
  readonly onUndecodable: (error: UndecodableFact) => void;
  /** Told of an organization whose facts were read. */
  readonly onReadable?: (organizationId: string) => void;
}

/**
 * Keeps the directory and the table of standings: a row is what an option's tier is from the day it was made to the next day on
 * which the tier changes. Rows and checkpoint are one transaction, so a page that is delivered twice is stored once.
 */
export class StandingsProjection {
  constructor(private readonly options: StandingsProjectionOptions) {}

  /**
   * Keeps the rows of `share` up with what `follower` is told of, until `signal` aborts or the log ends. Rejects with a `StoreError`, the database's
   * error, or `ShareLost`; called again it goes on where it was.
   */
  async follow(
    follower: LogFollower,
    signal: AbortSignal,
    share: Share = EVERYTHING,
    onStored: (news: News) => void = () => undefined,
  ): Promise<void> {
    for (;;) {
      const news = await follower.next(signal, GATHERING);
      if (news === null || !(await this.#store(news, share, signal))) return;
      follower.stored();
      onStored(news);
    }
  }

  /**
   * Follows the log from the checkpoint, and returns when what it held at the call is stored, or `signal` aborts. `onProgress` is told how many events
   * that were so far.
   */
  async catchUp(
    signal: AbortSignal,
    onProgress: (events: number) => void = () => undefined,
  ): Promise<void> {
    const missing = new Map<string, number>();
    for await (const stream of this.options.store.streams(ORGANIZATION_STREAM_PREFIX)) {
      const head = await this.options.store.head(stream);
      const organizationId = organizationOfStream(stream) ?? '';
      if (head !== null && !(await this.#hasSeen(organizationId, head.revision))) {
        missing.set(organizationId, head.revision);
      }
    }
    if (missing.size === 0) return;
    const { store, database, facts } = this.options;
    const options = { store, database, share: EVERYTHING, recent: facts.recent };
    let events = 0;
    await readAlone(options, STANDINGS, signal, async (follower, over) => {
      const isDone = new AbortController();
      const until = AbortSignal.any([over, isDone.signal]);
      await this.follow(follower, until, EVERYTHING, (news) => {
        for (const [organizationId, revision] of news.heads) {
          if (revision >= (missing.get(organizationId) ?? Infinity)) missing.delete(organizationId);
        }
        events += news.events;
        onProgress(events);
        if (missing.size === 0) isDone.abort();
      });
    });
  }

  async #hasSeen(organizationId: string, revision: number): Promise<boolean> {
    const row = await this.options.database.db
      .selectFrom('organizations')
      .select('revision')
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    return row !== undefined && row.revision >= revision;
  }

  /** The position up to which the effects of all events are stored, or `null`. */
  async checkpoint(): Promise<string | null> {
    const partitions = this.options.database.engine === 'postgres' ? ALL_PARTITIONS : null;
    return (await ShareCheckpoints.load(this.options.database, STANDINGS, { partitions })).lowest;
  }

  /**
   * Looks again at every row that was made for another day than one it still holds on, under other editions, or in another zone.
   * Returns how many organizations of `share` that were; once `signal` aborts, it stops at those.
   */
  async refresh(share: Share = EVERYTHING, signal?: AbortSignal): Promise<number> {
    const { database, programs, today, timeZone } = this.options;
    const day = formatDay(today());
    let refreshed = 0;
    // Once through the ids: what somebody else keeps writing under other editions would be stale for ever.
    for (let after = ''; ;) {
      const stale = await database.db
        .selectFrom('standings')
        .select('organization_id')
        .distinct()
        .where('organization_id', '>', after)
        .where(isInShare(share))
        .where((row) =>
          row.or([
            row('next_change_on', '<=', day),
            row('as_of', '>', day),
            row('editions_hash', '!=', editionsHash(programs())),
            row('time_zone', '!=', timeZone),
          ]),
        )
        .orderBy('organization_id')
        .limit(ORGANIZATIONS_PER_TRANSACTION)
        .execute();
      const last = stale.at(-1);
      if (last === undefined || signal?.aborted === true) return refreshed;
      await this.#storeRowsOf(stale.map(upToHead), share);
      refreshed += stale.length;
      after = last.organization_id;
    }
  }

  /** Looks at organizations that have no rows: they stopped at a fact that could not be handled. To be called once at a start. */
  async lookAtStopped(share: Share = EVERYTHING): Promise<void> {
    const { db } = this.options.database;
    for (let after = ''; ;) {
      const stopped = await db
        .selectFrom('organizations')
        .select('organization_id')
        .where('organization_id', '>', after)
        .where(isInShare(share))
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('standings')
                .select('standings.organization_id')
                .whereRef('standings.organization_id', '=', 'organizations.organization_id'),
            ),
          ),
        )
        .orderBy('organization_id')
        .limit(ORGANIZATIONS_PER_TRANSACTION)
        .execute();
      if (stopped.length === 0) return;
      await this.#storeRowsOf(stopped.map(upToHead), share);
      after = stopped.at(-1)?.organization_id ?? after;
    }
  }

  /** Looks at an organization of which other facts count than before: its rows are replaced, whatever they were made from. */
  async lookAnew(organizationId: string): Promise<void> {
    const { facts, database } = this.options;
    facts.forget(organizationId);
    const rows = await this.#rowsOf([organizationId, Infinity]);
    const changed = rows === null ? [] : [{ ...rows, replaces: true }];
    await storeStandings(database, changed, rows === null ? [organizationId] : []);
  }

  /** The checkpoints go with the last rows: a batch that is interrupted, or no longer asked for, comes again. `false` = it was interrupted. */
  async #store({ heads, checkpoints }: News, share: Share, signal: AbortSignal): Promise<boolean> {
    const organizations = [...heads];
    while (organizations.length > ORGANIZATIONS_PER_TRANSACTION) {
      if (signal.aborted) return false;
      await this.#storeRowsOf(organizations.splice(0, ORGANIZATIONS_PER_TRANSACTION), share);
    }
    await this.#storeRowsOf(organizations, share, checkpoints);
    return true;
  }

  async #storeRowsOf(
    organizations: readonly Head[],
    share: Share,
    checkpoints: readonly Checkpoint[] = [],
  ): Promise<void> {
    const readable: OrganizationStandings[] = [];
    const unreadable: string[] = [];
    const left = [...organizations];
    const next = async (): Promise<void> => {
      for (let head = left.shift(); head !== undefined; head = left.shift()) {
        const rows = await this.#rowsOf(head);
        if (rows === null) unreadable.push(head[0]);
        else readable.push(rows);
        await nextTurn(); // requests get their turn between two
      }
    };
    // Of engines beyond the network most of the time is waiting; of the embedded ones none.
    const abreast = this.options.database.engine === 'postgres' ? ABREAST : 1;
    await Promise.all(Array.from({ length: abreast }, next));
    await storeStandings(this.options.database, readable, unreadable, { checkpoints, share });
  }

  /** `null` where the organization has no facts, or some that cannot be read: a wrong row is worse than none. */
  async #rowsOf([organizationId, revision]: Head): Promise<OrganizationStandings | null> {
    const { facts, programs, today, timeZone, onUndecodable, onReadable } = this.options;
    try {
      const known = (await facts.factsOf(organizationId, revision))?.knownAt();
      if (known === undefined) return null;
      onReadable?.(organizationId);
      const ground = { programs: programs(), today: today(), timeZone };
      return {
        organization: organizationRow(known, ground.today),
        standings: standingRows(known, ground),
      };
    } catch (error) {
      if (!(error instanceof UndecodableFact)) throw error;
      onUndecodable(error);
      return null;
    }
  }
}

/** An organization, and up to which revision at least its facts are looked at. */
type Head = readonly [organizationId: string, revision: number];

function upToHead({ organization_id }: { readonly organization_id: string }): Head {
  return [organization_id, Infinity];
}
