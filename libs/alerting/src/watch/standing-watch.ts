import {
  type Checkpoint,
  type Database,
  EVERYTHING,
  type Share,
  type WatchesTable,
} from '@app/database';
import { type Day, dayIn, formatDay, type Program } from '@app/domain';
import { type EventStore, pauseFor, StoreError } from '@app/event-store';
import type { LogFollower, SnapshotStore } from '@app/projections';
import type { RecentFacts } from '@app/recording';
import { LRUCache } from 'lru-cache';
import { type Ground, groundOf } from './ground.js';
import { OrganizationWatch } from './organization-watch.js';
import type { RequestsInSight } from './requests-in-sight.js';
import { turnsOfTheLoop } from './turns-of-the-loop.js';
import { WatchRows } from './watch-rows.js';

/** The watch's identity for ever: its checkpoints are kept under it. */
export const STANDING_WATCH = 'standing-watch';
/** How many facts the indexes of organizations that are watched closely may hold; the least recently used go first. */
const MAX_KEPT_FACTS = 200_000;
/** Organizations that are not spoken of for so long are read again when they are. */
const KEPT_MS = 60_000;
/** How many organizations are looked at side by side: their announcements share commits, and all their facts are in memory. */
const ABREAST = 16;
/** How many organizations' rows are stored in one transaction. */
const ORGANIZATIONS_PER_PAGE = 200;
/** Near the end of the log events gather for so long: an organization is read and stored once for all of them. */
const GATHERING_MS = 500;
/** Where many are there already they wait no longer than this; whoever sends them has the processor first. */
const PAUSE_MS = 50;
const MANY_EVENTS = 500;
/** Requests are held up for no longer than this, and a look. */
const HELD_MS = 5;
/** Facts that were recorded before midnight are on disk by then. */
const SETTLING_MS = 5_000;

export interface StandingWatchOptions {
  readonly store: EventStore;
  readonly database: Database;
  readonly snapshots?: SnapshotStore;
  readonly requests: RequestsInSight;
  /** What others have read of the log. */
  readonly recent: RecentFacts;
  /** The organizations that it watches; absent = all. */
  readonly share?: Share;
  /** The programs in force, asked for anew with every look. */
  readonly programs: () => readonly Program[];
  readonly timeZone: string;
  /** How many days before a lapse it is announced. */
  readonly leads: readonly number[];
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Told of an organization that cannot be looked at; the others go on. */
  readonly onHalted: (organizationId: string, error: unknown) => void;
}

/**
 * Announces what changes in standings, behind the facts of each request and on each new day. It follows the log from a checkpoint of its
 * own; what it has looked at is one row an organization. See docs/adr/0013-standing-watch.md.
 */
