import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { association, booking, enrolment, event, Stage } from './support.js';

const BATCH = 'application/cloudevents-batch+json';
const ROLES = ['admin', 'ingest', 'read', 'auditor'] as const;

let stage: Stage;
const keys: Record<string, string> = {};
/** Users are provisioned with a key that is limited to their one organization. */
let scimKey = '';
let calendar = '';

beforeAll(async () => {
  stage = await Stage.open();
  await stage.submit([enrolment('contoso'), enrolment('fabrikam')], BATCH);
  for (const role of ROLES) keys[role] = (await stage.newKey({ role })).key;
  scimKey = (await stage.newKey({ role: 'ingest', organizations: ['contoso'] })).key;
  const made = await stage.service.fetch('/v1/calendars', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  calendar = ((await made.json()) as { path: string }).path;
});
afterAll(() => stage.dispose());

/** Of routes for anybody that do not answer 200 to a request without a body. */
const WITHOUT_BODY: Readonly<Record<string, number>> = {
  'post /v1/session': 415,
  'delete /v1/session': 204,
};

interface Operation {
  readonly 'x-roles': 'anybody' | readonly string[];
}

describe('routes and roles, as /openapi.json has them', () => {
  const expected: Readonly<Record<string, 'anybody' | readonly string[]>> = {
    'post /v1/events': ['admin', 'ingest'],
    'get /v1/organizations': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/standing': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/individuals': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/history': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/revenue': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/facts': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/competencies': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/evidence': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/window': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/explanation': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/path': ['admin', 'read', 'auditor'],
    'get /v1/organizations/{organizationId}/dependencies': ['admin', 'read', 'auditor'],
    'post /v1/organizations/{organizationId}/what-if': ['admin', 'read', 'auditor'],
    'get /v1/programs': ['admin', 'read', 'auditor'],
    'get /v1/access-records': ['admin', 'auditor'],
    'post /v1/session': 'anybody',
    'get /v1/changes/stream': ['admin', 'read', 'auditor'],
    'get /v1/session': ['admin', 'ingest', 'read', 'auditor'],
    'delete /v1/session': 'anybody',
    'get /v1/keys': ['admin'],
    'post /v1/keys': ['admin'],
    'delete /v1/keys/{id}': ['admin'],
    'delete /v1/organizations/{organizationId}/individuals/{individualId}/personal-data': ['admin'],
    'get /scim/v2/ServiceProviderConfig': ['ingest'],
    'get /scim/v2/ResourceTypes': ['ingest'],
    'get /scim/v2/Schemas': ['ingest'],
    'get /scim/v2/Users': ['ingest'],
    'post /scim/v2/Users': ['ingest'],
    'get /scim/v2/Users/{userId}': ['ingest'],
    'put /scim/v2/Users/{userId}': ['ingest'],
    'patch /scim/v2/Users/{userId}': ['ingest'],
    'delete /scim/v2/Users/{userId}': ['ingest'],
    'get /v1/alerts': ['admin', 'read', 'auditor'],
    'post /v1/alerts/{id}/acknowledgement': ['admin', 'read'],
    'get /v1/alerts/stream': ['admin', 'read', 'auditor'],
    'get /v1/calendars': ['admin'],
    'post /v1/calendars': ['admin'],
    'delete /v1/calendars/{id}': ['admin'],
    'get /v1/calendars/{token}.ics': 'anybody',
    'get /v1/webhooks': ['admin'],
    'post /v1/webhooks': ['admin'],
    'get /v1/webhooks/{id}': ['admin'],
    'delete /v1/webhooks/{id}': ['admin'],
    'post /v1/webhooks/{id}/secret': ['admin'],
    'post /v1/webhooks/{id}/test': ['admin'],
    'post /v1/webhooks/{id}/enable': ['admin'],
    'get /v1/webhooks/{id}/attempts': ['admin'],
    'post /v1/webhooks/{id}/deliveries/{alertId}': ['admin'],
    'get /v1/imports': ['admin', 'ingest'],
    'post /v1/imports': ['admin', 'ingest'],
    'get /v1/imports/{id}': ['admin', 'ingest'],
    'get /v1/imports/{id}/rejects': ['admin', 'ingest'],
    'post /v1/imports/{id}/undo': ['admin', 'ingest'],
    'get /v1/organizations/{organizationId}/quarantine': ['admin', 'auditor'],
    'post /v1/organizations/{organizationId}/quarantine': ['admin'],
    'get /scim/v2/ResourceTypes/{name}': ['ingest'],
    'get /scim/v2/Schemas/{name}': ['ingest'],
    'get /livez': 'anybody',
    'get /readyz': 'anybody',
    'get /metrics': ['admin', 'ingest', 'read', 'auditor'],
    'get /openapi.json': 'anybody',
    'get /docs': 'anybody',
    'get /docs/{file}': 'anybody',
  };

  test('each route lets in whom it says, and nobody else', async () => {
    const document = (await stage.get('/openapi.json')).body as {
      paths: Record<string, Record<string, Operation>>;
    };
    const declared: Record<string, unknown> = {};
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const roles = operation['x-roles'];
        declared[`${method} ${path}`] = roles;
        const address = path
          .replace('{organizationId}', 'contoso')
          .replace('{file}', 'start.js')
          .replace('/v1/calendars/{token}.ics', calendar)
          .replaceAll(/\{[^}]+\}/g, 'x');
        const statusFor = async (authorization?: string) => {
          const response = await fetch(`${stage.service.url}${address}`, {
            method: method.toUpperCase(),
            headers: authorization === undefined ? {} : { authorization },
          });
          await response.body?.cancel(); // one of them has no end
          return response.status;
        };
        const withoutKey = await statusFor();
        const withBadKey = await statusFor(`Bearer assay_0123456789abcdef_${'x'.repeat(43)}`);
        if (roles === 'anybody') {
          const open = WITHOUT_BODY[`${method} ${path}`] ?? 200;
          expect({ method, path, withoutKey, withBadKey }).toMatchObject({
            withoutKey: open,
            withBadKey: open,
          });
          continue;
        }
        expect({ method, path, withoutKey }).toMatchObject({ withoutKey: 401 });
        expect({ method, path, withBadKey }).toMatchObject({ withBadKey: 401 });
        for (const role of ROLES) {
          const key = path.startsWith('/scim/') && role === 'ingest' ? scimKey : keys[role];
          const status = await statusFor(`Bearer ${String(key)}`);
          const isLetIn = status !== 401 && status !== 403;
          expect({ method, path, role, isLetIn }).toMatchObject({ isLetIn: roles.includes(role) });
        }
      }
    }
    expect(declared).toEqual(expected);
  });
});

