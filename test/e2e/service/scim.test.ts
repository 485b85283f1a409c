import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { RunningService } from '../../support/service.js';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

let directory: string;
let service: RunningService;
let key: string;

interface User {
  readonly id: string;
  readonly userName: string;
  readonly active: boolean;
  readonly meta: { readonly version: string };
  readonly [name: string]: unknown;
}

interface ListResponse {
  readonly totalResults: number;
  readonly Resources: readonly User[];
}

interface StoredFact {
  readonly event: {
    readonly type: string;
    readonly id: string;
    readonly source: string;
    readonly data: Readonly<Record<string, string>>;
  };
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-scim-'));
  service = await RunningService.start({ dataDirectory: directory });
  key = await keyOf({ role: 'ingest', organizations: ['contoso'] });
  for (const organizationId of ['contoso', 'fabrikam']) await enrol(organizationId);
});

afterAll(async () => {
  await service.stop();
  rmSync(directory, { recursive: true });
});

async function keyOf(body: object): Promise<string> {
  const response = await service.fetch('/v1/keys', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'directory', ...body }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { key: string }).key;
}

async function record(type: string, id: string, data: object): Promise<void> {
  const response = await service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({ specversion: '1.0', id, source: 'hr', type, data }),
  });
  expect(response.status).toBe(201);
}

async function enrol(organizationId: string): Promise<void> {
  await record('OrganizationEnrolled', organizationId, {
    organizationId,
    name: organizationId,
    market: 'developed',
    effectiveOn: '2020-01-01',
  });
}

