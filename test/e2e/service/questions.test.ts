import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  association,
  booking,
  type Conforming,
  conformingTo,
  enrolment,
  event,
  Stage,
} from './support.js';

const BATCH = 'application/cloudevents-batch+json';
const OPERATIONS = 'cloud-business-applications/enterprise-operations';
const CONTOSO = '/v1/organizations/contoso';

let stage: Stage;
let conforming: Conforming;

beforeAll(async () => {
  stage = await Stage.open();
  conforming = await conformingTo(stage);
  await stage.submit(
    [
      enrolment('contoso'),
      association('contoso'),
      booking('contoso', 'b1', { amount: '60000' }),
      booking('contoso', 'b2', { amount: '50000', bookedOn: '2017-10-14' }),
      ...['p1', 'p2', 'p3', 'p4', 'p5'].flatMap((individualId) => [
        event('IndividualJoined', {
          organizationId: 'contoso',
          individualId,
          effectiveOn: '2016-01-01',
          name: `Somebody ${individualId}`,
        }),
        ...['MB6-893', 'MB6-892', 'MB6-890', '70-764'].map((exam) =>
          event('ExamPassed', {
            organizationId: 'contoso',
            individualId,
            exam,
            passedOn: '2017-01-01',
          }),
        ),
      ]),
    ],
    BATCH,
  );
});
afterAll(() => stage.dispose());

const standing = (query: string) => stage.get(`${CONTOSO}/standing${query}`);

test('a standing says the tier, since when, until when, and why', async () => {
  const body = conforming(
    'StandingAnswer',
    await standing(`?asOf=2017-12-31&option=${OPERATIONS}`),
  );
  expect(body).toMatchObject({
    organizationId: 'contoso',
    asOf: '2017-12-31',
    knownAt: { revision: 28 },
    standings: [
      {
        competency: 'cloud-business-applications',
        option: 'enterprise-operations',
        tier: 'silver',
        since: '2017-10-14',
        lapsesOn: '2018-09-14',
        requirements: [
          { tier: 'silver', id: 'total-revenue', met: true, actual: '110000.00' },
          { tier: 'silver', id: 'net-new-revenue', met: true },
          { tier: 'silver', id: 'certified-individuals', met: true, required: 5, actual: 5 },
          { tier: 'gold', id: 'total-revenue', met: false, shortBy: '190000.00' },
          { tier: 'gold', id: 'net-new-revenue', met: true, required: '75000.00' },
          { tier: 'gold', id: 'certified-individuals', met: false, shortBy: 10 },
        ],
      },
    ],
  });
  const all = conforming('StandingAnswer', await standing(''));
  expect(all['standings']).toHaveLength(3);
  expect(conforming('StandingAnswer', await standing('?asOf=2015-12-31'))).toMatchObject({
    standings: [{ tier: null, since: null }, {}, {}],
  });
});

test('a history is made of maximal intervals, clipped to its range', async () => {
  const history = (query: string) => stage.get(`${CONTOSO}/history?option=${OPERATIONS}${query}`);
  expect(conforming('History', await history(''))).toEqual({
    intervals: [
      { from: '2016-01-01', to: '2017-10-14', tier: null },
      { from: '2017-10-14', to: '2018-09-14', tier: 'silver' },
      { from: '2018-09-14', to: null, tier: null },
    ],
  });
  expect(conforming('History', await history('&from=2017-11-01&to=2018-10-01'))).toEqual({
    intervals: [
      { from: '2017-11-01', to: '2018-09-14', tier: 'silver' },
      { from: '2018-09-14', to: '2018-10-01', tier: null },
    ],
  });
  expect(await history('&from=2018-01-02&to=2018-01-01')).toMatchObject({
    status: 400,
    body: { code: 'range-reversed' },
  });
  for (const empty of ['&from=2018-01-01&to=2018-01-01', '&to=2015-12-31']) {
    expect(await history(empty)).toMatchObject({ status: 200, body: { intervals: [] } });
  }
});

