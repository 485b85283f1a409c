import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Database, openDatabase } from '@app/database';
import { EVENT_LOG_FILE, type EventStore, SqliteEventStore } from '@app/event-store';
import { factPages, streamOfOrganization } from '@app/recording';
import { RunningService, type ServiceOptions } from '../support/service.js';
import { isSound } from './examination.js';
import { enrolment, joining, keyOf } from './facts.js';
import { type Form, Ledger, Sender, settle } from './load.js';
import { nothingYet, type Reckoning, reckonFacts } from './reckoning.js';
import { type Pace, untilOnDisk } from './stage.js';

const FORMS: readonly Form[] = ['single', 'single', 'batch', 'ndjson', 'atomic'];
/** One stream that all of them write, and one in which each fact leaves a name in the database. */
const [RECORDING, JOINED] = ['contoso', 'wingtip'];

export interface RecordingStageOptions {
  /** Where the built program is. */
  readonly built: string;
  /** Of a stage that was stopped or killed: what was acknowledged there must be here, too. */
  readonly after?: RecordingStage;
  /** As the command does; absent = as the service does. */
  readonly writesInThread?: boolean;
}

/** The recording part of the program by itself, and whoever sends it facts. What is announced of them is no part of it. */
export class RecordingStage {
  readonly pace: Pace = { afterMs: 60, maxLoadMs: 1_000, doublings: 5 };
  readonly ledger = new Ledger();
  readonly senders: readonly Sender[];
  readonly alertsReceived = 0;
  readonly dataDirectory: string;

  constructor(private readonly options: RecordingStageOptions) {
    this.dataDirectory = mkdtempSync(join(tmpdir(), 'assay-recording-'));
    const { ledger } = this;
    const { after } = options;
    if (after !== undefined) this.#take(after);
    const series = after === undefined ? '' : 'again-';
    this.senders = [
      ...FORMS.map((form, place) => {
        const name = `${series}${form}-${place}`;
        return new Sender({ form, name, organizationId: RECORDING, ledger });
      }),
      new Sender({
        ...{ form: 'single', name: `${series}joining`, organizationId: JOINED, ledger },
        factOf: (n) => joining(JOINED, after === undefined ? n : 1_000 + n),
      }),
    ];
  }

  #take({ dataDirectory, ledger }: RecordingStage): void {
    cpSync(dataDirectory, this.dataDirectory, { recursive: true });
    for (const organizationId of ledger.organizations) {
      this.ledger.acknowledge(organizationId, [...ledger.acknowledgedOf(organizationId)]);
    }
  }

  /** Starts it for the first time, or on what a first start left, and stops it. */
  async setUp(): Promise<void> {
    const service = await this.start();
    const facts = [enrolment(RECORDING), enrolment(JOINED)];
    const response = await service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(facts),
    });
    if (!response.ok) throw new Error(`the stage could not be set up: ${await response.text()}`);
    await untilOnDisk(this.dataDirectory, facts);
    await service.stop();
  }

  start(more: Pick<ServiceOptions, 'under'> = {}): Promise<RunningService> {
    const { built, writesInThread = true } = this.options;
    return RunningService.start({
      dataDirectory: this.dataDirectory,
      script: join(import.meta.dirname, 'recording-process.ts'),
      environment: {
        ASSAY_BUILT: resolve(built),
        ASSAY_WRITES_IN_THREAD: String(writesInThread),
      },
      ...more,
    });
  }

  /** Has what is pending acknowledged, stops `service`, opens its files anew, and counts what became of it all. */
  async reckon(service: RunningService): Promise<Reckoning> {
    await settle(service, this.senders);
    await service.stop();
    const found = nothingYet();
    const store = SqliteEventStore.open({ file: join(this.dataDirectory, EVENT_LOG_FILE) });
    const database = await openDatabase({ directory: this.dataDirectory });
    try {
      await reckonFacts(this.ledger, (id) => keysIn(store, id), found);
      found.lost += await this.#namesLost(database);
      for await (const finding of store.verify()) {
        found.differences += 1;
        process.stderr.write(`${JSON.stringify(finding)}\n`);
      }
    } finally {
      await store.close();
      await database.close();
    }
    if (!isSound(join(this.dataDirectory, 'read-models.db'))) found.differences += 1;
    return found;
  }

  dispose(): void {
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  /** Names of people whose facts were acknowledged, and that are not there. */
  async #namesLost({ db }: Database): Promise<number> {
    const rows = await db.selectFrom('personal_data').select('individual_id').execute();
    const named = new Set(rows.map(({ individual_id }) => individual_id));
    return [...this.ledger.acknowledgedOf(JOINED)].filter(
      (key) => !named.has(key.replace('joined-', 'i-')),
    ).length;
  }
}

/** What an organization's stream holds, in its order. */
export async function keysIn(store: EventStore, organizationId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const facts of factPages(store, streamOfOrganization(organizationId))) {
    keys.push(...facts.map(({ id, data }) => keyOf({ id, data: { ...data } })));
  }
  return keys;
}