async function scim(method: string, path: string, body?: unknown, headers: object = {}) {
  const response = await service.fetch(`/scim/v2/${path}`, {
    method,
    key,
    headers: { 'content-type': 'application/scim+json; charset=utf-8', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    response,
    status: response.status,
    body: (text === '' ? null : JSON.parse(text)) as never,
  };
}

async function factsOf(individualId: string, organizationId = 'contoso'): Promise<string[]> {
  const { facts } = await service.json<{ facts: StoredFact[] }>(
    `/v1/organizations/${organizationId}/facts?limit=1000`,
  );
  const ids = new Set<string>();
  return facts.flatMap(({ event: { type, id, source, data } }) => {
    const isAbout =
      data['individualId'] === individualId || ids.has(`${data['factSource']} ${data['factId']}`);
    if (!isAbout) return [];
    ids.add(`${source} ${id}`);
    return [`${type} ${data['effectiveOn'] ?? ''}`.trim()];
  });
}

/** As Entra sends it (its provisioning service's reference). */
function entraUser(number: number): object {
  return {
    schemas: [USER, ENTERPRISE],
    externalId: `0a21f0f2-8d2a-4f8e-bf98-7363c4aed4e${number}`,
    userName: `Test_User_${number}@contoso.example`,
    active: 'True',
    displayName: `Test User ${number}`,
    emails: [{ primary: true, type: 'work', value: `Test_User_${number}@contoso.example` }],
    meta: { resourceType: 'User' },
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
    roles: [],
    phoneNumbers: [{ type: 'mobile', value: '+1 555 0100' }],
    [ENTERPRISE]: { department: 'Consulting', employeeNumber: '7' },
  };
}

/** As Okta sends it (its SCIM 2.0 reference). */
const OKTA_USER = {
  schemas: [USER],
  userName: 'test.user@okta.example',
  name: { givenName: 'Test', familyName: 'User' },
  emails: [{ primary: true, value: 'test.user@okta.example', type: 'work' }],
  displayName: 'Test User',
  locale: 'en-US',
  externalId: '00ujl29u0le5T6Aj10h7',
  groups: [],
  password: '1mz050nq',
  active: true,
};

const today = new Date().toISOString().slice(0, 10);

describe('Entra', () => {
  test('looks for a user, makes one, and finds it by its name, whatever the case', async () => {
    const before = await scim('GET', 'Users?filter=userName eq "Test_User_1@contoso.example"');
    expect(before).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    const made = await scim('POST', 'Users', entraUser(1));
    const user = made.body as User;
    expect(made.status).toBe(201);
    expect(made.response.headers.get('content-type')).toContain('application/scim+json');
    const location = `${service.url}/scim/v2/Users/${user.id}`;
    expect(made.response.headers.get('location')).toBe(location);
    expect(user).toMatchObject({ meta: { location } });
    expect(user).toMatchObject({ userName: 'Test_User_1@contoso.example', active: true });
    expect(user.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(user['phoneNumbers']).toBeUndefined();
    const after = await scim('GET', 'Users?filter=userName eq "test_user_1@CONTOSO.example"');
    expect((after.body as ListResponse).Resources.map(({ id }) => id)).toEqual([user.id]);
    expect(await factsOf(user.id)).toEqual([`IndividualJoined ${today}`]);
  });

  test('takes a second user of one name for one that is there', async () => {
    expect(await scim('POST', 'Users', entraUser(1))).toMatchObject({
      status: 409,
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '409',
        scimType: 'uniqueness',
      },
    });
  });

  test('disables with a text for a truth value, enables, and disables again on one day', async () => {
    const { id } = (await scim('POST', 'Users', entraUser(2))).body as User;
    const set = (value: unknown) =>
      scim('PATCH', `Users/${id}`, {
        schemas: [PATCH],
        Operations: [{ op: 'Replace', path: 'active', value }],
      });
    expect(await set('False')).toMatchObject({ status: 200, body: { active: false } });
    expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`, 'FactRetracted']);
    expect(await set('False')).toMatchObject({ status: 200, body: { active: false } });
    expect(await set('True')).toMatchObject({ status: 200, body: { active: true } });
    expect(await set('false')).toMatchObject({ status: 200, body: { active: false } });
    expect(await factsOf(id)).toEqual([
      `IndividualJoined ${today}`,
      'FactRetracted',
      'FactReinstated',
      'FactRetracted',
    ]);
  });

  test('replaces the value of an address that is not there, and parts of names', async () => {
    const { id } = (await scim('POST', 'Users', entraUser(3))).body as User;
    const changed = await scim('PATCH', `Users/${id}`, {
      schemas: [PATCH],
      Operations: [
        { op: 'Replace', path: 'emails[type eq "home"].value', value: 'home@contoso.example' },
        { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+1 555 0199' },
        { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm-1' },
        {
          op: 'Replace',
          value: { 'name.familyName': 'Renamed', [`${ENTERPRISE}:department`]: 'Sales' },
        },
      ],
    });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        name: { familyName: 'Renamed', givenName: 'givenName' },
        emails: [{ type: 'work' }, { type: 'home', value: 'home@contoso.example' }],
        [ENTERPRISE]: { department: 'Sales', manager: { value: 'm-1' } },
      },
    });
    expect(await factsOf(id)).toHaveLength(1);
  });

  test('deletes a user: they have left, and nothing personal is kept', async () => {
    const { id } = (await scim('POST', 'Users', entraUser(4))).body as User;
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(204);
    expect((await scim('GET', `Users/${id}`)).status).toBe(404);
    expect((await scim('DELETE', `Users/${id}`)).status).toBe(404);
    const database = new SqliteDatabase(join(directory, 'read-models.db'), { readonly: true });
    const rows = database
      .prepare('SELECT count(*) AS n FROM personal_data WHERE individual_id = ?')
      .get(id);
    database.close();
    expect(rows).toEqual({ n: 0 });
    expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`, 'FactRetracted']);
  });
});

