import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Pair } from '../../support/pair.js';
import { describeWithPostgres } from '../../support/postgres.js';
import type { RunningService } from '../../support/service.js';
import { eventually } from '../service/alerting-support.js';
import { booking, enrolment } from '../service/support.js';

describeWithPostgres('the command on EventStoreDB with PostgreSQL', () => {
  let pair: Pair;
  let service: RunningService;

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
  }, 180_000);
  afterAll(() => pair?.dispose());

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

  test('rebuilds the read models once the services are stopped', async () => {
    const beside = await pair.command(['rebuild', '--json']);
    expect(beside.code).toBe(3);
    expect(beside.err).toMatch(/stop what works on the read models first: assay service/);
    expect(await service.stop()).toBe(0);
    expect(await shown(['rebuild'])).toEqual({ facts: 3, organizations: 2 });
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
