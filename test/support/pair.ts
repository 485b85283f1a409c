import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assay, KEEPING_COMPILED, type Ran } from './command.js';
import { EventStoreDbServer } from './eventstoredb/server.js';
import { PostgresServer } from './postgres.js';
import { RunningService } from './service.js';

/** EventStoreDB, as a server of our own, and a real PostgreSQL, with whatever runs on the two. */
export class Pair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'assay-pair-'));
  readonly #running = new Set<RunningService>();

  private constructor(
    readonly log: EventStoreDbServer,
    readonly postgres: PostgresServer,
    /** Of the database. */
    readonly url: string,
  ) {}

  static async open(): Promise<Pair> {
    const log = await EventStoreDbServer.start();
    try {
      const postgres = await PostgresServer.start();
      return new Pair(log, postgres, await postgres.newDatabase());
    } catch (error) {
      await log.stop();
      throw error;
    }
  }

  /** What names the two to the built programs. */
  get environment(): Record<string, string> {
    return { ASSAY_EVENT_STORE: this.log.url, ASSAY_DATABASE_URL: this.url };
  }

  /** Starts one more service on the two. */
  service(environment: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    return this.#start('service', environment);
  }

  /** Starts one more worker on the two. */
  worker(environment: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    return this.#start('worker', environment);
  }

  async #start(
    program: 'service' | 'worker',
    environment: Readonly<Record<string, string>>,
  ): Promise<RunningService> {
    const running = await RunningService.start({
      program,
      dataDirectory: mkdtempSync(join(this.#folder, `${program}-`)),
      environment: { ...KEEPING_COMPILED, ...this.environment, ...environment },
    });
    this.#running.add(running);
    return running;
  }

  /** Runs the built command on the two. */
  command(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ran> {
    const ofPair = { ASSAY_URL: '', ...this.environment, ...environment };
    return assay(args, ofPair, this.#folder);
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#running].map((one) => one.stop('SIGKILL')));
    await Promise.all([this.log.stop(), this.postgres.stop()]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
