import type { Day, Program } from '@app/domain';
import { pauseFor } from '@app/event-store';
import type { LogFollower, StandingsProjection } from '@app/projections';
import type { Log } from './log.js';
import type { Shift } from './shift.js';
import { supervised } from './supervised.js';

const LOOK_MS = 1_000;

export interface StandingsShiftOptions {
  readonly projection: StandingsProjection;
  /** What the projection is told of the log in this shift. */
  readonly follower: LogFollower;
  readonly today: () => Day;
  /** The programs in force, asked for anew with every look. */
  readonly programs: () => readonly Program[];
  readonly log: Log;
}

/** Keeps the directory of standings: follows the log, and looks again when a new day begins or other programs are in force. */
export class StandingsShift {
  #otherPrograms = new AbortController();
  #following: Promise<void> = Promise.resolve();
  #followingUnder: readonly Program[] | null = null;

  constructor(
    private readonly options: StandingsShiftOptions,
    private readonly shift: Shift,
  ) {}

  /** Resolves when the shift is over and nothing of it runs any more. */
  async done(): Promise<void> {
    const supervision = { signal: this.shift.signal, log: this.options.log };
    await Promise.all([
      supervised('the standings projection', () => this.#followLog(), supervision),
      supervised('the look at the standings', () => this.#refreshWhenDue(), supervision),
    ]);
  }

  /** Until the shift is over or other programs are in force. */
  #followLog(): Promise<void> {
    const { projection, follower, programs } = this.options;
    const { signal, share } = this.shift;
    this.#otherPrograms = new AbortController();
    this.#followingUnder = programs();
    const until = AbortSignal.any([signal, this.#otherPrograms.signal]);
    this.#following = projection.follow(follower, until, share);
    return this.#following;
  }

  async #refreshWhenDue(): Promise<void> {
    const { projection, log, ...asked } = this.options;
    const { signal, share } = this.shift;
    let seen: { today: Day; programs: readonly Program[] } | null = null;
    await projection.lookAtStopped(share);
    while (!signal.aborted) {
      const now = { today: asked.today(), programs: asked.programs() };
      if (now.programs !== this.#followingUnder) await this.#endFollowing();
      if (now.today !== seen?.today || now.programs !== seen.programs) {
        const organizations = await projection.refresh(share, signal);
        log.info({ organizations }, 'looked at the standings that are other ones now');
        seen = now;
      }
      await pauseFor(LOOK_MS, signal);
    }
  }

  /** Rows under way are of the programs before, and would be stored behind the look: it waits for them, and the log is followed anew. */
  async #endFollowing(): Promise<void> {
    this.#otherPrograms.abort();
    await this.#following.catch(() => undefined); // `supervised` tells of it
  }
}