describe('a key limited to organizations', () => {
  let ingest = '';
  let read = '';
  beforeAll(async () => {
    const organizations = ['contoso', 'tailspin'];
    ingest = (await stage.newKey({ role: 'ingest', organizations })).key;
    read = (await stage.newKey({ role: 'auditor', organizations })).key;
  });

  test('records only theirs', async () => {
    const alone = await stage.submit(booking('fabrikam', 'b1'), undefined, { key: ingest });
    expect(alone).toMatchObject({ status: 403, body: { code: 'organization-not-allowed' } });
    const rate = { currency: 'EUR', usdPerUnit: '1.1', publishedOn: '2017-01-01' };
    const published = event('ExchangeRatePublished', rate);
    expect(await stage.submit(published, undefined, { key: ingest })).toMatchObject({
      status: 403,
      body: { code: 'organization-not-allowed', pointer: '/type' },
    });
    const batch = [
      association('contoso'),
      association('fabrikam'),
      published,
      enrolment('tailspin'),
    ];
    expect(await stage.submit(batch, BATCH, { key: ingest })).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        rejected: 2,
        results: [
          { index: 1, code: 'organization-not-allowed', pointer: '/data/organizationId' },
          { index: 2, code: 'organization-not-allowed' },
        ],
      },
    });
    expect(
      await stage.submit([booking('fabrikam', 'b1')], BATCH, {
        key: ingest,
        query: '?atomic=true',
      }),
    ).toMatchObject({ status: 422, body: { code: 'atomic-rejected' } });
    const facts = await stage.get('/v1/organizations/fabrikam/facts');
    expect(facts.body['facts']).toHaveLength(1);
  });

  test('reads only theirs, and cannot tell the others from none', async () => {
    for (const organizationId of ['fabrikam', 'nobody']) {
      for (const route of ['standing', 'facts', 'history?option=a/b', 'revenue?x=1']) {
        const path = `/v1/organizations/${organizationId}/${route}`;
        expect(await stage.get(path, read)).toMatchObject({
          status: 403,
          body: { code: 'organization-not-allowed' },
        });
      }
    }
    expect((await stage.get('/v1/organizations/contoso/standing', read)).status).toBe(200);
    await untilListed(stage, 'tailspin');
    const { body } = await stage.get('/v1/organizations', read);
    expect(
      (body['organizations'] as { organizationId: string }[]).map((o) => o.organizationId),
    ).toEqual(['contoso', 'tailspin']);
  });
});

