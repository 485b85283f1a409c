import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RunningService, type ServiceOptions } from '../support/service.js';
import { allButRevenue, type CloudEvent, enrolment, joining, monthAgo, toggle } from './facts.js';
import { type Form, Ledger, Sender, settle } from './load.js';
import { type Reckoning, reckon } from './reckoning.js';
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
  /** A command that starts the program that sets it up. */
  readonly under?: readonly string[];
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
    const { under } = options;
    await stage.setUp(under === undefined ? {} : { under });
    return stage;
  }

  /** Starts the program for the first time, or on what a first start left, and stops it. */
  async setUp(more: Pick<ServiceOptions, 'under'> = {}): Promise<void> {
    const service = await this.start(more);
    await filled(service, this.receiver);
    await service.stop();
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
    const { built, environment = {} } = this.options;
    await settle(service, this.senders);
    const isEmbedded = environment['ASSAY_EVENT_STORE'] === undefined;
    return await reckon({
      ...{ service, ledger, receiver, dataDirectory, built, isEmbedded },
      toggling: TOGGLING,
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

/** Has the organizations recorded, and makes the receiver known. */
export async function filled(service: RunningService, receiver: CountingReceiver): Promise<void> {
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
  await untilEnrolled(service, [JOINED, TOGGLING, ...RECORDING.map((one) => one.organizationId)]);
  const received = await service.fetch('/v1/webhooks', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: receiver.url }),
  });
  if (accepted !== facts.length || !received.ok) {
    throw new Error(`the stage could not be set up: ${await received.text()}`);
  }
}

/** A program that acknowledges too early is to lose facts later on, not the organizations that they are of. */
export async function untilEnrolled(
  service: RunningService,
  organizations: readonly string[],
): Promise<void> {
  for (const organizationId of organizations) {
    for (let tries = 0; tries < 250; tries += 1) {
      const response = await service.fetch(`/v1/organizations/${organizationId}/facts?limit=1`);
      await response.arrayBuffer();
      if (response.ok) break;
      await pause(20);
    }
  }
  // What was recorded a moment ago may be answered from memory: a late append has this long to arrive.
  await pause(1_000);
}
