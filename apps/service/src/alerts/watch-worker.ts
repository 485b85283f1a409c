import { setTimeout } from 'node:timers/promises';
import { StandingWatch } from '@app/alerting';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Metrics } from '../operations/metrics.js';
import { supervised } from '../operations/supervised.js';

const LOOK_MS = 1_000;
const LOOKS_PER_TRY = 60;

/** Keeps the standing watch: it follows the log, and looks around every second, so that a clock that jumps or sleeps is noticed. */
@Injectable()
export class WatchWorker {
  readonly #stop = new AbortController();
  #work: Promise<unknown> = Promise.resolve();
  #halted = 0;

  constructor(
    private readonly watch: StandingWatch,
    private readonly metrics: Metrics,
    private readonly logger: PinoLogger,
  ) {}

  /** How many organizations could not be looked at, as of the last look. */
  get haltedOrganizations(): number {
    return this.#halted;
  }

  start(): void {
    const supervision = { signal: this.#stop.signal, logger: this.logger };
    this.#work = Promise.all([
      supervised('the standing watch', () => this.watch.follow(this.#stop.signal), supervision),
      supervised('the look at the days', () => this.#lookAround(), supervision),
    ]);
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #lookAround(): Promise<void> {
    const { signal } = this.#stop;
    for (let look = 0; !signal.aborted; look += 1) {
      await this.watch.lookAround();
      if (look % LOOKS_PER_TRY === 0) await this.watch.tryAgain();
      this.#halted = await this.watch.haltedOrganizations();
      const { behind } = this.watch;
      this.metrics.setWatch({
        halted: this.#halted,
        lagEvents: behind?.events ?? 0,
        lagSeconds: behind === null ? 0 : Math.max(0, Date.now() - behind.since) / 1_000,
      });
      await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined); // told to stop
    }
  }
}
