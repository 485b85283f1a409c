import type { RunningService } from '../support/service.js';
import { booking, type CloudEvent, keyOf, passKey } from './facts.js';

/** The ways facts come in, and a key that is made. */
export type Form = 'single' | 'batch' | 'ndjson' | 'atomic' | 'import' | 'key';

/** How many facts, or keys, one request of each form brings. */
const IN_ONE: Readonly<Record<Form, number>> = {
  single: 1,
  batch: 15,
  ndjson: 40,
  atomic: 10,
  import: 12,
  key: 1,
};
/** What is not to come by the hundred rests for so long behind each. */
const PAUSE_MS: Partial<Record<Form, number>> = { key: 30 };

/** What is there for good once a request is acknowledged. */
export interface Promised {
  /** `null`: no facts. */
  readonly organizationId: string | null;
  readonly keys: readonly string[];
  /** Names of people, apart from their facts. */
  readonly names: readonly string[];
  /** The name of a key that lets somebody in. */
  readonly accessKey?: string;
}

/** What was sent, what was acknowledged, and what answers gave away. */
export class Ledger {
  readonly #acknowledged = new Map<string, Set<string>>();
  /** By the id that a request bears. */
  readonly requests = new Map<string, Promised>();
  /** Names of the keys that were made. */
  readonly accessKeys = new Set<string>();
  /** Requests that were recorded in part though they were to be recorded together. */
  torn = 0;

  acknowledge(organizationId: string, keys: readonly string[]): void {
    const known = this.#acknowledged.get(organizationId) ?? new Set();
    this.#acknowledged.set(organizationId, known);
    for (const key of keys) known.add(key);
  }

