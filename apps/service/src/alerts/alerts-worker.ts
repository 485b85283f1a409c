import { Inject, Injectable } from '@nestjs/common';
import { AlertsProjection, endLeases, Sender } from '@app/alerting';
import type { Database } from '@app/database';
import { PinoLogger } from 'nestjs-pino';
import { supervised } from '../operations/supervised.js';
import { DATABASE } from '../tokens.js';

/** Takes announcements in, and sends what is to be sent. */
@Injectable()
export class AlertsWorker {
  readonly #stop = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly projection: AlertsProjection,
    private readonly sender: Sender,
    private readonly logger: PinoLogger,
  ) {}

  start(): void {
    const { signal } = this.#stop;
    const supervision = { signal, logger: this.logger };
    this.#work = Promise.all([
      supervised('the alerts projection', () => this.projection.run(signal), supervision),
      supervised('the sending of alerts', () => this.#send(signal), supervision),
    ]);
  }

  /** Whoever had a lease of the embedded database was a process before this one, or this one before it failed. In PostgreSQL others have theirs. */
  async #send(signal: AbortSignal): Promise<void> {
    if (this.database.engine === 'sqlite') await endLeases(this.database, new Date());
    await this.sender.run(signal);
  }

  /** Resolves when nothing of it runs any more; what is under way is finished, or given back to be sent again. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }
}
