import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEventStore } from '@app/event-store';
import { Pair } from '../../support/pair.js';
import { describeWithPostgres } from '../../support/postgres.js';
import type { RunningService } from '../../support/service.js';
import { SHOP_MAPPING } from '../../support/shop-mapping.js';
import { eventually } from '../service/alerting-support.js';
import { booking, enrolment } from '../service/support.js';

describeWithPostgres('the command on EventStoreDB with PostgreSQL', () => {
  let pair: Pair;
  let service: RunningService;
  const folder = mkdtempSync(join(tmpdir(), 'assay-pair-files-'));

  beforeAll(async () => {
    pair = await Pair.open();
    service = await pair.service();
    const response = await service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([
        ...[enrolment('contoso'), enrolment('fabrikam')],
        booking('contoso', 'b1'),
      ]),
    });
    expect(await response.json()).toMatchObject({ accepted: 3 });
    await eventually(async () => {
      const { organizations } = await service.json<{ organizations: { revision: number }[] }>(
        '/v1/organizations',
      );
      return organizations.map(({ revision }) => revision).join() === '1,0';
    });
  });
  afterAll(async () => {
    await pair?.dispose();
    rmSync(folder, { recursive: true });
  });

  const shown = async (args: readonly string[]) => {
    const { code, out, err } = await pair.command([...args, '--json']);
    expect({ code, err }).toMatchObject({ code: 0 });
    return JSON.parse(out) as Record<string, unknown>;
  };

  test('makes keys that the service takes, lists and revokes them', async () => {
    const { id, key } = await shown(['keys', 'create', '--name', 'billing', '--role', 'read']);
    const path = '/v1/organizations';
    expect((await service.fetch(path, { key: String(key) })).status).toBe(200);
    expect(await shown(['keys', 'list'])).toMatchObject({ keys: [{ id, name: 'billing' }] });
    expect(await shown(['keys', 'revoke', String(id)])).toEqual({ revoked: id });
    expect(await shown(['keys', 'list'])).toEqual({ keys: [] });
  });

  test('verifies the read models, and finds a row that is wrong', async () => {
    expect(await shown(['verify'])).toMatchObject({ organizations: 2, differences: [] });
    const change = `update standings set tier = 'gold' where organization_id = 'fabrikam'`;
    await pair.postgres.query(change, pair.url);
    const { code, out } = await pair.command(['verify', '--json']);
    expect(code).toBe(1);
    expect(out).toMatch(/standing of fabrikam in/);
  });

  test('imports a table beside the service, lists it and takes it back', async () => {
    const [map, table] = [join(folder, 'map.yaml'), join(folder, 'shop.csv')];
    writeFileSync(map, SHOP_MAPPING);
    writeFileSync(table, 'Order,Customer,Day,Amount\no-1,northwind,2017-09-14,5.00\n');
    const imported = await shown(['import', '--map', map, table]);
    const [{ id } = { id: '' }] = imported['imports'] as { id: string }[];
    const { facts } = await service.json<{ facts: object[] }>('/v1/organizations/contoso/facts');
    expect(facts.at(-1)).toMatchObject({ revision: 2, event: { data: { amount: '5.00' } } });
    const listed = { imports: [{ id, status: 'recorded', summary: { accepted: 1, rejected: 0 } }] };
    expect(await shown(['imports'])).toMatchObject(listed);
    expect(await service.json('/v1/imports')).toMatchObject(listed);
    expect(await shown(['import', 'undo', id])).toMatchObject({ undo: { retracted: 1, kept: 0 } });
  });

  test('puts a fact in quarantine, and the service goes on without it', async () => {
    const log = await openEventStore({ directory: folder, url: pair.log.url });
    const metadata = {
      schemaVersion: 99,
      source: 's',
      id: 'i',
      recordedAt: '2020-01-01T00:00:00Z',
    };
    await log.append('organization-fabrikam', 0, [
      {
        ...{ eventId: '00000000-0000-4000-8000-000000000001', type: 'ExamPassed' },
        ...{ data: '{"of":"a version to come"}', metadata: JSON.stringify(metadata) },
      },
    ]);
    await log.close();
    const standing = '/v1/organizations/fabrikam/standing';
    expect((await service.fetch(standing)).status).toBe(500);
    const found = await pair.command(['quarantine', 'fabrikam', '--json']);
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toMatchObject({ unreadable: { revision: 1 } });
    const decided = ['--revision', '1', '--reason', 'rolled back', '--by', 'operations'];
    expect(await shown(['quarantine', 'fabrikam', ...decided])).toMatchObject({
      quarantined: [{ revision: 1, reason: 'rolled back', decidedBy: 'operations' }],
    });
    await eventually(async () => (await service.fetch(standing)).status === 200);
  });

  test('rebuilds the read models once the services are stopped', async () => {
    const beside = await pair.command(['rebuild', '--json']);
    expect(beside.code).toBe(3);
    expect(beside.err).toMatch(/stop what works on the read models first: assay service/);
    expect(await service.stop()).toBe(0);
    expect(await shown(['rebuild'])).toEqual({ facts: 6, organizations: 2 });
    expect(await shown(['verify'])).toMatchObject({ organizations: 2, differences: [] });
  });

  test.each([['backup', 'copy'] as const, ['restore', 'copy'] as const])(
    'says what does the work of %s there',
    async (...args) => {
      const { code, err } = await pair.command(args);
      expect(code).toBe(2);
      expect(err).toMatch(/pg_dump/);
    },
  );

  test('wants both or neither', async () => {
    const { code, err } = await pair.command(['keys', 'list'], { ASSAY_EVENT_STORE: '' });
    expect(code).toBe(2);
    expect(err).toMatch(/goes with ASSAY_EVENT_STORE/);
  });

  test('and the service say why a database cannot be opened, and no password', async () => {
    const url = 'postgres://assay:not-to-be-shown@127.0.0.1:1/assay';
    const { code, err } = await pair.command(['keys', 'list'], { ASSAY_DATABASE_URL: url });
    expect(code).toBe(3);
    const starting = pair.service({ ASSAY_DATABASE_URL: url });
    const refused = ((await starting.catch((thrown: unknown) => thrown)) as Error).message;
    for (const told of [err, refused]) {
      expect(told).toMatch(/127\.0\.0\.1:1\/assay cannot be opened.*is PostgreSQL running\?/);
      expect(told).not.toContain('not-to-be-shown');
    }
  });
});