export class StandingWatch {
  readonly #share: Share;
  readonly #rows: WatchRows;
  readonly #organizations: LRUCache<string, OrganizationWatch>;
  readonly #ended = new Set<string>();
  readonly #othersTurn = turnsOfTheLoop(HELD_MS);
  #ground: Ground | null = null;
  /** What all rows are made by, and up to which day they are looked at. */
  #passed: { readonly ground: Ground; readonly day: Day } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: StandingWatchOptions) {
    this.#share = options.share ?? EVERYTHING;
    this.#rows = new WatchRows(options.database, this.#share);
    this.#organizations = new LRUCache({
      maxSize: MAX_KEPT_FACTS,
      ttl: KEPT_MS,
      updateAgeOnGet: true,
      perf: { now: options.now },
      // One that is larger still has it for itself: read anew for each fact it would cost more.
      sizeCalculation: (organization) => Math.min(MAX_KEPT_FACTS, organization.size + 1),
    });
  }

  /**
   * Looks behind all that `follower` is told of, until `signal` aborts or the log ends. Rejects with a `StoreError`, the database's error or `ShareLost`;
   * called again it goes on where it was.
   */
  async follow(follower: LogFollower, signal: AbortSignal): Promise<void> {
    const { pause = pauseFor } = this.options;
    for (;;) {
      const news = await follower.next(signal);
      if (news === null) return;
      await this.#inTurn(() => this.#advance([...news.heads], news.checkpoints));
      follower.stored();
      if (signal.aborted) return;
      const waiting = follower.behind?.events ?? 0;
      await pause(waiting < MANY_EVENTS ? GATHERING_MS : PAUSE_MS, signal);
    }
  }

  /**
   * Looks at everything that is due now without a new fact: what was in the middle of requests that have ended, what a new day, other
   * editions or other leads change. Meant to be called every second or so. Rejects as `follow` does.
   */
  async lookAround(): Promise<void> {
    await this.#inTurn(async () => {
      const ground = this.#presentGround();
      const day = this.#today();
      if (this.#passed === null) await this.#advanceAll((after) => this.#rows.underWay(after));
      await this.#advanceEnded();
      if (this.#passed?.ground !== ground) {
        await this.#advanceAll((after) => this.#rows.otherThan(ground.key, after));
      }
      if (this.#passed === null || this.#passed.day < day) {
        await this.#advanceAll((after) => this.#rows.due(formatDay(day), after));
      }
      this.#passed = { ground, day: Math.max(day, this.#passed?.day ?? day) };
    });
  }

  /** Tries organizations again that could not be looked at, and forgets what was not spoken of lately. Meant to be called every minute or so. */
  async tryAgain(): Promise<void> {
    this.#organizations.purgeStale();
    this.options.recent.purge();
    await this.#inTurn(() => this.#advanceAll((after) => this.#rows.haltedAfter(after)));
  }

  /** One thing at a time: whatever looks at an organization has it for itself. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined); // whoever asked for it is told
    return turn;
  }

  #presentGround(): Ground {
    const { programs, timeZone, leads } = this.options;
    const present = programs();
    if (this.#ground?.programs !== present) this.#ground = groundOf(present, timeZone, leads);
    return this.#ground;
  }

  #today(): Day {
    return dayIn(this.options.timeZone, this.options.now() - SETTLING_MS);
  }

  /** Organizations whose requests have ended; those of a turn that fails stay to be looked at. */
  async #advanceEnded(): Promise<void> {
    for (const organizationId of await this.options.requests.ended()) {
      this.#ended.add(organizationId);
    }
    const ended = [...this.#ended];
    for (let start = 0; start < ended.length; start += ORGANIZATIONS_PER_PAGE) {
      const page = ended.slice(start, start + ORGANIZATIONS_PER_PAGE);
      // Taken out before: one that ends meanwhile is there again.
      for (const organizationId of page) this.#ended.delete(organizationId);
      try {
        await this.#advance(page.map(upToHead));
      } catch (error) {
        for (const organizationId of page) this.#ended.add(organizationId);
        throw error;
      }
    }
  }

  /** `next` returns the first rows with an id above `after`, in the order of their ids. */
  async #advanceAll(next: (after: string) => Promise<readonly WatchesTable[]>): Promise<void> {
    for (let after = ''; ;) {
      const rows = await next(after);
      const last = rows.at(-1);
      if (last === undefined) return;
      await this.#advance(rows.map(({ organization_id }) => upToHead(organization_id)));
      after = last.organization_id;
    }
  }

  /** Rows and checkpoints are one transaction: what is delivered twice is looked at twice, and said once. */
  async #advance(heads: readonly Head[], checkpoints: readonly Checkpoint[] = []): Promise<void> {
    const stored = await this.#rows.of(heads.map(([organizationId]) => organizationId));
    const today = this.#today();
    const rows: WatchesTable[] = [];
    const left = [...heads];
    const advanceNext = async (): Promise<void> => {
      for (let head = left.pop(); head !== undefined; head = left.pop()) {
        rows.push(await this.#advanceOne(head, stored.get(head[0]) ?? null, today));
      }
    };
    // All of them come to an end before the turn does.
    const ends = await Promise.allSettled(Array.from({ length: ABREAST }, advanceNext));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    await this.#rows.store(rows, checkpoints);
  }

  async #advanceOne(
    [organizationId, revision]: Head,
    row: WatchesTable | null,
    today: Day,
  ): Promise<WatchesTable> {
    const ground = this.#presentGround();
    const { onHalted, pause = pauseFor, ...options } = this.options;
    const organization =
      this.#organizations.get(organizationId) ??
      new OrganizationWatch(organizationId, {
        ...options,
        pause,
        othersTurn: this.#othersTurn,
      });
    this.#organizations.delete(organizationId);
    try {
      const advanced = await organization.advance(row, ground, today, revision);
      this.#organizations.set(organizationId, organization);
      return advanced;
    } catch (error) {
      if (error instanceof StoreError) throw error;
      onHalted(organizationId, error);
      return { ...(row ?? notYet(organizationId, ground)), halted: String(error) };
    }
  }
}

function notYet(organization_id: string, { key }: Ground): WatchesTable {
  const looked = { looked_revision: -1, looked_on: null, next_look_on: null };
  return { organization_id, ...looked, ...key, request_under_way: 0, halted: null };
}

/** An organization, and up to which revision at least its facts are looked at. */
type Head = readonly [organizationId: string, revision: number];

function upToHead(organizationId: string): Head {
  return [organizationId, Infinity];
}