  get organizations(): string[] {
    return [...this.#acknowledged.keys()];
  }

  acknowledgedOf(organizationId: string): ReadonlySet<string> {
    return this.#acknowledged.get(organizationId) ?? new Set();
  }

  get count(): number {
    return [...this.#acknowledged.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

/** What the service told of a request that it did not acknowledge. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

interface Sending extends Promised {
  readonly path: string;
  /** A new one for each time that it is sent. */
  readonly request: () => RequestInit;
  wasSent: boolean;
  mayBeStored: boolean;
}

export interface SenderOptions {
  readonly form: Form;
  /** What its facts are named after. */
  readonly name: string;
  readonly organizationId: string;
  readonly ledger: Ledger;
  /** The sender's `n`th fact, from 0 on. Not asked of imports, whose rows are exams. */
  readonly factOf?: (n: number) => CloudEvent;
}

/** Sends one request after the other; what was not acknowledged is sent again, as it was, before anything else. */
export class Sender {
  #pending: Sending | null = null;
  #sent = 0;

  constructor(private readonly options: SenderOptions) {}

  /** Of this sender's facts, how many it has sent at least once. */
  get sent(): number {
    return this.#sent;
  }

  get isSettled(): boolean {
    return this.#pending === null;
  }

  get organizationId(): string {
    return this.options.organizationId;
  }

  /** Whether a request's facts are stored together. */
  get isOneAppend(): boolean {
    return this.options.form === 'single' || this.options.form === 'atomic';
  }

  get pendingKeys(): readonly string[] {
    return this.#pending?.keys ?? [];
  }

  /** Whether an answer to what is pending left it open. */
  get mayBeStored(): boolean {
    return this.#pending?.mayBeStored ?? false;
  }

  /** Sends one request. `null` = it was acknowledged. Rejects where there was no whole answer, and where the answer is a wrong one. */
  async send(service: RunningService): Promise<Refusal | null> {
    const sending = (this.#pending ??= this.#next());
    const { keys, path } = sending;
    const wasSent = sending.wasSent;
    sending.wasSent = true;
    const [response, body] = await this.#answered(service, sending);
    if (!response.ok) {
      const code = String(body['code']);
      sending.mayBeStored ||= code !== 'store-full' && code !== 'store-unavailable';
      return { status: response.status, code, detail: String(body['detail']) };
    }
    const { accepted, duplicates } = this.#counted(response.status, body);
    const isWhole = accepted + duplicates === keys.length && (wasSent || duplicates === 0);
    if (!isWhole) throw new WrongAnswer(`${path}: ${JSON.stringify(body)}`);
    const { form, ledger } = this.options;
    if (form === 'atomic' && accepted > 0 && duplicates > 0) ledger.torn += 1;
    if (sending.organizationId !== null) ledger.acknowledge(sending.organizationId, keys);
    if (sending.accessKey !== undefined) ledger.accessKeys.add(sending.accessKey);
    this.#pending = null;
    await new Promise((wake) => setTimeout(wake, PAUSE_MS[form] ?? 0));
    return null;
  }

  /** Whoever has no whole answer does not know. */
  async #answered(
    service: RunningService,
    sending: Sending,
  ): Promise<[Response, Record<string, unknown>]> {
    try {
      const response = await service.fetch(sending.path, this.#named(sending.request(), sending));
      return [response, (await response.json()) as Record<string, unknown>];
    } catch (error) {
      sending.mayBeStored = true;
      throw error;
    }
  }

  #named(init: RequestInit, sending: Sending): RequestInit {
    const { name, ledger } = this.options;
    const requestId = `${name}.${ledger.requests.size}`;
    ledger.requests.set(requestId, sending);
    return { ...init, headers: { ...(init.headers as object), 'x-request-id': requestId } };
  }

  #counted(
    status: number,
    body: Record<string, unknown>,
  ): { accepted: number; duplicates: number } {
    switch (this.options.form) {
      case 'single':
        return { accepted: status === 201 ? 1 : 0, duplicates: status === 200 ? 1 : 0 };
      case 'key':
        return { accepted: 0, duplicates: 0 };
      case 'import':
        return body['summary'] as { accepted: number; duplicates: number };
      default:
        return body as { accepted: number; duplicates: number };
    }
  }

  #next(): Sending {
    const { form, name, organizationId } = this.options;
    const first = this.#sent;
    const numbers = Array.from({ length: IN_ONE[form] }, (_, place) => first + place);
    this.#sent += numbers.length;
    if (form === 'import') return importOf(organizationId, numbers);
    if (form === 'key') return keyNamed(`${name} ${first}`);
    const factOf = this.options.factOf ?? ((n) => booking(organizationId, `${name}-${n}`));
    return submissionOf(form, numbers.map(factOf));
  }
}

/** The service answered what it never may. */
export class WrongAnswer extends Error {}

const MEDIA_TYPES = {
  single: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
  ndjson: 'application/x-ndjson',
  atomic: 'application/cloudevents-batch+json',
};

function submissionOf(form: keyof typeof MEDIA_TYPES, facts: readonly CloudEvent[]): Sending {
  const body =
    form === 'single'
      ? JSON.stringify(facts[0])
      : form === 'ndjson'
        ? facts.map((one) => JSON.stringify(one)).join('\n')
        : JSON.stringify(facts);
  return {
    organizationId: String(facts[0]?.data['organizationId']),
    keys: facts.map(keyOf),
    names: facts
      .filter(({ type }) => type === 'IndividualJoined')
      .map(({ data }) => String(data['name'])),
    path: form === 'atomic' ? '/v1/events?atomic=true' : '/v1/events',
    request: () => ({ method: 'POST', body, headers: { 'content-type': MEDIA_TYPES[form] } }),
    wasSent: false,
    mayBeStored: false,
  };
}

function importOf(organizationId: string, numbers: readonly number[]): Sending {
  const people = numbers.map((n) => `imported-${n}`);
  const rows = people.map((person) => `${organizationId},${person},MB2-715,2017-05-05`);
  const file = ['organizationId,individualId,exam,passedOn', ...rows, ''].join('\n');
  return {
    organizationId,
    names: [],
    keys: people.map((person) => passKey(person, 'MB2-715')),
    path: '/v1/imports',
    request: () => {
      const body = new FormData();
      body.append('file', new Blob([file]), 'exams.csv');
      return { method: 'POST', body };
    },
    wasSent: false,
    mayBeStored: false,
  };
}

function keyNamed(accessKey: string): Sending {
  const body = JSON.stringify({ name: accessKey, role: 'read' });
  return {
    ...{ organizationId: null, keys: [], names: [], accessKey, path: '/v1/keys', wasSent: false },
    mayBeStored: false,
    request: () => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  };
}

export interface Pouring {
  readonly onRefusal: (refusal: Refusal, sender: Sender) => void | Promise<void>;
  /** Ends it; absent = it ends with the service. */
  readonly signal?: AbortSignal;
}

/** Sends from all senders at once until the service is gone. Rejects with a wrong answer. */
export async function pour(
  service: RunningService,
  senders: readonly Sender[],
  { onRefusal, signal }: Pouring,
): Promise<void> {
  const pourFrom = async (sender: Sender): Promise<void> => {
    while (signal?.aborted !== true) {
      const refusal = await sender.send(service);
      if (refusal === null) continue;
      await onRefusal(refusal, sender);
      await new Promise((wake) => setTimeout(wake, 20));
    }
  };
  const ends = await Promise.allSettled(senders.map(pourFrom));
  for (const end of ends) {
    if (end.status === 'rejected' && end.reason instanceof WrongAnswer) throw end.reason;
  }
}

/** Sends what was not acknowledged until it is. Rejects where a sender is refused for more than a minute. */
export async function settle(service: RunningService, senders: readonly Sender[]): Promise<void> {
  for (const sender of senders) {
    const end = Date.now() + 60_000;
    while (!sender.isSettled) {
      const refusal = await sender.send(service);
      if (refusal === null) break;
      if (Date.now() > end) throw new Error(`never acknowledged: ${JSON.stringify(refusal)}`);
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}

/** The keys of an organization's facts as the service tells them, in the order of the stream. */
export async function storedKeys(
  service: RunningService,
  organizationId: string,
): Promise<string[]> {
  const keys: string[] = [];
  for (let after: number | null = null; ;) {
    const from: string = after === null ? '' : `&after=${after}`;
    const path = `/v1/organizations/${organizationId}/facts?limit=1000${from}`;
    const { facts } = await service.json<{
      facts: { revision: number; event: CloudEvent }[];
    }>(path);
    const last = facts.at(-1);
    if (last === undefined) return keys;
    keys.push(...facts.map(({ event }) => keyOf(event)));
    after = last.revision;
  }
}
