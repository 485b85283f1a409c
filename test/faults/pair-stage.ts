import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { PostgresServer } from '../support/postgres-server.js';
import type { RunningService } from '../support/service.js';
import { Ledger, type Sender, settle, WrongAnswer } from './load.js';
import { keysOf, pairReckoned, type PairReckoning } from './pair-reckoning.js';
import { Seat } from './pair-seat.js';
import { CountingReceiver } from './receiver.js';
import type { Refusals } from './refusals.js';
import { filled, sendersOf, untilStored } from './stage.js';

/** Every lease that there is: the partitions, and the taking in of alerts. */
const LEASES = 65;
/** A sender rests so long behind each answer: what is to be looked at is that nothing is lost, and not how much there can be. */
const REST_MS = 60;

export interface PairStageOptions {
  readonly built: string;
  readonly services: number;
  readonly workers: number;
  /** Where it is counted what was not acknowledged. */
  readonly refusals: Refusals;
}

/** Services and workers on EventStoreDB, as a server of our own, and a real PostgreSQL; and whoever sends them facts. */
export class PairStage {
  readonly ledger = new Ledger();
  readonly senders: readonly Sender[] = sendersOf(this.ledger);
  readonly services: Seat[] = [];
  readonly workers: Seat[] = [];

  private constructor(
    private readonly options: PairStageOptions,
    private readonly folder: string,
    readonly log: EventStoreDbServer,
    readonly postgres: PostgresServer,
    /** Of the database. */
    readonly url: string,
    private readonly receiver: CountingReceiver,
  ) {}

  static async open(options: PairStageOptions): Promise<PairStage> {
    const postgres = await PostgresServer.start();
    const stage = new PairStage(
      options,
      mkdtempSync(join(tmpdir(), 'assay-pair-faults-')),
      await EventStoreDbServer.start(),
      postgres,
      await postgres.newDatabase(),
      await CountingReceiver.open(),
    );
    try {
      await stage.#fill();
      return stage;
    } catch (error) {
      await stage.dispose();
      throw error;
    }
  }

  query(statement: string): Promise<Record<string, unknown>[]> {
    return this.postgres.query(statement, this.url);
  }

  /** The ids of the workers that are there, and how many leases each has. */
  async shares(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.query(
      `select i.id, count(l.name)::int as leases from instances i left join leases l on l.owner = i.id
       where i.works group by i.id`,
    );
    return new Map(rows.map(({ id, leases }) => [String(id), Number(leases)]));
  }

  /** Resolves when so many workers share all leases. Rejects where that takes more than two minutes. */
  async untilShared(workers = this.workers.length): Promise<void> {
    for (let tries = 0; tries < 1_200; tries += 1) {
      const shares = [...(await this.shares()).values()];
      const all = shares.reduce((sum, leases) => sum + leases, 0);
      if (shares.length === workers && all === LEASES && Math.min(...shares) > 0) return;
      await pause(100);
    }
    throw new Error(`${workers} workers do not share the work`);
  }

  /** Sends from all senders, to any service that is there, until `signal` aborts. Rejects with a wrong answer. */
  async pour(signal: AbortSignal): Promise<void> {
    const pourFrom = async (sender: Sender, place: number): Promise<void> => {
      for (let turn = place; !signal.aborted; turn += 1) {
        await pause(REST_MS);
        const service = this.services[turn % this.services.length]?.running ?? null;
        if (service !== null) await this.#send(sender, service);
      }
    };
    await Promise.all(this.senders.map(pourFrom));
  }

  /** Has what is pending acknowledged, waits until all has come to rest, for `restMs` at most, and counts what became of it; everything is stopped. */
  async reckon(restMs: number): Promise<PairReckoning> {
    const service = this.services[0]?.running;
    if (service === undefined || service === null) throw new Error('there is no service to ask');
    await settle(service, this.senders);
    const { ledger, receiver } = this;
    const { built } = this.options;
    return await pairReckoned({
      ...{ service, ledger, receiver, built, log: this.log, url: this.url, restMs },
      query: (statement) => this.query(statement),
      stop: async () => {
        await Promise.all([...this.services, ...this.workers].map((seat) => seat.stop('SIGTERM')));
      },
    });
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.services, ...this.workers].map((seat) => seat.stop('SIGKILL')));
    this.receiver.close();
    await Promise.all([this.log.stop(), this.postgres.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #send(sender: Sender, service: RunningService): Promise<void> {
    try {
      const refusal = await sender.send(service);
      if (refusal !== null)
        await this.options.refusals.take((id) => this.#stored(id), sender, refusal);
    } catch (error) {
      if (error instanceof WrongAnswer) throw error; // otherwise it was killed meanwhile
    }
  }

  #stored(organizationId: string): string[] {
    return keysOf(this.log.log, organizationId);
  }

  async #fill(): Promise<void> {
    const { built, services, workers } = this.options;
    const ground = {
      ...{ built, folder: this.folder, logPort: this.log.port, databasePort: this.postgres.port },
      databaseName: new URL(this.url).pathname.slice(1),
    };
    for (let place = 0; place < services; place += 1) {
      this.services.push(await Seat.on(ground, 'service'));
    }
    for (let place = 0; place < workers; place += 1) {
      this.workers.push(await Seat.on(ground, 'worker'));
    }
    const [first, ...others] = [...this.services, ...this.workers];
    await first?.start(); // it makes the tables
    await Promise.all(others.map((seat) => seat.start()));
    const service = this.services[0]?.running;
    if (service === undefined || service === null) throw new Error('there is no service');
    const facts = await filled(service, this.receiver);
    await untilStored(facts, (organizationId) => this.#stored(organizationId).length);
    await this.untilShared();
  }
}