describe('Okta', () => {
  test('makes a user, replaces it, and deactivates it without a path', async () => {
    const made = await scim('POST', 'Users', OKTA_USER);
    expect(made.status).toBe(201);
    const { id } = made.body as User;
    expect(JSON.stringify(made.body)).not.toContain('1mz050nq');
    const replaced = await scim('PUT', `Users/${id}`, {
      ...OKTA_USER,
      id,
      name: { givenName: 'Another', familyName: 'Name' },
    });
    expect(replaced).toMatchObject({ status: 200, body: { id, name: { givenName: 'Another' } } });
    const gone = await scim('PATCH', `Users/${id}`, {
      schemas: [PATCH],
      Operations: [{ op: 'replace', value: { active: false } }],
    });
    expect(gone).toMatchObject({ status: 200, body: { active: false } });
    expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`, 'FactRetracted']);
  });

  test('reads its users in pages', async () => {
    const all = (await scim('GET', 'Users?startIndex=1&count=100')).body as ListResponse;
    expect(all.Resources).toHaveLength(all.totalResults);
    const page = (await scim('GET', 'Users?startIndex=2&count=1')).body as ListResponse;
    expect(page.totalResults).toBe(all.totalResults);
    expect(page.Resources.map(({ id }) => id)).toEqual([all.Resources[1]?.id]);
  });
});

describe('filters', () => {
  test.each([
    ['externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4e1"', 1],
    ['externalId eq "0A21F0F2-8D2A-4F8E-BF98-7363C4AED4E1"', 0],
    ['emails.value co "USER_1@"', 1],
    ['emails[type eq "work" and value co "user_3"]', 1],
    ['userName sw "test_user_" and not (active eq false)', 2],
    [`${ENTERPRISE}:department eq "sales"`, 1],
    [`${USER}:userName eq "test_user_1@contoso.example"`, 1],
    ['meta.lastModified gt "2011-05-13T04:42:34Z" and active eq false', 2],
    ['displayName pr and title pr', 0],
    [String.raw`userName eq "a\u0000"`, 0],
  ])('%s finds %i', async (filter, found) => {
    const { status, body } = await scim('GET', `Users?filter=${encodeURIComponent(filter)}`);
    expect(status).toBe(200);
    expect((body as ListResponse).totalResults).toBe(found);
  });

  test.each([
    'userName',
    'userName eq',
    '(userName eq "a"',
    'userName is "a"',
    'userName eq "a" and',
  ])('%s is refused as no filter', async (filter) => {
    expect(await scim('GET', `Users?filter=${encodeURIComponent(filter)}`)).toMatchObject({
      status: 400,
      body: { scimType: 'invalidFilter' },
    });
  });
});

test('a change is made only to the version that it was meant for', async () => {
  const made = await scim('POST', 'Users', entraUser(5));
  const { id, meta } = made.body as User;
  expect(made.response.headers.get('etag')).toBe(meta.version);
  const rename = (tag: string) =>
    scim(
      'PATCH',
      `Users/${id}`,
      { schemas: [PATCH], Operations: [{ op: 'replace', path: 'displayName', value: 'Other' }] },
      { 'if-match': tag },
    );
  const changed = await rename(meta.version);
  expect(changed.status).toBe(200);
  expect((await rename(meta.version)).status).toBe(412);
  const tag = (changed.body as User).meta.version;
  expect((await scim('GET', `Users/${id}`, undefined, { 'if-none-match': tag })).status).toBe(304);
});

test('changes side by side are all made', async () => {
  const { id } = (await scim('POST', 'Users', entraUser(6))).body as User;
  const answers = await Promise.all(
    ['displayName', 'title', 'preferredLanguage'].map((path) =>
      scim('PATCH', `Users/${id}`, {
        schemas: [PATCH],
        Operations: [{ op: 'add', path, value: 'x' }],
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('who joins by another feed on the day is the same member', async () => {
  const { id } = (await scim('POST', 'Users', { ...entraUser(7), active: false })).body as User;
  expect(await factsOf(id)).toEqual([]);
  await record('IndividualJoined', 'other-feed', {
    organizationId: 'contoso',
    individualId: id,
    effectiveOn: today,
  });
  const set = (value: boolean) =>
    scim('PATCH', `Users/${id}`, {
      schemas: [PATCH],
      Operations: [{ op: 'replace', path: 'active', value }],
    });
  expect((await set(true)).status).toBe(200);
  expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`]);
  expect((await set(false)).status).toBe(200);
  expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`, 'FactRetracted']);
});

test.each([
  ['no user at all', {}, 'invalidValue'],
  ['a list', [], 'invalidSyntax'],
  ['another schema', { schemas: ['urn:x'], userName: 'a' }, 'invalidSyntax'],
  ['a user without a name', { schemas: [USER] }, 'invalidValue'],
  ['an empty name', { schemas: [USER], userName: ' ' }, 'invalidValue'],
  ['a number for a name', { schemas: [USER], userName: 5 }, 'invalidValue'],
  ['a name that no database keeps', { schemas: [USER], userName: 'a\u0000' }, 'invalidValue'],
])('%s is refused', async (_what, body, scimType) => {
  expect(await scim('POST', 'Users', body)).toMatchObject({ status: 400, body: { scimType } });
});

test.each([
  ['no operations', { schemas: [PATCH] }],
  ['operations that are no list', { schemas: [PATCH], Operations: { op: 'add' } }],
  ['an operation that is nothing', { schemas: [PATCH], Operations: [null] }],
  ['an operation that SCIM does not have', { schemas: [PATCH], Operations: [{ op: 'move' }] }],
  ['another schema', { schemas: [USER], Operations: [] }],
])('a change with %s is refused', async (_what, body) => {
  const list = (await scim('GET', 'Users?count=1')).body as ListResponse;
  const { status } = await scim('PATCH', `Users/${list.Resources[0]?.id}`, body);
  expect(status).toBe(400);
});

test('erasing personal data leaves nothing of what the provider said', async () => {
  const { id } = (await scim('POST', 'Users', entraUser(8))).body as User;
  const erased = await service.fetch(`/v1/organizations/contoso/individuals/${id}/personal-data`, {
    method: 'DELETE',
  });
  expect(erased.status).toBe(204);
  expect(await scim('GET', `Users/${id}`)).toMatchObject({
    status: 200,
    body: { id, userName: id },
  });
  expect(JSON.stringify((await scim('GET', `Users/${id}`)).body)).not.toContain('contoso.example');
});

test('no name or address is in a fact', async () => {
  const response = await service.fetch('/v1/organizations/contoso/facts?limit=1000');
  expect(await response.text()).not.toMatch(/contoso\.example|okta\.example|Renamed/);
});

test('one definition is told by its name, and what is none is not there', async () => {
  expect((await scim('GET', `Schemas/${USER}`)).body).toMatchObject({ id: USER });
  expect((await scim('GET', 'ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users' });
  expect((await scim('GET', 'ResourceTypes/Group')).status).toBe(404);
  expect((await scim('GET', 'Schemas/urn:none')).status).toBe(404);
});

test('numbers of pages that are too small are taken for the smallest', async () => {
  const list = await scim('GET', 'Users?startIndex=0&count=-1');
  expect(list).toMatchObject({ status: 200, body: { startIndex: 1, Resources: [] } });
  expect((list.body as ListResponse).totalResults).toBeGreaterThan(0);
});

test('says which schemas it is of, whatever attributes are asked for', async () => {
  const { Resources } = (await scim('GET', 'Users?attributes=userName&count=2'))
    .body as ListResponse;
  expect(Resources.map(({ schemas }) => schemas)).toEqual([[USER], [USER]]);
  const one = await scim('GET', `Users/${Resources[0]!.id}?attributes=userName`);
  expect(one.body).toEqual({ schemas: [USER], id: Resources[0]!.id, userName: expect.any(String) });
});

test.each([
  ['an administrator', undefined, 403],
  ['a key for every organization', { role: 'ingest' }, 403],
  ['a key for two organizations', { role: 'ingest', organizations: ['contoso', 'fabrikam'] }, 403],
  ['a key that may only read', { role: 'read', organizations: ['contoso'] }, 403],
  [
    'a key for an organization that is not enrolled',
    { role: 'ingest', organizations: ['nobody'] },
    404,
  ],
])('%s keeps no users', async (_who, body, status) => {
  const other = body === undefined ? undefined : await keyOf(body);
  const response = await service.fetch('/scim/v2/Users', other === undefined ? {} : { key: other });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
  });
});

test('what of SCIM is supported is told', async () => {
  expect((await scim('GET', 'ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    filter: { supported: true },
    etag: { supported: true },
    bulk: { supported: false },
  });
  expect((await scim('GET', 'ResourceTypes')).body).toMatchObject({
    Resources: [{ endpoint: '/Users' }],
  });
  const schemas = (await scim('GET', 'Schemas')).body as ListResponse;
  expect(schemas.Resources.map(({ id }) => id)).toEqual(expect.arrayContaining([USER, ENTERPRISE]));
});

test('a change that a crash kept from being recorded is recorded at the next start', async () => {
  const { id } = (await scim('POST', 'Users', entraUser(9))).body as User;
  await service.stop('SIGKILL');
  const database = new SqliteDatabase(join(directory, 'read-models.db'));
  database
    .prepare(
      'UPDATE scim_users SET active = 0, active_since = ?, version = 2 WHERE individual_id = ?',
    )
    .run('2030-01-01', id);
  database.close();
  service = await RunningService.start({ dataDirectory: directory });
  expect(await factsOf(id)).toEqual([`IndividualJoined ${today}`, 'IndividualLeft 2030-01-01']);
});