test('revenue comes in steps beside its thresholds', async () => {
  const revenue = (query: string) => stage.get(`${CONTOSO}/revenue?option=${OPERATIONS}${query}`);
  const range = '&from=2017-09-01&to=2018-12-01';
  expect(conforming('Revenue', await revenue(`&requirement=total-revenue${range}`))).toEqual({
    points: [
      { day: '2017-09-01', amount: '0.00' },
      { day: '2017-09-14', amount: '60000.00' },
      { day: '2017-10-14', amount: '110000.00' },
      { day: '2018-09-14', amount: '50000.00' },
      { day: '2018-10-14', amount: '0.00' },
    ],
    thresholds: [
      { tier: 'silver', points: [{ day: '2017-09-01', amount: '100000.00' }] },
      { tier: 'gold', points: [{ day: '2017-09-01', amount: '300000.00' }] },
    ],
  });
  expect(await revenue('&requirement=certified-individuals')).toMatchObject({
    status: 404,
    body: { code: 'requirement-unknown' },
  });
  expect(await revenue('&requirement=total-revenue&from=2018-01-02&to=2018-01-01')).toMatchObject({
    status: 400,
    body: { code: 'range-reversed' },
  });
});

describe('what was known', () => {
  test('at a revision, and at an instant', async () => {
    const body = conforming('StandingAnswer', await standing('?knownAt=2&asOf=2017-12-31'));
    expect(body).toMatchObject({ knownAt: { revision: 2 } });
    const { facts } = (await stage.get(`${CONTOSO}/facts`)).body as {
      facts: { recordedAt: string }[];
    };
    const last = facts.at(-1)?.recordedAt ?? '';
    for (const instant of [last, last.replace('Z', '+00:00'), '2100-01-01T00:00:00-08:00']) {
      const query = `?knownAt=${encodeURIComponent(instant)}`;
      expect((await standing(query)).body).toMatchObject({ knownAt: { revision: 28 } });
    }
  });

  test.each([
    ['?knownAt=29', 400, 'revision-unknown'],
    ['?knownAt=yesterday', 400, 'known-at-invalid'],
    ['?knownAt=2018-02-30T00:00:00', 400, 'known-at-invalid'],
    ['?knownAt=2018-02-30T00:00:00Z', 400, 'known-at-invalid'],
    ['?knownAt=2016-12-31T23:59:60Z', 404, 'not-known-yet'],
    ['?knownAt=2000-01-01T00:00:00Z', 404, 'not-known-yet'],
  ])('%s: %i %s', async (query, status, code) => {
    expect(await standing(query)).toMatchObject({ status, body: { code } });
    expect(await stage.get(`${CONTOSO}/facts${query}`)).toMatchObject({ status, body: { code } });
  });
});

test('facts come in pages, by type, and without personal data', async () => {
  const facts = async (query: string) => {
    const body = conforming('Facts', await stage.get(`${CONTOSO}/facts${query}`));
    return body['facts'] as { revision: number; event: { type: string } }[];
  };
  expect((await facts('')).map(({ revision }) => revision)).toEqual(
    Array.from({ length: 29 }, (_, revision) => revision),
  );
  expect((await facts('?after=26')).map(({ revision }) => revision)).toEqual([27, 28]);
  expect((await facts('?after=3&limit=2')).map(({ revision }) => revision)).toEqual([4, 5]);
  expect(await facts('?after=28')).toEqual([]);
  expect((await facts('?knownAt=3')).length).toBe(4);
  expect((await facts('?type=RevenueBooked')).map(({ revision }) => revision)).toEqual([2, 3]);
  expect(JSON.stringify(await facts(''))).not.toContain('Somebody');
});

test('an edition is asked for by its hash', async () => {
  const { programs } = conforming('Programs', await stage.get('/v1/programs')) as {
    programs: { editions: { contentHash: string; policies: object }[] }[];
  };
  const edition = programs[0]?.editions[0];
  expect(edition?.policies).toEqual({
    window: 'by-day',
    attribution: 'prospective',
    alternatives: 'unmixed',
    newEdition: 'at-once',
    anniversary: 'from-anniversary',
  });
  const paths = [
    `${CONTOSO}/standing?`,
    `${CONTOSO}/history?option=${OPERATIONS}&`,
    `${CONTOSO}/revenue?option=${OPERATIONS}&requirement=total-revenue&`,
  ];
  for (const path of paths) {
    expect((await stage.get(`${path}edition=${edition?.contentHash ?? ''}`)).status).toBe(200);
    expect(await stage.get(`${path}edition=sha256:${'0'.repeat(64)}`)).toMatchObject({
      status: 404,
      body: { code: 'edition-unknown' },
    });
  }
});

test.each([
  ['/v1/organizations/nobody/standing', 'organization-unknown'],
  ['/v1/organizations/nobody/facts', 'organization-unknown'],
  [`/v1/organizations/nobody/history?option=${OPERATIONS}`, 'organization-unknown'],
  [`${CONTOSO}/standing?option=a/b`, 'option-unknown'],
  [`${CONTOSO}/history?option=a/b`, 'option-unknown'],
  [`${CONTOSO}/revenue?option=a/b&requirement=x`, 'option-unknown'],
  ['/v1/organizations?option=a/b', 'option-unknown'],
])('%s is 404 %s', async (path, code) => {
  expect(await stage.get(path)).toMatchObject({ status: 404, body: { code } });
});

