import { setTimeout } from 'node:timers/promises';
import type { Database, OrganizationsTable, Schema, StandingsTable } from '@app/database';
import { type Day, formatDay, type Program } from '@app/domain';
import type { EventStore, StoredEvent, StreamListing } from '@app/event-store';
import { ORGANIZATION_STREAM_PREFIX, organizationOfStream, UndecodableFact } from '@app/recording';
import type { Transaction } from 'kysely';
import type { FactsCache } from './facts-cache.js';
import { editionsHash, organizationRow, standingRows } from './standing-rows.js';

/** The projection's identity for ever: its checkpoint is kept under it. */
const CHECKPOINT = 'standings';
const GATHERING_MS = 50;
/** How many organizations are looked at again in one transaction. */
const REFRESH_PAGE = 200;

export interface StandingsProjectionOptions {
  readonly store: EventStore & StreamListing;
  readonly database: Database;
  readonly facts: FactsCache;
  readonly programs: () => readonly Program[];
  readonly today: () => Day;
  readonly timeZone: string;
  /** Told of an organization whose facts cannot be read; the others go on. */
  readonly onUndecodable: (error: UndecodableFact) => void;
}

/**
 * Keeps the directory and the table of standings: a row is what an option's tier is from the day it was made to the next day on
 * which the tier changes. Rows and checkpoint are one transaction, so a page that is delivered twice is stored once.
 */
export class StandingsProjection {
  constructor(private readonly options: StandingsProjectionOptions) {}

  /** Follows the log from the checkpoint until `signal` aborts. Rejects with a `StoreError` or the database's error. */
  async run(signal: AbortSignal): Promise<void> {
    for await (const _page of this.#pages(signal)) await gathering(signal);
  }

  /** As `run`, but returns when what the log held at the call is stored. `onProgress` is told how many events that were so far. */
  async catchUp(
    signal: AbortSignal,
    onProgress: (events: number) => void = () => undefined,
  ): Promise<void> {
    const heads = new Set<string>();
    for await (const stream of this.options.store.streams(ORGANIZATION_STREAM_PREFIX)) {
      const head = await this.options.store.head(stream);
      if (head !== null && !(await this.#hasSeen(stream, head.revision))) heads.add(head.position);
    }
    if (heads.size === 0) return;
    let events = 0;
    for await (const page of this.#pages(signal)) {
      for (const { position } of page) heads.delete(position);
      events += page.length;
      onProgress(events);
      if (heads.size === 0) return;
    }
  }

  async *#pages(signal: AbortSignal): AsyncGenerator<readonly StoredEvent[]> {
    const after = await this.checkpoint();
    const streamPrefixes = [ORGANIZATION_STREAM_PREFIX];
    const { store } = this.options;
    for await (const page of store.subscribe({ after, streamPrefixes, signal })) {
      const last = page.at(-1);
      if (last === undefined) continue;
      const organizations = new Set(page.map(({ stream }) => organizationOfStream(stream)));
      await this.#store(
        [...organizations].filter((organizationId) => organizationId !== null),
        last.position,
      );
      yield page;
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

  /** The position of the last event whose effect is stored, or `null`. */
  async checkpoint(): Promise<string | null> {
    const row = await this.options.database.db
      .selectFrom('checkpoints')
      .select('position')
      .where('projection', '=', CHECKPOINT)
      .executeTakeFirst();
    return row?.position ?? null;
  }

  /**
   * Looks again at every row that was made for another day than one it still holds on, under other editions, or in another zone.
   * Returns how many organizations that were.
   */
  async refresh(): Promise<number> {
    const { database, programs, today, timeZone } = this.options;
    const day = formatDay(today());
    let refreshed = 0;
    for (;;) {
      const stale = await database.db
        .selectFrom('standings')
        .select('organization_id')
        .distinct()
        .where((row) =>
          row.or([
            row('next_change_on', '<=', day),
            row('as_of', '>', day),
            row('editions_hash', '!=', editionsHash(programs())),
            row('time_zone', '!=', timeZone),
          ]),
        )
        .orderBy('organization_id')
        .limit(REFRESH_PAGE)
        .execute();
      if (stale.length === 0) return refreshed;
      await this.#store(stale.map(({ organization_id }) => organization_id));
      refreshed += stale.length;
    }
  }

  async #store(organizations: readonly string[], position?: string): Promise<void> {
    const readable: Rows[] = [];
    const unreadable: string[] = [];
    for (const organizationId of organizations) {
      const rows = await this.#rowsOf(organizationId);
      if (rows === null) unreadable.push(organizationId);
      else readable.push(rows);
    }
    await this.options.database.db.transaction().execute(async (transaction) => {
      for (const rows of readable) await storeOrganization(transaction, rows);
      if (unreadable.length > 0) {
        await transaction
          .deleteFrom('standings')
          .where('organization_id', 'in', unreadable)
          .execute();
      }
      if (position === undefined) return;
      await transaction
        .insertInto('checkpoints')
        .values({ projection: CHECKPOINT, position })
        .onConflict((conflict) => conflict.column('projection').doUpdateSet({ position }))
        .execute();
    });
  }

  /** `null` where the organization has no facts, or some that cannot be read: a wrong row is worse than none. */
  async #rowsOf(organizationId: string): Promise<Rows | null> {
    const { facts, programs, today, timeZone, onUndecodable } = this.options;
    try {
      const known = (await facts.factsOf(organizationId))?.knownAt();
      if (known === undefined) return null;
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

/** Lets events gather, so that a stream of single facts costs an evaluation a moment and not one a fact. */
async function gathering(signal: AbortSignal): Promise<void> {
  await setTimeout(GATHERING_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends by itself
}

interface Rows {
  readonly organization: OrganizationsTable;
  readonly standings: readonly StandingsTable[];
}

async function storeOrganization(
  transaction: Transaction<Schema>,
  { organization, standings }: Rows,
): Promise<void> {
  // The log is followed and days are looked at side by side: whoever read less of the stream must not have the last word.
  const stored = await transaction
    .selectFrom('organizations')
    .select('revision')
    .where('organization_id', '=', organization.organization_id)
    .executeTakeFirst();
  if (stored !== undefined && stored.revision > organization.revision) return;
  await transaction
    .insertInto('organizations')
    .values(organization)
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(organization))
    .execute();
  await transaction
    .deleteFrom('standings')
    .where('organization_id', '=', organization.organization_id)
    .execute();
  if (standings.length > 0) await transaction.insertInto('standings').values(standings).execute();
}
