import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEventStore } from '@app/event-store';
import { RunningService } from '../../support/service.js';

let directory: string;
let service: RunningService;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-quarantine-'));
  service = await RunningService.start({ dataDirectory: directory });
  for (const organizationId of ['contoso', 'fabrikam']) {
    await record('OrganizationEnrolled', organizationId, {
      organizationId,
      name: organizationId,
      market: 'developed',
      effectiveOn: '2020-01-01',
    });
  }
  await service.stop();
  const store = await openEventStore({ directory });
  await store.append('organization-contoso', 0, [
    {
      eventId: '00000000-0000-4000-8000-000000000001',
      type: 'ExamPassed',
      data: '{"of":"a version to come"}',
      metadata:
        '{"schemaVersion":99,"source":"s","id":"i","recordedAt":"2030-01-01T00:00:00.000Z"}',
    },
  ]);
  await store.close();
  service = await RunningService.start({ dataDirectory: directory });
});

afterAll(async () => {
  await service.stop();
  rmSync(directory, { recursive: true });
});

async function record(type: string, id: string, data: object): Promise<number> {
  const response = await service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ specversion: '1.0', id, source: 'hr', type, data }),
  });
  return response.status;
}

const joined = (organizationId: string, individualId: string) =>
  record('IndividualJoined', `${organizationId} ${individualId}`, {
    organizationId,
    individualId,
    effectiveOn: '2020-01-01',
  });

async function statusOf(path: string): Promise<number> {
  return (await service.fetch(path)).status;
}

async function decide(body: object, key?: string): Promise<{ status: number; body: unknown }> {
  const response = await service.fetch('/v1/organizations/contoso/quarantine', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(key === undefined ? {} : { key }),
  });
  return { status: response.status, body: await response.json() };
}

async function untilReady(status: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ready = await service.json<{ status: string }>('/readyz');
    if (ready.status === status) return;
    await setTimeout(50);
  }
  throw new Error(`/readyz does not say ${status}`);
}

test('a fact that cannot be read halts its organization and no other, and operators see it', async () => {
  await untilReady('degraded');
  expect(await statusOf('/v1/organizations/contoso/standing')).toBe(500);
  expect(await joined('contoso', 'p1')).toBe(500);
  expect(await statusOf('/v1/organizations/fabrikam/standing')).toBe(200);
  expect(await joined('fabrikam', 'p1')).toBe(201);
  const metrics = await (await service.fetch('/metrics')).text();
  expect(metrics).toContain('assay_unreadable_organizations 1');
  expect(await service.json('/v1/organizations/contoso/quarantine')).toMatchObject({
    quarantined: [],
    unreadable: { revision: 1, problem: expect.stringContaining('revision 1') },
  });
});

test('a batch is recorded but for what is of the halted organization', async () => {
  const fact = (organizationId: string) => ({
    specversion: '1.0',
    id: `${organizationId} batch`,
    source: 'hr',
    type: 'IndividualJoined',
    data: { organizationId, individualId: 'p9', effectiveOn: '2020-01-01' },
  });
  const response = await service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([fact('contoso'), fact('fabrikam')]),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    accepted: 1,
    rejected: 1,
    results: [{ index: 0, code: 'facts-unreadable' }],
  });
});

test('operators see it again after a start, without anybody asking for it', async () => {
  await service.stop();
  service = await RunningService.start({ dataDirectory: directory });
  await untilReady('degraded');
});

test('only that fact can be put in quarantine, and only by an administrator', async () => {
  expect(await decide({ revision: 0, reason: 'wrong' })).toMatchObject({
    status: 409,
    body: { code: 'fact-readable', detail: expect.stringContaining('revision 1') },
  });
  expect(await decide({ revision: 1 })).toMatchObject({ status: 400 });
  const made = await service.fetch('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'reader', role: 'auditor' }),
  });
  const { key } = (await made.json()) as { key: string };
  expect(await decide({ revision: 1, reason: 'why' }, key)).toMatchObject({ status: 403 });
  expect(await statusOf('/v1/organizations/nobody/quarantine')).toBe(404);
});

test('without it the organization goes on, now and after a start', async () => {
  const reason = 'written by a version that was rolled back';
  expect(await decide({ revision: 1, reason })).toMatchObject({
    status: 201,
    body: { revision: 1, reason, decidedBy: 'ASSAY_ADMIN_KEY' },
  });
  expect(await decide({ revision: 1, reason })).toMatchObject({ status: 200 });
  expect(await statusOf('/v1/organizations/contoso/standing')).toBe(200);
  expect(await joined('contoso', 'p1')).toBe(201);
  await untilReady('ready');
  const page = async (query: string) =>
    await service.json<{ facts: { revision: number }[]; quarantined?: object[] }>(
      `/v1/organizations/contoso/facts${query}`,
    );
  const { facts, quarantined } = await page('');
  expect(facts.map(({ revision }) => revision)).toEqual([0, 2]);
  expect(quarantined).toMatchObject([{ revision: 1, reason, decidedBy: 'ASSAY_ADMIN_KEY' }]);
  expect(await page('?limit=1')).not.toHaveProperty('quarantined');
  expect((await page('?after=0&limit=1')).quarantined).toHaveLength(1);
  expect(await page('?after=1')).not.toHaveProperty('quarantined');
  expect(await page('?knownAt=0')).not.toHaveProperty('quarantined');
  expect(await page('?order=newest&limit=1')).not.toHaveProperty('quarantined');
  expect((await page('?order=newest&after=2')).quarantined).toHaveLength(1);
  await service.stop();
  service = await RunningService.start({ dataDirectory: directory });
  await untilReady('ready');
  expect(await statusOf('/v1/organizations/contoso/standing')).toBe(200);
  const list = await service.json<{ quarantined: unknown[]; unreadable?: unknown }>(
    '/v1/organizations/contoso/quarantine',
  );
  expect(list.quarantined).toHaveLength(1);
  expect(list.unreadable).toBeUndefined();
});
