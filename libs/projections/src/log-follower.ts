import type { Checkpoint } from '@app/database';
import { type EventPlace, pauseFor, WakeUps } from '@app/event-store';
import type { ShareCheckpoints } from './share-checkpoints.js';

/** The log is not read on while so many organizations wait for a follower … */
const MAX_ORGANIZATIONS = 2_000;
/** … or so many events whose facts came along: they are to be used while they are in memory. */
const MAX_CARRIED = 5_000;
/** Where nothing of the log is news, the checkpoints move on this often. */
const STILL_MS = 1_000;

/** What has come of the log since the last of it was stored. */
export interface News {
  /** Up to which revision each organization has something new. */
  readonly heads: ReadonlyMap<string, number>;
  /** How many events that were. */
  readonly events: number;
  /** To be stored with what is made of it, and not before. */
  readonly checkpoints: readonly Checkpoint[];
}

/** How long news gathers: until none comes for `quietMs`, or for `maxMs`. */
export interface Gathering {
  readonly quietMs: number;
  readonly maxMs: number;
}

/** A page of the log, and what of it is news to a follower, by organization. */
export interface TakenPage {
  readonly news: readonly (readonly [organizationId: string, place: EventPlace])[];
  readonly first: EventPlace;
  /** Of its last event. */
  readonly position: string;
  readonly carriesFacts: boolean;
}

interface Unread {
  readonly heads: Map<string, number>;
  readonly events: number;
  readonly carried: number;
  /** Up to where that is all; `null` = there is nothing. */
  readonly position: string | null;
  readonly first: EventPlace | null;
}

const NOTHING: Omit<Unread, 'heads'> = { events: 0, carried: 0, position: null, first: null };

/** One projection's place in a reading of the log that others follow, too. */
export class LogFollower {
  #checkpoints: ShareCheckpoints | null = null;
  #unread: Unread = { ...NOTHING, heads: new Map() };
  /** What was given, and is not stored yet. */
  #given: Unread | null = null;
  /** What was given was not stored: others do not wait for it. */
  #hasFailed = false;
  #hasEnded = false;
  readonly #told = new WakeUps();

  /** `roomMade` is woken when the log may be read on. */
  constructor(
    readonly projection: string,
    private readonly roomMade: WakeUps,
  ) {}

  /**
   * The news since the last that was stored; it waits for some. What was given and not stored is given again. `null` = `signal` has aborted, or
   * the log has ended. To be called by one at a time.
   */
  async next(signal: AbortSignal, gathering?: Gathering): Promise<News | null> {
    this.#takeBack();
    await this.#something(signal);
    if (gathering !== undefined && this.#unread.heads.size > 0) {
      await this.#gathered(gathering, signal);
    }
    const { position, heads, events } = this.#unread;
    if (signal.aborted || position === null) return null;
    this.#given = this.#unread;
    this.#unread = { ...NOTHING, heads: new Map() };
    this.roomMade.wake();
    return { heads, events, checkpoints: this.#checkpoints?.upTo(position) ?? [] };
  }

  /** To be called when what was given is stored, its checkpoints with it. */
  stored(): void {
    const position = this.#given?.position ?? null;
    if (position !== null) this.#checkpoints?.advance(position);
    this.#given = null;
    this.#hasFailed = false;
  }

  /** How many events have been read and what is made of them is not stored, and the first of their page; `null` = none. */
  get behind(): { readonly events: number; readonly first: EventPlace } | null {
    const first = this.#given?.first ?? this.#unread.first;
    if (first === null) return null;
    return { first, events: (this.#given?.events ?? 0) + this.#unread.events };
  }

  /** Whether the reading is to wait. */
  get isFull(): boolean {
    const { heads, carried } = this.#unread;
    return !this.#hasFailed && (heads.size >= MAX_ORGANIZATIONS || carried >= MAX_CARRIED);
  }

  /** NOTE: the rest is called by the reading alone. */
  begin(checkpoints: ShareCheckpoints): void {
    this.#checkpoints = checkpoints;
  }

  /** Whether the event of an organization in this part of the share is news. To be asked in the order of the log. */
  isNews(part: number | null, position: string): boolean {
    return this.#checkpoints?.isNews(part, position) ?? false;
  }

  /** Takes what is news to it of a page, of which the facts came along or not. */
  take(page: TakenPage): void {
    const { heads, events, carried, first } = this.#unread;
    const { news } = page;
    for (const [organizationId, { revision }] of news) heads.set(organizationId, revision);
    this.#unread = {
      heads,
      events: events + news.length,
      carried: carried + (page.carriesFacts ? news.length : 0),
      position: page.position,
      first: first ?? (news.length > 0 ? page.first : null),
    };
    this.#told.wake();
  }

  /** There is no more of the log. */
  end(): void {
    this.#hasEnded = true;
    this.#told.wake();
  }

  #takeBack(): void {
    const given = this.#given;
    if (given === null) return;
    const { heads, events, carried, position, first } = this.#unread;
    this.#unread = {
      heads: new Map([...given.heads, ...heads]),
      events: given.events + events,
      carried: given.carried + carried,
      position: position ?? given.position,
      first: given.first ?? first,
    };
    this.#given = null;
    this.#hasFailed = true;
    this.roomMade.wake();
  }

  async #something(signal: AbortSignal): Promise<void> {
    let stillUntil = Infinity;
    while (this.#unread.heads.size === 0 && !signal.aborted && !this.#hasEnded) {
      const now = performance.now();
      if (now >= stillUntil) return;
      if (this.#unread.position !== null) stillUntil = Math.min(stillUntil, now + STILL_MS);
      await this.#told.sleep(signal, stillUntil - now);
    }
  }

  async #gathered({ quietMs, maxMs }: Gathering, signal: AbortSignal): Promise<void> {
    const until = performance.now() + maxMs;
    let seen: number;
    do {
      seen = this.#unread.events;
      await pauseFor(quietMs, signal);
    } while (
      this.#unread.events > seen &&
      performance.now() < until &&
      !signal.aborted &&
      !this.isFull
    );
  }
}
