import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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
import type { EventStore, StoredEvent, StreamListing } from '@app/event-store';
import { ORGANIZATION_STREAM_PREFIX, organizationOfStream, UndecodableFact } from '@app/recording';
import type { FactsCache } from './facts-cache.js';
import { ShareCheckpoints } from './share-checkpoints.js';
import { editionsHash, organizationRow, standingRows } from './standing-rows.js';

/** The projection's identity for ever: its checkpoints are kept under it. */
const CHECKPOINT = 'standings';
const ALL_PARTITIONS = new Set(Array.from({ length: PARTITIONS }, (_, partition) => partition));
/** A log that moves is looked at this often; a batch is stored when nothing came for so long … */
const QUIET_MS = 20;
const LONG_PAGE = 500;
/** … and while they keep coming, this long after its first one. */
const MAX_GATHERING_MS = 1_000;
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
   * Follows the log from the checkpoint until `signal` aborts, for the organizations of `share`. Rejects with a `StoreError`, the database's error, or
   * `ShareLost`.
   */
  async run(signal: AbortSignal, share: Share = EVERYTHING): Promise<void> {
    const checkpoints = await this.#checkpoints(share);
    for await (const batch of this.#batches(signal, checkpoints)) {
      await this.#store(batch, { share, checkpoints, signal });
    }
  }

  /** As `run`, but returns when what the log held at the call is stored. `onProgress` is told how many events that were so far. */
  async catchUp(
    signal: AbortSignal,
    onProgress: (events: number) => void = () => undefined,
  ): Promise<void> {
    const missing = new Map<string, number>();
    for await (const stream of this.options.store.streams(ORGANIZATION_STREAM_PREFIX)) {
      const head = await this.options.store.head(stream);
      if (head !== null && !(await this.#hasSeen(stream, head.revision))) {
        missing.set(stream, head.revision);
      }
    }
    if (missing.size === 0) return;
    const checkpoints = await this.#checkpoints(EVERYTHING);
    let events = 0;
    for await (const batch of this.#batches(signal, checkpoints)) {
      await this.#store(batch, { share: EVERYTHING, checkpoints, signal });
      for (const [stream, revision] of batch.heads) {
        if (revision >= (missing.get(stream) ?? Infinity)) missing.delete(stream);
      }
      events += batch.events;
      onProgress(events);
      if (missing.size === 0) return;
    }
  }

  /**
   * Events of the log behind the checkpoints, gathered until none comes for a moment: an organization is evaluated once for all that was
   * recorded of it meanwhile.
   */
  async *#batches(signal: AbortSignal, checkpoints: ShareCheckpoints): AsyncGenerator<Batch> {
    const after = checkpoints.lowest;
    const streamPrefixes = [ORGANIZATION_STREAM_PREFIX];
    const ended = new AbortController();
    const until = AbortSignal.any([signal, ended.signal]);
    const { store } = this.options;
    const log = store.subscribe({ after, streamPrefixes, signal: until });
    const pages = log[Symbol.asyncIterator]();
    const nextPage = (): Promise<IteratorResult<readonly StoredEvent[]>> => {
      const page = pages.next();
      page.catch(() => undefined); // whoever awaits it is told
      return page;
    };
    try {
      let next = nextPage();
      for (;;) {
        const batch: Batch = { heads: new Map(), events: 0, position: null };
        let page: Awaited<typeof next> | null = await next;
        const isFull = AbortSignal.timeout(MAX_GATHERING_MS);
        while (page !== null) {
          if (page.done === true) return;
          addTo(batch, page.value, checkpoints);
          // A short page is the end of the log: looking at once would find what the next commit brings, and little more.
          if (page.value.length < LONG_PAGE) await pause(QUIET_MS);
          next = nextPage();
          page = isFull.aborted ? null : await withinMoment(next);
        }
        yield batch;
      }
    } finally {
      ended.abort();
    }
  }

  async #hasSeen(stream: string, revision: number): Promise<boolean> {
    const row = await this.options.database.db
      .selectFrom('organizations')
      .select('revision')
      .where('organization_id', '=', organizationOfStream(stream) ?? '')
      .executeTakeFirst();
    return row !== undefined && row.revision >= revision;
  }

  /** The position up to which the effects of all events are stored, or `null`. */
  async checkpoint(): Promise<string | null> {
    const partitions = this.options.database.engine === 'postgres' ? ALL_PARTITIONS : null;
    return (await this.#checkpoints({ partitions })).lowest;
  }

  #checkpoints(share: Pick<Share, 'partitions'>): Promise<ShareCheckpoints> {
    return ShareCheckpoints.load(this.options.database, CHECKPOINT, share);
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
      await this.#storeRowsOf(
        stale.map(({ organization_id }) => organization_id),
        share,
      );
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
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('standings')
                .select('standings.organization_id')
                .whereRef('standings.organization_id', '=', 'organizations.organization_id'),
            ),
          ),
        )
        .orderBy('organization_id')
        .limit(ORGANIZATIONS_PER_TRANSACTION)
        .execute();
      if (stopped.length === 0) return;
      await this.#storeRowsOf(
        stopped.map(({ organization_id }) => organization_id),
        share,
      );
      after = stopped.at(-1)?.organization_id ?? after;
    }
  }

  /** Looks at an organization of which other facts count than before: its rows are replaced, whatever they were made from. */
  async lookAnew(organizationId: string): Promise<void> {
    const { facts, database } = this.options;
    facts.forget(organizationId);
    const rows = await this.#rowsOf(organizationId);
    const changed = rows === null ? [] : [{ ...rows, replaces: true }];
    await storeStandings(database, changed, rows === null ? [organizationId] : []);
  }

  /** The checkpoints go with the last rows: a batch that is interrupted, or no longer asked for, comes again. */
  async #store(
    { heads, position }: Batch,
    { share, checkpoints, signal }: Following,
  ): Promise<void> {
    const organizations = [...heads.keys()]
      .map(organizationOfStream)
      .filter((organizationId) => organizationId !== null);
    while (organizations.length > ORGANIZATIONS_PER_TRANSACTION) {
      if (signal.aborted) return;
      await this.#storeRowsOf(organizations.splice(0, ORGANIZATIONS_PER_TRANSACTION), share);
    }
    await this.#storeRowsOf(
      organizations,
      share,
      position === null ? [] : checkpoints.upTo(position),
    );
    if (position !== null) checkpoints.advance(position);
  }

  async #storeRowsOf(
    organizations: readonly string[],
    share: Share,
    checkpoints: readonly Checkpoint[] = [],
  ): Promise<void> {
    const readable: OrganizationStandings[] = [];
    const unreadable: string[] = [];
    const left = [...organizations];
    const next = async (): Promise<void> => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        const rows = await this.#rowsOf(id);
        if (rows === null) unreadable.push(id);
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
  async #rowsOf(organizationId: string): Promise<OrganizationStandings | null> {
    const { facts, programs, today, timeZone, onUndecodable, onReadable } = this.options;
    try {
      const known = (await facts.factsOf(organizationId))?.knownAt();
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

/** On whose behalf the log is followed. */
interface Following {
  readonly share: Share;
  readonly checkpoints: ShareCheckpoints;
  readonly signal: AbortSignal;
}

/** What was read of the log and is not stored yet. */
interface Batch {
  /** The last revision read of each stream in the share. */
  readonly heads: Map<string, number>;
  events: number;
  /** Of the last event; `null` = there is none. */
  position: string | null;
}

function addTo(batch: Batch, page: readonly StoredEvent[], checkpoints: ShareCheckpoints): void {
  for (const { stream, revision, position } of page) {
    const organizationId = organizationOfStream(stream);
    if (organizationId !== null && checkpoints.isNews(organizationId, position)) {
      batch.heads.set(stream, revision);
    }
  }
  batch.events += page.length;
  batch.position = page.at(-1)?.position ?? batch.position;
}

/** What `next` resolves to within a moment, or `null`. */
async function withinMoment<T>(next: Promise<T>): Promise<T | null> {
  const over = new AbortController();
  try {
    return await Promise.race([next, pause(QUIET_MS, null, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
