import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Answered, association, booking, enrolment, event, Stage } from './support.js';

/** With a parameter that says nothing new, a fact goes by the router. */
const BY_THE_ROUTER = '?atomic=false';
/** Of each answer by itself. */
const OF_ITSELF: ReadonlySet<string> = new Set(['date', 'x-request-id']);

type Sent = readonly [what: string, body: object | string | Uint8Array<ArrayBuffer>];

/** The same story for `organizationId`, whatever the ways its facts take. */
function storyOf(organizationId: string): Sent[] {
  const enrolled = enrolment(organizationId);
  const booked = booking(organizationId, 'b1');
  const id = `retraction of ${organizationId}`;
  const retraction = event('FactRetracted', {
    organizationId,
    ...{ retractedSource: 'urn:test', retractedId: (booked as { id: string }).id, reason: 'wrong' },
  });
  const negative = booking(organizationId, 'b3', { amount: '-', currency: 'dollars' });
  return [
    ['a fact', enrolled],
    ['another', association(organizationId)],
    ['a booking', booked],
    ['the booking once more', booked],
    ['a product that nobody knows', booking(organizationId, 'b2', { product: 'toaster' })],
    ['a retraction', { ...retraction, id }],
    ['the booking that was retracted', booked],
    ['an id that stands for another fact', { ...booking(organizationId, 'b9'), id }],
    ['values of which two are wrong', negative],
    ['a type that nobody knows', event('Gossip', { organizationId })],
    ['an organization that nobody knows', association(`${organizationId}-not`)],
    ['no object', '[]'],
    ['no JSON', '{"specversion": "1.0", '],
    ['a key twice', '{"id":"1","id":"2"}'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['nothing', ''],
    ['as much as a fact may be', JSON.stringify(enrolled).padEnd(64 * 1024)],
    ['more than a fact may be', JSON.stringify(enrolled).padEnd(64 * 1024 + 1)],
  ];
}

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open({ ASSAY_LOG_LEVEL: 'info' });
});
afterAll(() => Stage.disposeAll());

async function plainFacts(): Promise<number> {
  const metrics = await (await stage.service.fetch('/metrics')).text();
  return Number(/^assay_plain_facts_total (\d+)$/m.exec(metrics)?.[1]);
}

/** A key that was looked at a moment ago, as those of busy senders are. */
async function keyInUse(options: object = {}): Promise<{ id: string; key: string }> {
  const key = await stage.newKey({ role: 'ingest', ...options });
  expect((await stage.get('/v1/session', key.key)).status).not.toBe(401);
  return key;
}

/** What can be compared of an answer to what is said to another organization. */
function comparable({ status, body, headers }: Answered, organizationId: string): object {
  const told = [...headers].filter(([name]) => !OF_ITSELF.has(name));
  const text = JSON.stringify({ status, body, headers: Object.fromEntries(told) });
  return JSON.parse(text.replaceAll(organizationId, 'OOOOO')) as object;
}

const KEYS = [
  ['limited to other organizations', { organizations: ['elsewhere'] }],
  ['that may send facts', {}],
] as const;

describe.each(KEYS)('a plain fact by a key %s', (_name, options) => {
  test('is answered as one that goes by the router', async () => {
    const way = 'organizations' in options ? 'l' : 'f';
    const [plain, routed] = [`${way}one-`, `${way}two-`];
    const before = await plainFacts();
    const rest = storyOf(routed).values();
    for (const [what, body] of storyOf(plain)) {
      const { key } = await keyInUse(options);
      const here = await stage.submit(body as object, 'application/cloudevents+json', { key });
      const [, other] = rest.next().value as Sent;
      const there = await stage.submit(other as object, 'application/cloudevents+json', {
        ...{ key, query: BY_THE_ROUTER },
      });
      const compared = [comparable(here, plain), comparable(there, routed)];
      expect({ what, answer: compared[0] }).toEqual({ what, answer: compared[1] });
    }
    // All but the one that is too large to be looked at.
    expect((await plainFacts()) - before).toBe(storyOf(plain).length - 1);
  });
});

test('is logged, counted and recorded as one that goes by the router', async () => {
  const { id, key } = await keyInUse();
  await stage.submit(enrolment('seen'), 'application/cloudevents+json', { key });
  await stage.submit(enrolment('seen'), 'application/cloudevents+json', { key });
  const auditor = await stage.newKey({ role: 'auditor' });
  let records: Record<string, unknown>[] = [];
  for (const late = Date.now() + 10_000; records.length < 3 && Date.now() < late;) {
    const { body } = await stage.get(`/v1/access-records?key=${id}`, auditor.key);
    records = body['records'] as Record<string, unknown>[];
  }
  const one = { key: id, method: 'POST', route: '/v1/events', address: '127.0.0.1', times: 1 };
  expect(records).toContainEqual({ ...one, status: 201, at: expect.any(String) as unknown });
  const refused = { ...one, status: 422, code: 'organization-exists' };
  expect(records).toContainEqual({ ...refused, at: expect.any(String) as unknown });
  const log = stage.service.output().split('\n');
  const lines = log.filter((line) => line.includes(`"key":"${id}"`) && line.includes('"POST"'));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { requestId: expect.any(String), method: 'POST', route: '/v1/events', status: 201 },
    { requestId: expect.any(String), method: 'POST', route: '/v1/events', status: 422 },
  ]);
});

test('keeps the id that its sender gave the request', async () => {
  const { key } = await keyInUse();
  const headers = { 'x-request-id': 'mine-2' };
  const before = await plainFacts();
  const answer = await stage.submit(enrolment('named'), undefined, { key, headers });
  expect([answer.status, answer.headers.get('x-request-id')]).toEqual([201, 'mine-2']);
  expect((await plainFacts()) - before).toBe(1);
});

test('is not taken from a key that was revoked this moment, or may not send facts', async () => {
  const gone = await keyInUse();
  await stage.service.fetch(`/v1/keys/${gone.id}`, { method: 'DELETE' });
  expect((await stage.submit(enrolment('gone'), undefined, { key: gone.key })).status).toBe(401);
  const reader = await keyInUse({ role: 'read' });
  const refused = await stage.submit(enrolment('gone'), undefined, { key: reader.key });
  expect([refused.status, refused.body['code']]).toEqual([403, 'role-not-allowed']);
  expect((await stage.get('/v1/organizations/gone/standing')).status).toBe(404);
});

test('counts for what its key may ask for in a minute', async () => {
  const narrow = await Stage.open({ ASSAY_RATE_LIMIT: '20' });
  const answers: Answered[] = [];
  for (let count = 0; count < 25; count += 1) {
    answers.push(await narrow.submit(enrolment(`o${count}`)));
  }
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array<number>(20).fill(201),
    ...Array<number>(5).fill(429),
  ]);
  const last = answers.at(-1);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last?.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
});

test('comes from where a trusted proxy says it does', async () => {
  const behind = await Stage.open({ ASSAY_TRUSTED_PROXIES: '127.0.0.1' });
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  const { id, key } = await behind.newKey({ role: 'ingest' });
  await behind.get('/v1/session', key);
  await behind.submit(enrolment('far'), undefined, { key, headers });
  const seen = async () => {
    const { body } = await behind.get(`/v1/access-records?key=${id}`);
    return (body['records'] as { route: string; address: string }[]).filter(
      ({ route }) => route === '/v1/events',
    );
  };
  for (const late = Date.now() + 10_000; (await seen()).length === 0 && Date.now() < late;);
  expect(await seen()).toMatchObject([{ address: '203.0.113.7' }]);
});
