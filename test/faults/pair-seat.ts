import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Network } from '../support/eventstoredb/network.js';
import { RunningService } from '../support/service.js';

/** What the processes of a pair have in common. */
export interface PairGround {
  readonly built: string;
  /** Where each process has a folder of its own. */
  readonly folder: string;
  readonly logPort: number;
  readonly databasePort: number;
  readonly databaseName: string;
}

/** When a signal comes: by the clock, or as the `nth` piece passes between the process and one of the two that it rests on. */
export type Aim =
  | { readonly at: 'moment'; readonly ms: number }
  | {
      readonly at: 'piece';
      readonly way: 'log' | 'database';
      readonly towards: 'server' | 'client';
      readonly nth: number;
      /** A piece that does not come by then is not waited for. */
      readonly maxMs: number;
    };

/** A place for one process after the other, with ways of its own to the log and to the database. */
export class Seat {
  #running: RunningService | null = null;
  #child: ChildProcess | null = null;

  private constructor(
    private readonly ground: PairGround,
    readonly program: 'service' | 'worker',
    private readonly ways: { readonly log: Network; readonly database: Network },
  ) {}

  static async on(ground: PairGround, program: 'service' | 'worker'): Promise<Seat> {
    const log = await Network.to(ground.logPort);
    const database = await Network.to(ground.databasePort);
    return new Seat(ground, program, { log, database });
  }

  /** `null` = nobody is there who would answer. */
  get running(): RunningService | null {
    return this.#running;
  }

  async start(): Promise<void> {
    const { built, folder, databaseName } = this.ground;
    const { log, database } = this.ways;
    for (const way of [log, database]) way.onPiece = () => true;
    this.#running = await RunningService.start({
      ...{ program: this.program, built },
      dataDirectory: mkdtempSync(join(folder, `${this.program}-`)),
      environment: {
        ASSAY_EVENT_STORE: `esdb://127.0.0.1:${log.port}?tls=false`,
        ASSAY_DATABASE_URL: `postgres://assay@127.0.0.1:${database.port}/${databaseName}`,
        ASSAY_WORKER: String(this.program === 'worker'),
        ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true',
      },
      onSpawned: (child) => {
        this.#child = child;
      },
    });
  }

  /** Sends `signal` to whoever is there, or is about to be. `true` = at the piece that was meant, which goes nowhere when it is a kill. */
  async strike(signal: 'SIGKILL' | 'SIGSTOP', aim: Aim): Promise<boolean> {
    const child = this.#child;
    if (aim.at === 'moment') {
      await pause(aim.ms);
      child?.kill(signal);
      return false;
    }
    const struck = Promise.withResolvers<true>();
    let seen = 0;
    const way = this.ways[aim.way];
    way.onPiece = (towards) => {
      if (towards === aim.towards) seen += 1;
      if (seen < aim.nth) return true;
      child?.kill(signal);
      struck.resolve(true);
      return signal === 'SIGSTOP';
    };
    const isMeant = await Promise.race([struck.promise, pause(aim.maxMs, false, { ref: false })]);
    way.onPiece = () => isMeant !== true || signal === 'SIGSTOP';
    if (!isMeant) child?.kill(signal);
    return isMeant;
  }

  /** Waits until a process that was killed is gone; another one may start. */
  async vacated(): Promise<void> {
    await this.#running?.stop('SIGKILL');
    this.#running = null;
  }

  /** Goes on with a process that was stopped. */
  wake(): void {
    this.#child?.kill('SIGCONT');
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    await this.#running?.stop(signal);
    this.#child?.kill('SIGKILL');
    this.#running = null;
    for (const way of Object.values(this.ways)) way.down();
  }
}
