import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Program } from '@app/domain';
import { StandingsProjection } from '@app/projections';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../clock.js';
import { PROGRAMS } from '../tokens.js';
import { supervised } from './supervised.js';

const LOOK_MS = 1_000;

/** Keeps the directory of standings: follows the log, and looks again when a new day begins or other programs are in force. */
@Injectable()
export class StandingsWorker {
  readonly #stop = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #otherPrograms = new AbortController();
  #following: Promise<void> = Promise.resolve();
  #followingUnder: readonly Program[] | null = null;

  constructor(
    private readonly projection: StandingsProjection,
    private readonly clock: Clock,
    @Inject(PROGRAMS) private readonly programs: () => readonly Program[],
    private readonly logger: PinoLogger,
  ) {}

  start(): void {
    const supervision = { signal: this.#stop.signal, logger: this.logger };
    this.#work = Promise.all([
      supervised('the standings projection', () => this.#followLog(), supervision),
      supervised('the look at the standings', () => this.#refreshWhenDue(), supervision),
    ]);
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  /** Until the service stops or other programs are in force. */
  #followLog(): Promise<void> {
    this.#otherPrograms = new AbortController();
    this.#followingUnder = this.programs();
    const until = AbortSignal.any([this.#stop.signal, this.#otherPrograms.signal]);
    this.#following = this.projection.run(until);
    return this.#following;
  }

  async #refreshWhenDue(): Promise<void> {
    let seen: { today: number; programs: readonly Program[] } | null = null;
    await this.projection.lookAtStopped();
    while (!this.#stop.signal.aborted) {
      const now = { today: this.clock.today(), programs: this.programs() };
      if (now.programs !== this.#followingUnder) await this.#endFollowing();
      if (now.today !== seen?.today || now.programs !== seen.programs) {
        const organizations = await this.projection.refresh();
        this.logger.info({ organizations }, 'looked at the standings that are other ones now');
        seen = now;
      }
      await this.#pause(LOOK_MS);
    }
  }

  /** Rows under way are of the programs before, and would be stored behind the look: it waits for them, and the log is followed anew. */
  async #endFollowing(): Promise<void> {
    this.#otherPrograms.abort();
    await this.#following.catch(() => undefined); // `supervised` tells of it
  }

  async #pause(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined); // told to stop
  }
}
