import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDay } from '@app/domain';
import { ADMIN_KEY, RunningService } from '../../test/support/service.js';
import { endsWithUs } from './children.js';
import { factsOf, type Story } from './story.js';

export { ADMIN_KEY, RunningService };

/** The built program on a data directory of its own. */
export async function startAssay(
  dist: string,
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const NODE_OPTIONS = process.env.BENCH_SERVICE_OPTIONS ?? '';
  const service = await RunningService.start({
    built: dist,
    dataDirectory,
    environment: { NODE_OPTIONS, ...environment },
  });
  endsWithUs(service.process);
  return service;
}

/** A CloudEvent as senders write it. */
export function cloudEvent({
  source,
  id,
  type,
  data,
}: {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly data: object;
}): string {
  return JSON.stringify({ specversion: '1.0', id, source, type, data });
}

/** What the stories say, as lines: what stands before bookings can be recorded, and the bookings themselves. */
export function linesOf(stories: readonly Story[]): { before: string[]; bookings: string[] } {
  const before: string[] = [];
  const bookings: string[] = [];
  for (const fact of stories.flatMap((story) => [...factsOf(story)])) {
    (fact.type === 'RevenueBooked' ? bookings : before).push(cloudEvent(fact));
  }
  return { before, bookings };
}

/** A booking of today's, to be sent alone. */
export function oneBooking(organizationId: string, id: string): string {
  const data = {
    ...{ organizationId, bookingId: id, customerId: 'c1', product: 'crm-online' },
    ...{ revenueType: 'net-new', amount: '12.50', currency: 'USD', bookedOn: formatDay(18_000) },
  };
  return cloudEvent({ source: '/bench/single', id, type: 'RevenueBooked', data });
}

export interface Summary {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Sends lines to `url` as one NDJSON body and returns what became of them. */
export async function sendLines(url: string, body: Uint8Array<ArrayBuffer>): Promise<Summary> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/x-ndjson' },
    body,
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const { accepted, duplicates, rejected } = (await response.json()) as Summary;
  return { accepted, duplicates, rejected };
}

/** What a running process holds in memory, in MB of 2^20 bytes. */
export function residentMb(pid: number): number {
  const status = readFileSync(join('/proc', String(pid), 'status'), 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
