import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EVENT_LOG_FILE, SqliteEventStore } from '@app/event-store';
import { streamOfOrganization } from '@app/recording';
import { RunningService, type ServiceOptions } from '../support/service.js';
import { allButRevenue, type CloudEvent, enrolment, joining, monthAgo, toggle } from './facts.js';
import { type Form, Ledger, Sender, settle } from './load.js';
import { type Reckoning, reckon, REST_MS } from './reckoning.js';
import { CountingReceiver } from './receiver.js';

/** Facts of every form go to these two … */
const RECORDING: readonly { readonly organizationId: string; readonly forms: readonly Form[] }[] = [
  { organizationId: 'contoso', forms: ['single', 'single', 'ndjson'] },
  { organizationId: 'fabrikam', forms: ['batch', 'atomic', 'import', 'key'] },
];
/** … people join this one … */
export const JOINED = 'wingtip';
/** … and the tier of this one comes and goes. */
export const TOGGLING = 'tailspin';

/** How a program is killed. */
export interface Pace {
  /** By the clock: so long behind the first answer, at most. */
  readonly afterMs: number;
  /** At a call: one that does not come by then is not waited for. */
  readonly maxLoadMs: number;
  /** At a call: at most the 2 ** `doublings`th. */
  readonly doublings: number;
}

export interface StageOptions {
  /** Where the built program is. */
  readonly built: string;
  readonly dataDirectory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** How long everything may take to come to rest in the end. */
  readonly restMs?: number;
}

/** Organizations, whoever sends facts of them, a receiver of their alerts, and the data directory that is all a service leaves. */
export class Stage {
  readonly pace: Pace = { afterMs: 200, maxLoadMs: 1_500, doublings: 7 };
  readonly ledger = new Ledger();
  readonly senders: readonly Sender[];
  readonly dataDirectory: string;

  private constructor(
    private readonly options: StageOptions,
    private readonly receiver: CountingReceiver,
  ) {
    this.dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'assay-faults-'));
    this.senders = sendersOf(this.ledger);
  }

  /** A stage on which nothing was ever started. */
  static async empty(options: StageOptions): Promise<Stage> {
    return new Stage(options, await CountingReceiver.open());
  }

  /** A stage whose organizations are there, and whose receiver is known. */
  static async open(options: StageOptions): Promise<Stage> {
    const stage = await Stage.empty(options);
    await stage.setUp();
    return stage;
  }

  /** Starts the program for the first time, or on what a first start left, and stops it; the one that was stopped. */
  async setUp(more: Pick<ServiceOptions, 'under'> = {}): Promise<RunningService> {
    const service = await this.start(more);
    const facts = await filled(service, this.receiver);
    if (this.#isEmbedded) await untilOnDisk(this.dataDirectory, facts);
    await service.stop();
    return service;
  }

  get #isEmbedded(): boolean {
    return this.options.environment?.['ASSAY_EVENT_STORE'] === undefined;
  }

  get alertsReceived(): number {
    return this.receiver.received.size;
  }

  start(more: Pick<ServiceOptions, 'under'> = {}): Promise<RunningService> {
    const { built, environment } = this.options;
    return RunningService.start({
      dataDirectory: this.dataDirectory,
      built,
      environment: { ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true', ...environment },
      ...more,
    });
  }

  /** Has what is pending acknowledged, and counts what became of it all; `service` is stopped. */
  async reckon(service: RunningService): Promise<Reckoning> {
    const { ledger, receiver, dataDirectory } = this;
    const { built, restMs = REST_MS } = this.options;
    await settle(service, this.senders);
    return await reckon({
      ...{ service, ledger, receiver, dataDirectory, built, restMs },
      ...{ toggling: TOGGLING, isEmbedded: this.#isEmbedded },
    });
  }

  dispose(): void {
    this.receiver.close();
    if (this.options.dataDirectory === undefined) {
      rmSync(this.dataDirectory, { recursive: true, force: true });
    }
  }
}

/** Whoever sends facts on a stage. */
export function sendersOf(ledger: Ledger): Sender[] {
  const bookedOn = monthAgo();
  const single = (organizationId: string, name: string, factOf: (n: number) => CloudEvent) =>
    new Sender({ form: 'single', name, organizationId, ledger, factOf });
  return [
    ...RECORDING.flatMap(({ organizationId, forms }) =>
      forms.map((form, place) => {
        const name = `${form}-${place}`;
        return new Sender({ form, name, organizationId, ledger });
      }),
    ),
    single(JOINED, 'joining', (n) => joining(JOINED, n)),
    single(TOGGLING, 'toggle', (n) => toggle(TOGGLING, n, bookedOn)),
  ];
}

/** Has the organizations recorded, and makes the receiver known. What was recorded. */
export async function filled(
  service: RunningService,
  receiver: CountingReceiver,
): Promise<CloudEvent[]> {
  const facts = [
    ...RECORDING.map(({ organizationId }) => enrolment(organizationId)),
    enrolment(JOINED),
    ...allButRevenue(TOGGLING),
  ];
  const recorded = await service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(facts),
  });
  const { accepted } = (await recorded.json()) as { accepted: number };
  const received = await service.fetch('/v1/webhooks', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: receiver.url }),
  });
  if (accepted !== facts.length || !received.ok) {
    throw new Error(`the stage could not be set up: ${await received.text()}`);
  }
  return facts;
}

/**
 * Waits until each organization's stream has all of `facts` in it, by `countOf`: a program that acknowledges too early is to lose facts later
 * on, and not those that all others need. Rejects where that takes more than a minute.
 */
export async function untilStored(
  facts: readonly CloudEvent[],
  countOf: (organizationId: string) => number | Promise<number>,
): Promise<void> {
  const end = Date.now() + 60_000;
  const due = Map.groupBy(facts, ({ data }) => String(data['organizationId']));
  for (const [organizationId, { length }] of due) {
    while ((await countOf(organizationId)) < length) {
      if (Date.now() > end) throw new Error(`the facts of ${organizationId} are not stored`);
      await pause(20);
    }
  }
}

/** As another process sees the log: what is not committed is in the memory of the one that writes it alone. */
export async function untilOnDisk(
  dataDirectory: string,
  facts: readonly CloudEvent[],
): Promise<void> {
  const file = join(dataDirectory, EVENT_LOG_FILE);
  const store = SqliteEventStore.open({ file, readOnly: true });
  try {
    await untilStored(facts, async (id) => {
      const head = await store.head(streamOfOrganization(id));
      return (head?.revision ?? -1) + 1;
    });
  } finally {
    await store.close();
  }
}
