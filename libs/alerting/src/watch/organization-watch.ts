import type { WatchesTable } from '@app/database';
import {
  type Day,
  dayIn,
  dayOf,
  FactsIndex,
  formatDay,
  type Steps,
  type Tier,
  tiersOfEveryDay,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { type SnapshotStore, trustedSnapshot } from '@app/projections';
import type { RecentFacts } from '@app/recording';
import { causesOf } from './causes.js';
import { type Ground, type GroundKey, hashOf, isSameGround } from './ground.js';
import type { RequestsInSight } from './requests-in-sight.js';
import { decide, nextLookAfter, type Sight, type Timelines } from './standing-decider.js';
import { appendTo, type Appending, readStanding, type StandingStream } from './standing-stream.js';

export interface OrganizationWatchOptions extends Appending {
  readonly store: EventStore;
  readonly snapshots?: SnapshotStore;
  readonly requests: RequestsInSight;
  readonly recent: RecentFacts;
  /** Awaited between looks, so that others get their turn of the event loop. */
  readonly othersTurn: () => Promise<void>;
}

/** Up to where an organization was looked at, and by what. */
interface Looked {
  readonly revision: number;
  /** `null` = never. */
  readonly day: Day | null;
  /** `null` = it is not known any more. */
  readonly ground: GroundKey | null;
}

const NEVER: Looked = { revision: -1, day: null, ground: null };

/** What was known at a revision, without the facts: those may have gone on. */
interface Seen {
  readonly revision: number;
  readonly timelines: Timelines;
  readonly enrolledOn: Day;
  readonly ground: Ground;
}

/** How often a look is decided anew because another watch was first. */
const MAX_CONFLICTS = 20;

/**
 * One organization, folded request by request and looked at behind each. It keeps its own index, which stands where it last looked: the one that
 * questions share is ahead of it.
 */
export class OrganizationWatch {
  #index = new FactsIndex();
  #standing: StandingStream | null = null;
  #looked: Looked | null = null;
  #seen: Seen | null = null;
  /** What was seen at the last look, where nothing was left to say of it: of the same on the same day there is nothing to say either. */
  #allSaidOf: Seen | null = null;

  constructor(
    private readonly organizationId: string,
    private readonly options: OrganizationWatchOptions,
  ) {}

  /** How many facts it holds. */
  get size(): number {
    return this.#index.revision + 1;
  }

  /**
   * Makes every look that is due up to `today` (inclusive), in order, and returns what is to be stored of it; `row` is what was stored
   * last, `null` where nothing was, and `atLeast` the revision up to which the log is known to go. To be called once at a time. Rejects with a `StoreError`, `UndecodableFact` or the
   * error of a bug; it is then not to be used any more.
   */
  async advance(
    row: WatchesTable | null,
    ground: Ground,
    today: Day,
    atLeast: number,
  ): Promise<WatchesTable> {
    const { store, requests, recent, othersTurn } = this.options;
    await othersTurn();
    const onlooker = requests.lookOnto(this.organizationId);
    try {
      if (this.#looked === null) await this.#load(row, ground);
      this.#takeIn(ground);
      const next = this.#index.revision + 1;
      const upTo = onlooker.readUpTo(atLeast);
      for await (const page of recent.pages(store, this.organizationId, next, upTo)) {
        for (const fact of page) {
          if (fact.opensRequest === true && !this.#sawTheSame(ground)) {
            await othersTurn();
            await this.#lookBehindRequest(ground);
          }
          this.#index.apply(fact);
          this.#takeIn(ground);
        }
      }
      const { revision } = this.#index;
      if (revision > this.#lookedAt.revision && (await onlooker.isEnd(revision))) {
        if (!this.#sawTheSame(ground)) await this.#lookBehindRequest(ground);
      }
      await this.#lookAtDays(ground, today);
      return this.#row(ground);
    } finally {
      onlooker.leave();
    }
  }

  get #lookedAt(): Looked {
    return this.#looked ?? NEVER;
  }

  /** What the row does not say, the stream of announcements does. */
  async #load(row: WatchesTable | null, ground: Ground): Promise<void> {
    const { store, snapshots, recent } = this.options;
    this.#standing = await readStanding(store, this.organizationId);
    this.#looked = later(lookedOf(row), lastOf(this.#standing, ground));
    if (recent.has(this.organizationId, 0)) return; // a snapshot saves reading the stream
    const snapshot = await trustedSnapshot(store, snapshots, this.organizationId);
    if (snapshot !== null && snapshot.revision <= this.#looked.revision) this.#index = snapshot;
  }

  /** Sees what was last looked at, where it stands there. */
  #takeIn(ground: Ground): void {
    const { revision } = this.#lookedAt;
    if (revision < 0 || this.#index.revision < revision) return;
    if (this.#seen?.revision === revision && this.#seen.ground === ground) return;
    this.#seen = this.#see(revision, ground);
  }

  #see(revision: number, ground: Ground): Seen {
    const known = this.#index.knownAt(revision);
    const timelines = new Map<string, Steps<Tier | null>>();
    for (const [optionId, program] of ground.options) {
      timelines.set(optionId, tiersOfEveryDay(known, program, optionId));
    }
    return { revision, timelines, enrolledOn: known.enrolledOn, ground };
  }

  /**
   * Looks behind the facts that were taken in, where that shows at a glance what the last look showed, on the same day, and all was said of it: as a rule
   * a fact changes no tier of any day. `false` = there is more to look at.
   */
  #sawTheSame(ground: Ground): boolean {
    const seen = this.#allSaidOf;
    const { day } = this.#lookedAt;
    if (seen === null || seen !== this.#seen || seen.ground !== ground) return false;
    if (day === null || this.#recordedOn(ground) > day) return false;
    const { revision } = this.#index;
    const known = this.#index.knownAt(revision);
    if (known.enrolledOn !== seen.enrolledOn) return false;
    for (const [optionId, program] of ground.options) {
      if (tiersOfEveryDay(known, program, optionId) !== seen.timelines.get(optionId)) return false;
    }
    this.#looked = { revision, day, ground: ground.key };
    this.#allSaidOf = this.#seen = { ...seen, revision };
    return true;
  }

  /** The days up to that of the request's last fact have passed on what was known before it. */
  async #lookBehindRequest(ground: Ground): Promise<void> {
    const { revision } = this.#index;
    const looked = this.#lookedAt;
    if (revision <= looked.revision) return;
    const recordedOn = this.#recordedOn(ground);
    const day = Math.max(recordedOn, looked.day ?? recordedOn);
    await this.#passDays(day);
    await this.#look(this.#see(revision, ground), day);
  }

  /** The day of the last fact that was taken in. */
  #recordedOn({ timeZone }: Ground): Day {
    return dayIn(timeZone, this.#index.recordedAt(this.#index.revision));
  }

  async #lookAtDays(ground: Ground, today: Day): Promise<void> {
    const { day, revision } = this.#lookedAt;
    if (day === null) return;
    if (this.#index.revision > revision) {
      // Which day the facts in between are looked at on is not known before their request has ended: none before the last of them.
      await this.#passDays(Math.min(today, this.#recordedOn(ground)));
      return;
    }
    await this.#passDays(today);
    const looked = this.#lookedAt;
    const isSame = looked.ground !== null && isSameGround(looked.ground, ground.key);
    if (!isSame && this.#seen !== null) await this.#look(this.#seen, Math.max(day, today));
  }

  /**
   * Every day up to `until` (inclusive) on which there is something to see, in order. What another ground would have shown on days that have
   * passed, the next look finds.
   */
  async #passDays(until: Day): Promise<void> {
    for (;;) {
      const { day, ground } = this.#lookedAt;
      if (day === null || ground === null || this.#seen === null) return;
      if (!isSameGround(ground, this.#seen.ground.key)) return;
      const next = nextLookAfter(this.#seen.timelines, this.#seen.ground.leads, day);
      if (next === null || next > until) return;
      await this.#look(this.#seen, next);
    }
  }

  async #look(seen: Seen, onDay: Day): Promise<void> {
    const { revision } = seen;
    let day = onDay;
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const standing = (this.#standing ??= await readStanding(
        this.options.store,
        this.organizationId,
      ));
      const { last } = standing.announced;
      // Another watch was here, and further on.
      const isDone =
        last !== null &&
        (last.look.revision > revision || (last.look.revision === revision && last.day > day));
      if (last !== null) day = Math.max(day, last.day);
      const events = isDone ? [] : decide(this.#sight(seen, day), standing.announced);
      if (events.length === 0 || (await appendTo(standing, events, this.options))) {
        this.#looked = { revision, day, ground: seen.ground.key };
        this.#seen = seen;
        this.#allSaidOf = events.length === 0 && !isDone ? seen : null;
        return;
      }
      this.#standing = null;
    }
    throw new Error(
      `other watches wrote what is announced of ${this.organizationId} first ${MAX_CONFLICTS} times in a row`,
    );
  }

  #sight(seen: Seen, day: Day): Sight {
    const { revision, timelines, enrolledOn, ground } = seen;
    const { programs, timeZone, leads, key } = ground;
    const before = this.#lookedAt;
    const between = {
      index: this.#index,
      programs,
      revision,
      day,
      before: before.revision,
      editionsChanged:
        before.ground !== null && before.ground.editions_sha256 !== key.editions_sha256,
      timeZoneChanged: before.ground !== null && before.ground.time_zone !== key.time_zone,
    };
    return {
      organizationId: this.organizationId,
      look: { day: formatDay(day), revision, editions: ground.editions, timeZone },
      timelines,
      enrolledOn,
      leads,
      becauseOf: (change) => causesOf(change, between),
    };
  }

  #row(ground: Ground): WatchesTable {
    const { revision, day, ground: by } = this.#lookedAt;
    const next =
      day === null || this.#seen === null
        ? null
        : nextLookAfter(this.#seen.timelines, ground.leads, day);
    return {
      organization_id: this.organizationId,
      looked_revision: revision,
      looked_on: day === null ? null : formatDay(day),
      next_look_on: next === null ? null : formatDay(next),
      ...keyOf(by ?? ground.key),
      request_under_way: this.#index.revision > revision ? 1 : 0,
      halted: null,
    };
  }
}

function lookedOf(row: WatchesTable | null): Looked {
  if (row === null || row.looked_on === null) return NEVER;
  return { revision: row.looked_revision, day: dayOf(row.looked_on), ground: row };
}

/** The last look at which anything was announced. Its leads are not kept: those of now are taken for them. */
function lastOf({ announced: { last } }: StandingStream, { key }: Ground): Looked {
  if (last === null) return NEVER;
  const { editions, timeZone, revision } = last.look;
  const ground = { editions_sha256: hashOf(editions), time_zone: timeZone, leads: key.leads };
  return { revision, day: last.day, ground };
}

function later(a: Looked, b: Looked): Looked {
  if (a.day === null) return b;
  if (b.day === null) return a;
  return a.revision > b.revision || (a.revision === b.revision && a.day >= b.day) ? a : b;
}

/** Of a row, too, the ground alone. */
function keyOf({ editions_sha256, time_zone, leads }: GroundKey): GroundKey {
  return { editions_sha256, time_zone, leads };
}
