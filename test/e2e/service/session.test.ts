import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ADMIN_KEY, answered, type Answered, enrolment, event, Stage } from './support.js';

let stage: Stage;
beforeAll(async () => {
  // As if a proxy stood before the service: it may say that a request came over https.
  stage = await Stage.open({ ASSAY_TRUSTED_PROXIES: '127.0.0.1' });
  await stage.submit(enrolment('contoso'));
});
afterAll(() => stage.dispose());

/** What a browser sends: no credentials but `headers`. */
async function browser(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answered> {
  const response = await fetch(`${stage.service.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return await answered(response);
}

/** The cookie of a browser that signs in with `key`, as it sends it back, and what came with it. */
async function signIn(key: string, headers: Record<string, string> = {}) {
  const answer = await browser('POST', '/v1/session', headers, { key });
  expect(answer).toMatchObject({ status: 200 });
  const [cookie = '', ...attributes] = (answer.headers.get('set-cookie') ?? '').split('; ');
  return { cookie, attributes, body: answer.body };
}

const OURS = { 'sec-fetch-site': 'same-origin' };
const newKey = { name: 'another', role: 'read' };

describe('signing in', () => {
  test('gives a cookie that no script reads and no other site sends, and says who one is', async () => {
    const { key, id } = await stage.newKey({ role: 'read', organizations: ['contoso'] });
    const { cookie, attributes, body } = await signIn(key);
    expect(cookie).toBe(`assay=${key}`);
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    const session = await browser('GET', '/v1/session', { cookie });
    expect(session).toMatchObject({ status: 200, body });
    expect(body).toEqual({
      keyId: id,
      name: 'for a test',
      role: 'read',
      organizations: ['contoso'],
      today: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      timeZone: 'UTC',
      atRiskDays: [90, 30, 7],
      sendsMail: false,
    });
  });

  test('over https, the cookie is of this host and of https alone', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const { cookie, attributes } = await signIn(ADMIN_KEY, https);
    expect(cookie).toBe(`__Host-assay=${ADMIN_KEY}`);
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']);
    const get = (headers: Record<string, string>) => browser('GET', '/v1/session', headers);
    expect(await get({ ...https, cookie })).toMatchObject({ status: 200 });
    // A name that any host of the domain could have set is not looked at.
    expect(await get({ ...https, cookie: `assay=${ADMIN_KEY}` })).toMatchObject({ status: 401 });
    expect(await get({ cookie })).toMatchObject({ status: 401 });
  });

  test('with a key that does not work, or a body that has none, is refused without a cookie', async () => {
    const bad = await browser('POST', '/v1/session', {}, { key: 'assay_0_x' });
    expect(bad).toMatchObject({ status: 401, body: { code: 'credentials-invalid' } });
    expect(bad.headers.get('set-cookie')).toBeNull();
    const none = await browser('POST', '/v1/session', {}, {});
    expect(none).toMatchObject({ status: 400, body: { code: 'invalid-body' } });
  });

  test('from another site is refused: nobody is signed in as somebody else unawares', async () => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://example.com' }]) {
      const answer = await browser('POST', '/v1/session', headers, { key: ADMIN_KEY });
      expect(answer).toMatchObject({ status: 403, body: { code: 'cross-origin' } });
    }
  });
});

describe('who is signed in', () => {
  test('asks with the cookie alone, as far as the key reaches, and takes server-sent events with it', async () => {
    const { key } = await stage.newKey({ role: 'read', organizations: ['contoso'] });
    const { cookie } = await signIn(key);
    const get = (path: string) => browser('GET', path, { cookie });
    expect(await get('/v1/organizations/contoso/standing')).toMatchObject({ status: 200 });
    expect(await get('/v1/organizations/fabrikam/standing')).toMatchObject({
      status: 403,
      body: { code: 'organization-not-allowed' },
    });
    expect(await get('/v1/keys')).toMatchObject({
      status: 403,
      body: { code: 'role-not-allowed' },
    });
    const stream = await fetch(`${stage.service.url}/v1/alerts/stream`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
  });

  test.each([
    ['Sec-Fetch-Site says that it is ours', OURS, 201],
    ['Origin is ours', { origin: 'ours' }, 201],
    ['both are ours', { ...OURS, origin: 'ours' }, 201],
    ['neither is there', {}, 403],
    ['it comes from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['it comes from another host of the site', { 'sec-fetch-site': 'same-site' }, 403],
    ['somebody typed it', { 'sec-fetch-site': 'none' }, 403],
    ['Origin is another', { origin: 'https://example.com' }, 403],
    ['Origin is another port of ours', { origin: 'http://127.0.0.1:1' }, 403],
    ['Origin is hidden', { origin: 'null' }, 403],
    [
      'Sec-Fetch-Site speaks against Origin',
      { 'sec-fetch-site': 'cross-site', origin: 'ours' },
      403,
    ],
  ])('changes something where %s: %#', async (_what, headers, status) => {
    const { cookie } = await signIn(ADMIN_KEY);
    const told = Object.entries({ ...headers, cookie }).map(([name, value]) => [
      name,
      value === 'ours' ? stage.service.url : value,
    ]);
    const answer = await browser('POST', '/v1/keys', Object.fromEntries(told), newKey);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'cross-origin' });
  });

  test('is asked for no origin where the key is in the header', async () => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'sec-fetch-site': 'cross-site' };
    expect(await browser('POST', '/v1/keys', headers, newKey)).toMatchObject({ status: 201 });
  });

  test('is who the header says, where there is a cookie too', async () => {
    const { cookie } = await signIn(ADMIN_KEY);
    const { key } = await stage.newKey({ role: 'read' });
    const headers = { cookie, authorization: `Bearer ${key}` };
    expect(await browser('GET', '/v1/session', headers)).toMatchObject({ body: { role: 'read' } });
  });

  test('is nobody any more when the key is revoked', async () => {
    const { key, id } = await stage.newKey({ role: 'read' });
    const { cookie } = await signIn(key);
    await stage.service.fetch(`/v1/keys/${id}`, { method: 'DELETE' });
    const answer = await browser('GET', '/v1/session', { cookie });
    expect(answer).toMatchObject({ status: 401, body: { code: 'credentials-invalid' } });
  });

  test('has what they sent recorded under the key', async () => {
    const { key, id } = await stage.newKey({ role: 'ingest' });
    const { cookie } = await signIn(key);
    const sent = event('IndividualJoined', {
      organizationId: 'contoso',
      individualId: 'p1',
      effectiveOn: '2017-01-01',
    });
    const answer = await browser(
      'POST',
      '/v1/events',
      {
        ...OURS,
        cookie,
        'content-type': 'application/cloudevents+json',
      },
      sent,
    );
    expect(answer).toMatchObject({ status: 201 });
    const { body } = await stage.get('/v1/organizations/contoso/facts?type=IndividualJoined');
    expect(body).toMatchObject({ facts: [{ recordedBy: id }] });
  });

  test('signs out: the cookie is taken away', async () => {
    const { cookie } = await signIn(ADMIN_KEY);
    const answer = await browser('DELETE', '/v1/session', { ...OURS, cookie });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toBe(
      'assay=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict',
    );
    const after = await browser('GET', '/v1/session', { cookie: 'assay=' });
    expect(after).toMatchObject({ status: 401, body: { code: 'credentials-missing' } });
  });
});

// Last: from then on, this address waits for a minute.
test('cookies and sign-ins that do not work are counted as keys are', async () => {
  const statuses = new Set<number>();
  for (let tries = 0; tries < 320; tries += 1) {
    const bad = { cookie: 'assay=assay_0123456789abcdef_x' };
    const answer =
      tries % 2 === 0
        ? await browser('GET', '/v1/session', bad)
        : await browser('POST', '/v1/session', {}, { key: 'nothing' });
    statuses.add(answer.status);
  }
  expect([...statuses]).toEqual([401, 429]);
});
