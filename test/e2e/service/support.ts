import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { KEEPING_COMPILED } from '../../support/command.js';
import { RunningService } from '../../support/service.js';

export { ADMIN_KEY } from '../../support/service.js';

/** A service on a data directory of its own, both gone after `dispose`. */
export class Stage {
  static readonly #open = new Set<Stage>();

  private constructor(
    readonly dataDirectory: string,
    private running: RunningService,
  ) {}

  static async open(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-service-'));
    const stage = new Stage(dataDirectory, await Stage.#start(dataDirectory, environment));
    Stage.#open.add(stage);
    return stage;
  }

  static async disposeAll(): Promise<void> {
    await Promise.all([...Stage.#open].map((stage) => stage.dispose()));
  }

  static #start(
    dataDirectory: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<RunningService> {
    return RunningService.start({
      dataDirectory,
      environment: { ...KEEPING_COMPILED, ...environment },
    });
  }

  get service(): RunningService {
    return this.running;
  }

  async restart(environment: Readonly<Record<string, string>> = {}): Promise<number | null> {
    const exitCode = await this.running.stop();
    this.running = await Stage.#start(this.dataDirectory, environment);
    return exitCode;
  }

  async dispose(): Promise<void> {
    Stage.#open.delete(this);
    await this.running.stop('SIGKILL');
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  /** Posts facts as `mediaType`; the answer's status, body and headers. */
  async submit(
    body: Body | object,
    mediaType = 'application/cloudevents+json',
    options: { key?: string; query?: string; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const response = await this.running.fetch(`/v1/events${options.query ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': mediaType, ...options.headers },
      body: isBody(body) ? body : JSON.stringify(body),
      ...(options.key === undefined ? {} : { key: options.key }),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    } as RequestInit);
    return await answered(response);
  }

  async get(path: string, key?: string): Promise<Answered> {
    return await answered(await this.running.fetch(path, key === undefined ? {} : { key }));
  }

  async newKey(key: object): Promise<{ id: string; key: string }> {
    const response = await this.running.fetch('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'for a test', ...key }),
    });
    if (response.status !== 201) throw new Error(await response.text());
    return (await response.json()) as { id: string; key: string };
  }
}

export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** The body of an answer that is 200 and as the schema called `name` in the service's own document has it. */
export type Conforming = (
  name: string,
  answer: Pick<Answered, 'status' | 'body'>,
) => Record<string, unknown>;

export async function conformingTo(stage: Pick<Stage, 'get'>): Promise<Conforming> {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema((await stage.get('/openapi.json')).body, 'document');
  return (name, { status, body }) => {
    expect({ status, body }).toMatchObject({ status: 200 });
    const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
    validate(body);
    expect({ name, errors: validate.errors }).toEqual({ name, errors: null });
    return body;
  };
}

/** An answer with its body read: JSON, or nothing. */
export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body, headers: response.headers };
}

function isBody(body: Body | object): body is Body {
  return typeof body === 'string' || ArrayBuffer.isView(body) || body instanceof ReadableStream;
}

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream;

let made = 0;

/** A CloudEvent with an id of its own. */
export function event(type: string, data: object, attributes: object = {}): object {
  made += 1;
  return { specversion: '1.0', id: `event-${made}`, source: 'urn:test', type, data, ...attributes };
}

export function enrolment(organizationId: string, data: object = {}): object {
  return event('OrganizationEnrolled', {
    organizationId,
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2016-01-01',
    ...data,
  });
}

export function booking(organizationId: string, bookingId: string, data: object = {}): object {
  return event('RevenueBooked', {
    organizationId,
    bookingId,
    customerId: 'northwind',
    product: 'dynamics-365-plan-2',
    revenueType: 'net-new',
    amount: '1000.00',
    currency: 'USD',
    bookedOn: '2017-09-14',
    ...data,
  });
}

export function association(organizationId: string): object {
  return event('PartnerOfRecordAssociated', {
    organizationId,
    customerId: 'northwind',
    effectiveOn: '2016-01-01',
  });
}

/** Sends bytes that no client library would, and returns all that comes back until the connection is closed. */
export async function rawExchange(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(5_000, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.write(bytes);
  const pieces: Buffer[] = [];
  try {
    for await (const piece of socket) pieces.push(piece as Buffer);
  } catch {
    // What came before the reset counts.
  }
  return Buffer.concat(pieces).toString();
}
