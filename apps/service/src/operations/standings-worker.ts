import { Injectable } from '@nestjs/common';
import { StandingsProjection } from '@app/projections';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../clock.js';

const MAX_PAUSE_MS = 30_000;
const DAY_CHECK_MS = 20_000;

/** Keeps the directory of standings: follows the log, and looks again when a new day begins. */
@Injectable()
export class StandingsWorker {
  readonly #stop = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly projection: StandingsProjection,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  start(): void {
    this.#work = Promise.all([
      this.#supervised('the standings projection', () => this.projection.run(this.#stop.signal)),
      this.#supervised('the look at a new day', () => this.#refreshEveryDay()),
    ]);
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }

  async #refreshEveryDay(): Promise<void> {
    let seen: number | null = null;
    while (!this.#stop.signal.aborted) {
      const today = this.clock.today();
      if (today !== seen) {
        const organizations = await this.projection.refresh();
        this.logger.info({ organizations }, 'looked at the standings that change today');
        seen = today;
      }
      await this.#pause(DAY_CHECK_MS);
    }
  }

  /** Whatever ends `work` before its time is tried again, with growing pauses. */
  async #supervised(what: string, work: () => Promise<void>): Promise<void> {
    for (let failures = 0; !this.#stop.signal.aborted; failures += 1) {
      try {
        await work();
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        const pauseMs = Math.min(MAX_PAUSE_MS, 250 * 2 ** failures);
        const stack = error instanceof Error ? error.stack : String(error);
        this.logger.error({ stack, pauseMs }, `${what} failed; it goes on after a pause`);
        await this.#pause(pauseMs);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
