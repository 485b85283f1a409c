import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { AnnouncementType } from '@app/alerting';
import { openEventStore } from '@app/event-store';
import { announce, type announcementOf } from '../../support/announcing.js';
import { RunningService } from '../../support/service.js';
import { type Answered, enrolment, event } from './support.js';

/** A service whose announcements are made by hand: it is stopped, the log is written, and it is started again. */
export class AnnouncingStage {
  private constructor(
    readonly dataDirectory: string,
    private readonly environment: Readonly<Record<string, string>>,
    private running: RunningService,
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<AnnouncingStage> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-alerts-'));
    const running = await RunningService.start({ dataDirectory, environment });
    return new AnnouncingStage(dataDirectory, environment, running);
  }

  get service(): RunningService {
    return this.running;
  }

  /** The ids of what was announced; `signal` is how the service is stopped before it. */
  async announce(
    said: readonly [AnnouncementType, Parameters<typeof announcementOf>[1]?][],
    signal: NodeJS.Signals = 'SIGTERM',
  ): Promise<string[]> {
    await this.running.stop(signal);
    const store = await openEventStore({ directory: this.dataDirectory });
    const ids: string[] = [];
    try {
      for (const [type, more] of said) ids.push(await announce(store, type, more));
    } finally {
      await store.close();
    }
    await this.start();
    return ids;
  }

  async start(): Promise<void> {
    const { dataDirectory, environment } = this;
    this.running = await RunningService.start({ dataDirectory, environment });
  }

  async ask(
    method: string,
    path: string,
    { key, body }: { readonly key?: string; readonly body?: unknown } = {},
  ): Promise<Answered> {
    const response = await this.running.fetch(path, {
      method,
      ...(key === undefined ? {} : { key }),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      headers: response.headers,
    };
  }

  get(path: string, key?: string): Promise<Answered> {
    return this.ask('GET', path, key === undefined ? {} : { key });
  }

  async newKey(key: object): Promise<string> {
    const { body } = await this.ask('POST', '/v1/keys', { body: { name: 'for a test', ...key } });
    return String(body['key']);
  }

  async dispose(): Promise<void> {
    await this.running.stop('SIGKILL');
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

/** A receiver on loopback that answers what the test says. */
export class LoopbackReceiver {
  readonly received: Received[] = [];
  /** Of the answer; headers may hold `retry-after` or a redirect. */
  answer: (received: Received) => {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = () => ({ status: 204 });

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<LoopbackReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new LoopbackReceiver(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => void receiver.#take(request, response));
    return receiver;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const received: Received = {
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(pieces).toString(),
      at: Date.now(),
    };
    this.received.push(received);
    const { status, headers = {}, body = '' } = this.answer(received);
    response.writeHead(status, headers).end(body);
  }

  /** Resolves when `count` requests have come to `path`; they are returned. */
  async until(count: number, path?: string, ms = 20_000): Promise<Received[]> {
    const mine = () => this.received.filter((one) => path === undefined || one.path === path);
    await eventually(() => mine().length >= count, ms);
    return mine();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Resolves when `isSo`, rejects when it is not within `ms`. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  ms = 60_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`it was not so within ${ms} ms`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

/** `YYYY-MM-DD`, `days` from now. */
export const daysFromToday = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Has an organization attain silver in the reseller option, by facts; its lapse is eleven months from now. The id of the alert. */
export async function attain(stage: AnnouncingStage, organizationId: string): Promise<string> {
  const joined = '2017-01-01';
  const facts = [
    enrolment(organizationId),
    event('PartnerOfRecordAssociated', {
      ...{ organizationId, customerId: 'northwind', effectiveOn: joined },
    }),
    ...['p1', 'p2'].map((individualId) =>
      event('IndividualJoined', {
        ...{ organizationId, individualId, effectiveOn: joined },
        ...{ name: 'Erika Mustermann', email: 'erika@contoso.example' },
      }),
    ),
    ...[
      ['p1', 'MB2-714'],
      ['p1', 'MB2-710'],
      ['p2', 'MB2-712'],
    ].map(([individualId, exam]) =>
      event('ExamPassed', { organizationId, individualId, exam, passedOn: joined }),
    ),
    event('RevenueBooked', {
      ...{ organizationId, bookingId: 'b1', customerId: 'northwind', product: 'crm-online' },
      ...{ revenueType: 'net-new', amount: '100000.00', currency: 'USD' },
      bookedOn: daysFromToday(-30),
    }),
  ];
  const response = await stage.service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(facts),
  });
  expect(await response.json()).toMatchObject({ accepted: facts.length });
  const listed = async () => {
    const { body } = await stage.get(`/v1/alerts?organizationId=${organizationId}`);
    return body['alerts'] as { readonly id: string }[];
  };
  await eventually(async () => (await listed()).length > 0);
  return (await listed())[0]!.id;
}
