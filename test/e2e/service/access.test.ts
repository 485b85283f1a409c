import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { RunningService } from '../../support/service.js';

interface AccessRecord {
  readonly at: string;
  readonly key: string;
  readonly method: string;
  readonly route: string;
  readonly organizationId?: string;
  readonly query?: Record<string, string>;
  readonly status: number;
  readonly code?: string;
  readonly times: number;
}

interface Page {
  readonly records: readonly AccessRecord[];
  readonly next?: string;
}

async function withService(
  environment: Record<string, string>,
  use: (service: RunningService, directory: string) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'assay-access-'));
  const service = await RunningService.start({ dataDirectory: directory, environment });
  try {
    await use(service, directory);
  } finally {
    await service.stop();
    rmSync(directory, { recursive: true });
  }
}

async function keyOf(service: RunningService, body: object): Promise<{ id: string; key: string }> {
  const response = await service.fetch('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'a key', ...body }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; key: string };
}

describe('the access record', () => {
  let directory: string;
  let service: RunningService;
  let auditor: { id: string; key: string };
  let reader: { id: string; key: string };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'assay-access-'));
    service = await RunningService.start({ dataDirectory: directory });
    auditor = await keyOf(service, { role: 'auditor' });
    reader = await keyOf(service, { role: 'read', organizations: ['contoso'] });
  });

  afterAll(async () => {
    await service.stop();
    rmSync(directory, { recursive: true });
  });

  async function records(query = ''): Promise<Page> {
    const response = await service.fetch(`/v1/access-records${query}`, { key: auditor.key });
    expect(response.status).toBe(200);
    return (await response.json()) as Page;
  }

  test('says who asked for what, when, from where, and what came of it', async () => {
    const before = new Date().toISOString();
    await service.fetch('/v1/organizations/contoso/standing?asOf=2020-01-01', { key: reader.key });
    const { records: found } = await records(`?key=${reader.id}`);
    expect(found).toEqual([
      {
        at: expect.any(String),
        key: reader.id,
        method: 'GET',
        route: '/v1/organizations/:organizationId/standing',
        organizationId: 'contoso',
        query: { asOf: '2020-01-01' },
        address: '127.0.0.1',
        status: 404,
        code: 'organization-unknown',
        times: 1,
      },
    ]);
    expect(found[0]!.at >= before).toBe(true);
    expect(found[0]!.at <= new Date().toISOString()).toBe(true);
  });

  test('has those who were refused, and nothing of what they showed', async () => {
    await service.fetch('/v1/organizations/contoso/standing', {
      headers: { authorization: 'Bearer assay_not-a-key-of-anybody' },
    });
    await service.fetch('/v1/keys', { key: reader.key });
    const page = await records('?limit=1000');
    expect(page.records).toContainEqual(
      expect.objectContaining({
        key: 'anonymous',
        organizationId: 'contoso',
        status: 401,
        code: 'credentials-invalid',
      }),
    );
    expect(page.records).toContainEqual(
      expect.objectContaining({ key: reader.id, route: '/v1/keys', status: 403 }),
    );
    expect(JSON.stringify(page)).not.toContain('not-a-key-of-anybody');
  });

  test('has the reading of the record, too, and nothing of probes', async () => {
    await service.fetch('/livez');
    await records();
    const { records: found } = await records('?limit=1000');
    expect(found.map(({ route }) => route)).toContain('/v1/access-records');
    expect(found.map(({ route }) => route)).not.toContain('/livez');
  });

  test('is one record of requests that are all the same', async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        service.fetch('/v1/organizations/contoso/history?option=a%2Fb', { key: reader.key }),
      ),
    );
    const { records: found } = await records(`?key=${reader.id}&limit=1000`);
    const same = found.filter(({ route }) => route.endsWith('/history'));
    expect(same.reduce((sum, { times }) => sum + times, 0)).toBe(40);
    expect(same.length).toBeLessThanOrEqual(3);
  });

  test('is read in pages that miss nothing', async () => {
    const all = await records('?limit=1000');
    const paged: AccessRecord[] = [];
    for (let after: string | undefined, page = 0; page < 100; page += 1) {
      const next: Page = await records(`?limit=3${after === undefined ? '' : `&after=${after}`}`);
      paged.push(...next.records);
      after = next.next;
      if (after === undefined || paged.length >= all.records.length) break;
    }
    expect(paged.slice(0, all.records.length)).toEqual(all.records);
  });

  test('is read from the newest on, in pages that have each record once', async () => {
    const all = (await records('?limit=1000')).records.toReversed();
    const found: AccessRecord[] = [];
    let page = await records('?order=newest&limit=3');
    for (found.push(...page.records); page.next !== undefined; found.push(...page.records)) {
      page = await records(`?order=newest&limit=3&after=${page.next}`);
    }
    // The reading itself is on record, too.
    expect(found.slice(found.length - all.length)).toEqual(all);
    expect(new Set(found).size).toBe(found.length);
  });

  test('is searched by key, organization, route and address', async () => {
    await service.fetch('/v1/organizations/searched/standing', { key: reader.key });
    const asked = new URLSearchParams({
      key: reader.id,
      organizationId: 'searched',
      route: '/v1/organizations/:organizationId/standing',
      address: '127.0.0.1',
      order: 'newest',
    });
    expect((await records(`?${asked}`)).records).toMatchObject([{ organizationId: 'searched' }]);
    asked.set('address', '127.0.0.2');
    expect((await records(`?${asked}`)).records).toEqual([]);
  });

  test('is read by administrators and auditors alone, limited ones for what concerns theirs', async () => {
    expect((await service.fetch('/v1/access-records', { key: reader.key })).status).toBe(403);
    const limited = await keyOf(service, { role: 'auditor', organizations: ['contoso'] });
    const response = await service.fetch('/v1/access-records?limit=1000', { key: limited.key });
    const page = (await response.json()) as Page;
    expect(page.records.length).toBeGreaterThan(0);
    expect(new Set(page.records.map(({ organizationId }) => organizationId))).toEqual(
      new Set(['contoso']),
    );
  });

  test('is kept over a stop, and forgotten after its days', async () => {
    await service.fetch('/v1/organizations/kept/standing');
    await service.stop();
    const database = new SqliteDatabase(join(directory, 'read-models.db'));
    database
      .prepare("UPDATE access_records SET at = '2001-01-01T00:00:00.000Z' WHERE key_id = ?")
      .run(reader.id);
    database.close();
    service = await RunningService.start({ dataDirectory: directory });
    expect((await records('?organizationId=kept')).records).toHaveLength(1);
    let left = Infinity;
    for (let attempt = 0; attempt < 100 && left > 0; attempt += 1) {
      left = (await records(`?key=${reader.id}`)).records.length;
      if (left > 0) await setTimeout(50);
    }
    expect(left).toBe(0);
  });
});