async function untilListed(on: Stage, organizationId: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { body } = await on.get(`/v1/organizations?q=${organizationId}`);
    if ((body['organizations'] as unknown[]).length > 0) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`${organizationId} was not listed within 5 seconds`);
}

describe('keys', () => {
  const make = async (body: unknown, headers: Record<string, string> = {}) =>
    await stage.service.fetch('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  test('are made, listed without their secret, and revoked', async () => {
    const response = await make({ name: 'feed', role: 'ingest', expiresOn: '2100-12-31' });
    expect(response.status).toBe(201);
    const made = (await response.json()) as { id: string; key: string };
    expect(made).toMatchObject({ name: 'feed', role: 'ingest', expiresOn: '2100-12-31' });
    expect(made.key).toMatch(new RegExp(`^assay_${made.id}_[A-Za-z0-9_-]{43}$`));
    const { body } = await stage.get('/v1/keys');
    expect(JSON.stringify(body)).toContain(made.id);
    expect(JSON.stringify(body)).not.toContain(made.key.slice(-43));
    expect((await stage.service.fetch('/metrics', { key: made.key })).status).toBe(200);
    const revoked = await stage.service.fetch(`/v1/keys/${made.id}`, { method: 'DELETE' });
    expect(revoked.status).toBe(204);
    expect((await stage.get('/v1/programs', made.key)).body).toMatchObject({
      status: 401,
      code: 'credentials-invalid',
    });
    const again = await stage.service.fetch(`/v1/keys/${made.id}`, { method: 'DELETE' });
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ code: 'key-unknown' });
  });

  test('that have expired do not work', async () => {
    const { key } = await stage.newKey({ role: 'read', expiresOn: '2018-01-01' });
    expect((await stage.get('/v1/programs', key)).status).toBe(401);
  });

  test.each<[string, unknown, string[]]>([
    ['no name', { role: 'read' }, ['/name']],
    ['no such role', { name: 'x', role: 'root' }, ['/role']],
    ['an unknown field', { name: 'x', role: 'read', admin: true }, ['/admin']],
    [
      'organizations that are none',
      { name: 'x', role: 'read', organizations: ['a b'] },
      ['/organizations'],
    ],
    ['no organizations', { name: 'x', role: 'read', organizations: [] }, ['/organizations']],
    ['organizations as text', { name: 'x', role: 'read', organizations: 'a' }, ['/organizations']],
    [
      'a limited administrator',
      { name: 'x', role: 'admin', organizations: ['a'] },
      ['/organizations'],
    ],
    ['null', { name: 'x', role: 'read', expiresOn: null }, ['/expiresOn']],
    ['a bad day', { name: 'x', role: 'read', expiresOn: '2018-02-30' }, ['/expiresOn']],
  ])('are refused with %s', async (_name, body, pointers) => {
    const response = await make(body);
    const problem = (await response.json()) as { code: string; errors: { pointer: string }[] };
    expect(response.status).toBe(400);
    expect(problem.code).toBe('invalid-body');
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(JSON.stringify(problem)).not.toMatch(/"(?:target|value)"/);
  });

  test.each<[string, string, Record<string, string>, number, string]>([
    ['a list', '[]', {}, 400, 'invalid-body'],
    ['a text', '"x"', {}, 400, 'invalid-body'],
    ['null', 'null', {}, 400, 'invalid-body'],
    ['a key twice', '{"name":"x","name":"y","role":"read"}', {}, 400, 'malformed-json'],
    ['__proto__', '{"name":"x","role":"read","__proto__":{}}', {}, 400, 'malformed-json'],
    ['nothing', '', {}, 400, 'malformed-json'],
    ['too much', ' '.repeat(70_000), {}, 413, 'body-too-large'],
    ['xml', '<key/>', { 'content-type': 'text/xml' }, 415, 'media-type-unsupported'],
    ['gzip', '{}', { 'content-encoding': 'gzip' }, 415, 'content-encoding-unsupported'],
  ])('are refused as %s', async (_name, body, headers, status, code) => {
    const response = await make(body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });
});