describe('minRevision', () => {
  test('waits for what is on its way', async () => {
    await stage.submit(enrolment('later'));
    const waiting = stage.get('/v1/organizations/later/standing?minRevision=1');
    await new Promise((wake) => setTimeout(wake, 300));
    await stage.submit(association('later'));
    expect(await waiting).toMatchObject({ status: 200, body: { knownAt: { revision: 1 } } });
  });

  test('gives up after five seconds', async () => {
    const start = performance.now();
    const answer = await stage.get('/v1/organizations/later/facts?minRevision=99');
    expect(answer).toMatchObject({ status: 503, body: { code: 'revision-not-yet' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(performance.now() - start).toBeGreaterThan(4_500);
  });
});

test('facts come from the newest on, and by whom they are about', async () => {
  const revisions = async (query: string) => {
    const body = conforming('Facts', await stage.get(`${CONTOSO}/facts${query}`));
    const facts = body['facts'] as { revision: number }[];
    return { revisions: facts.map(({ revision }) => revision), next: body['next'] };
  };
  expect(await revisions('?order=newest&limit=3')).toEqual({ revisions: [28, 27, 26], next: 26 });
  expect(await revisions('?order=newest&limit=30&after=2')).toEqual({ revisions: [1, 0] });
  expect(await revisions('?order=newest&limit=1&knownAt=7')).toEqual({ revisions: [7], next: 7 });
  expect(await revisions('?individualId=p2&order=newest')).toEqual({
    revisions: [13, 12, 11, 10, 9],
  });
  expect(await revisions('?individualId=p2&type=IndividualJoined')).toEqual({ revisions: [9] });
  expect(await revisions('?individualId=nobody')).toEqual({ revisions: [] });
  expect(await revisions('?customerId=northwind')).toEqual({ revisions: [1, 2, 3] });
});

test('organizations are listed in pages and by what is asked', async () => {
  const ids = ['page-a', 'page-b', 'page-c', 'page-d', 'page-e'];
  await stage.submit(
    ids.map((id) => enrolment(id, { name: `Pages 100%_${id}` })),
    BATCH,
  );
  interface Page {
    organizations: { organizationId: string; standings: { option: string }[] }[];
    next?: string;
  }
  const list = async (query: string) => {
    const answer = await stage.get(`/v1/organizations${query}`);
    return conforming('Organizations', answer) as unknown as Page;
  };
  for (let attempt = 0; (await list('?q=page-e')).organizations.length === 0; attempt += 1) {
    if (attempt > 100) throw new Error('page-e was not listed within 5 seconds');
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const page = await list(`?q=PAGES&limit=2${next === undefined ? '' : `&after=${next}`}`);
    seen.push(...page.organizations.map(({ organizationId }) => organizationId));
    next = page.next;
  } while (next !== undefined);
  expect(seen).toEqual(ids);
  expect((await list('?q=100%25_')).organizations).toHaveLength(5);
  expect((await list('?q=%25%25')).organizations).toHaveLength(0);
  const none = await list(`?q=page-a&tier=none&option=${OPERATIONS}`);
  expect(none.organizations[0]?.standings).toMatchObject([{ option: 'enterprise-operations' }]);
  expect((await list('?q=page-a&tier=gold')).organizations).toHaveLength(0);
  expect((await list('?lapsingBefore=2100-12-31&q=page')).organizations).toHaveLength(0);
});

test('the other answers conform, too', async () => {
  conforming('Keys', await stage.get('/v1/keys'));
  conforming('Status', await stage.get('/livez'));
  conforming('Status', await stage.get('/readyz'));
  const fact = enrolment('conforming');
  const accepted = await stage.submit(fact);
  const odd = await stage.submit(booking('conforming', 'b', { product: 'toaster' }));
  for (const answer of [accepted, odd]) conforming('Accepted', { ...answer, status: 200 });
  conforming('Duplicate', await stage.submit(fact));
  conforming('BatchSummary', await stage.submit([fact, {}, booking('x', 'y')], BATCH));
  const problem = await stage.get('/v1/organizations/nobody/standing');
  conforming('Problem', { ...problem, status: 200 });
  conforming('Fact', { status: 200, body: fact as Record<string, unknown> });
});
