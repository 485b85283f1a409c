import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { RunningService } from '../support/service.js';

/**
 * Kills the built program with SIGKILL in the middle of ingest, starts it again on what it left, and counts: every fact that was
 * acknowledged must be there, and none twice. `KILLS` says how often; `npm run test:kill` does it 200 times.
 */
const KILLS = Number(process.env['KILLS'] ?? 8);

const directories: string[] = [];
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'assay-kill-'));
  directories.push(directory);
  return directory;
}
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

interface Tally {
  readonly acknowledged: number;
  readonly lost: string[];
  readonly doubled: string[];
}

const ORGANIZATIONS = ['kill-a', 'kill-b'];

function booking(organizationId: string, n: number): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: `b-${n}`,
    source: 'billing',
    type: 'RevenueBooked',
    data: {
      organizationId,
      bookingId: `b-${n}`,
      customerId: `c-${n % 7}`,
      product: 'crm-online',
      revenueType: 'net-new',
      amount: '10.00',
      currency: 'USD',
      bookedOn: '2018-01-02',
    },
  };
}

const post = (service: RunningService, type: string, body: string) =>
  service.fetch('/v1/events', { method: 'POST', headers: { 'content-type': type }, body });

async function enrol(service: RunningService): Promise<void> {
  for (const organizationId of ORGANIZATIONS) {
    const response = await post(
      service,
      'application/cloudevents+json',
      JSON.stringify({
        specversion: '1.0',
        id: 'enrolment',
        source: 'hr',
        type: 'OrganizationEnrolled',
        data: { organizationId, name: 'Kill', market: 'developed', effectiveOn: '2018-01-01' },
      }),
    );
    expect([200, 201]).toContain(response.status);
  }
}

/** Posts until the service is gone; says which ids it acknowledged. Single facts and NDJSON, to both organizations. */
async function pour(
  service: RunningService,
  nextNumber: () => number,
  acknowledged: Map<string, Set<string>>,
): Promise<void> {
  const single = async (organizationId: string) => {
    for (;;) {
      const n = nextNumber();
      const event = JSON.stringify(booking(organizationId, n));
      const response = await post(service, 'application/cloudevents+json', event);
      if (response.status === 201) acknowledged.get(organizationId)?.add(`b-${n}`);
      await response.arrayBuffer();
    }
  };
  const batch = async (organizationId: string) => {
    for (;;) {
      const numbers = Array.from({ length: 40 }, nextNumber);
      const lines = numbers.map((n) => JSON.stringify(booking(organizationId, n))).join('\n');
      const response = await post(service, 'application/x-ndjson', lines);
      const { accepted } = (await response.json()) as { accepted: number };
      if (accepted === numbers.length) {
        for (const n of numbers) acknowledged.get(organizationId)?.add(`b-${n}`);
      }
    }
  };
  const senders = ORGANIZATIONS.flatMap((id) => [single(id), single(id), single(id), batch(id)]);
  await Promise.all(senders.map((sender) => sender.catch(() => undefined)));
}

async function storedIds(service: RunningService, organizationId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = -1; ;) {
    const path = `/v1/organizations/${organizationId}/facts?limit=1000&after=${after}`;
    const { facts } = await service.json<{
      facts: { revision: number; event: { id: string } }[];
    }>(after === -1 ? path.replace('&after=-1', '') : path);
    const last = facts.at(-1);
    if (last === undefined) return ids;
    ids.push(...facts.map(({ event }) => event.id));
    after = last.revision;
  }
}

function countOf(ids: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...ids.values()].reduce((sum, { size }) => sum + size, 0);
}

async function killAndCount(kills: number, built?: string): Promise<Tally> {
  const dataDirectory = temporaryDirectory();
  const options = { dataDirectory, ...(built === undefined ? {} : { built }) };
  const acknowledged = new Map(ORGANIZATIONS.map((id) => [id, new Set<string>()]));
  let number = 0;
  let service = await RunningService.start(options);
  await enrol(service);
  for (let kill = 0; kill < kills; kill += 1) {
    const before = countOf(acknowledged);
    const pouring = pour(service, () => (number += 1), acknowledged);
    await new Promise((wake) => setTimeout(wake, 20 + Math.random() * 180));
    // A kill before anything is acknowledged shows nothing.
    for (let tries = 0; tries < 500 && countOf(acknowledged) < before + 40; tries += 1) {
      await new Promise((wake) => setTimeout(wake, 20));
    }
    await service.stop('SIGKILL');
    await pouring;
    service = await RunningService.start(options);
  }
  const lost: string[] = [];
  const doubled: string[] = [];
  let count = 0;
  for (const [organizationId, ids] of acknowledged) {
    const stored = await storedIds(service, organizationId);
    const distinct = new Set(stored);
    count += ids.size;
    lost.push(...[...ids].filter((id) => !distinct.has(id)));
    doubled.push(...stored.filter((id, place) => stored.indexOf(id) !== place));
  }
  await service.stop();
  return { acknowledged: count, lost, doubled };
}

describe('kill -9 in the middle of ingest', () => {
  test(
    `loses no acknowledged fact and doubles none, ${KILLS} times`,
    async () => {
      const { acknowledged, lost, doubled } = await killAndCount(KILLS);
      console.info(
        `${KILLS} kills, ${acknowledged} facts acknowledged, ${lost.length} lost, ${doubled.length} doubled`,
      );
      expect(acknowledged).toBeGreaterThan(KILLS * 20);
      expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    },
    60_000 + KILLS * 15_000,
  );

  test('is noticed by this harness on a build that acknowledges before it commits', async () => {
    const built = acknowledgingTooEarly();
    const { acknowledged, lost } = await killAndCount(4, built);
    console.info(
      `a build that acknowledges too early: ${acknowledged} acknowledged, ${lost.length} lost`,
    );
    expect(lost.length).toBeGreaterThan(0);
  }, 120_000);
});

/** A copy of the built program whose SQLite store answers an append before its transaction is committed. */
function acknowledgingTooEarly(): string {
  const directory = temporaryDirectory();
  const built = join(directory, 'dist');
  cpSync(resolve('dist'), built, { recursive: true });
  symlinkSync(resolve('node_modules'), join(directory, 'node_modules'));
  symlinkSync(resolve('libs'), join(directory, 'libs'));
  cpSync(resolve('package.json'), join(directory, 'package.json'));
  const logFile = join(built, 'libs/event-store/src/sqlite-log-file.js');
  const source = readFileSync(logFile, 'utf8');
  const sabotaged = source
    .replace(
      "this.#prepare('BEGIN IMMEDIATE').run();",
      "if (!this.connection.inTransaction) this.#prepare('BEGIN IMMEDIATE').run();",
    )
    .replace(
      "this.#prepare('COMMIT').run();",
      "setTimeout(() => this.connection.inTransaction && this.#prepare('COMMIT').run(), 50);",
    );
  expect(sabotaged.match(/inTransaction\)? (&&|this)|inTransaction && this/g)).toHaveLength(2);
  writeFileSync(logFile, sabotaged);
  return built;
}