test('who said where a request came from is believed only where configured', async () => {
  const addresses: string[] = [];
  for (const proxies of ['', '127.0.0.0/8']) {
    await withService({ ASSAY_TRUSTED_PROXIES: proxies }, async (service) => {
      await service.fetch('/v1/programs', { headers: { 'x-forwarded-for': '203.0.113.9' } });
      const { records } = await service.json<{ records: { address: string }[] }>(
        '/v1/access-records',
      );
      addresses.push(records[0]!.address);
    });
  }
  expect(addresses).toEqual(['127.0.0.1', '203.0.113.9']);
});

test('a key that asks too much waits, and others do not', async () => {
  await withService({ ASSAY_RATE_LIMIT: '20' }, async (service) => {
    const { key } = await keyOf(service, { role: 'read' });
    const ask = () => service.fetch('/v1/programs', { key });
    const answers = await Promise.all(Array.from({ length: 25 }, ask));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect((await service.fetch('/v1/programs')).status).toBe(200);
    expect((await service.fetch('/livez')).status).toBe(200);
  });
});

test('an address that tries keys waits; from there a key that works still does', async () => {
  await withService({}, async (service) => {
    const attempt = () =>
      service.fetch('/v1/programs', { headers: { authorization: 'Bearer wrong' } });
    const answers = await Promise.all(Array.from({ length: 310 }, attempt));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(300);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
    expect((await service.fetch('/v1/programs')).status).toBe(200);
  });
});
