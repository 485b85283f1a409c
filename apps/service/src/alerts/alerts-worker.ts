import { Injectable } from '@nestjs/common';
import { AlertsProjection, Sender } from '@app/alerting';
import { PinoLogger } from 'nestjs-pino';
import { supervised } from '../operations/supervised.js';

/** Takes announcements in, and sends what is to be sent. */
@Injectable()
export class AlertsWorker {
  readonly #stop = new AbortController();
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly projection: AlertsProjection,
    private readonly sender: Sender,
    private readonly logger: PinoLogger,
  ) {}

  start(): void {
    const { signal } = this.#stop;
    const supervision = { signal, logger: this.logger };
    this.#work = Promise.all([
      supervised('the alerts projection', () => this.projection.run(signal), supervision),
      supervised('the sending of alerts', () => this.sender.run(signal), supervision),
    ]);
  }

  /** Resolves when nothing of it runs any more; what is under way is finished, or given back to be sent again. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
  }
}
