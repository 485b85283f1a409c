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
const RESELLER = 'cloud-customer-relationship-management/cloud-crm-reseller';
const CONTOSO = '/v1/organizations/contoso';
const EXAMS = ['MB6-893', 'MB6-892', 'MB6-890', '70-764'];

const retracted = booking('contoso', 'typed-twice', { amount: '5' }) as Sent;
const second = booking('contoso', 'b2', { amount: '50000', bookedOn: '2017-10-14' }) as Sent;

let stage: Stage;
let conforming: Conforming;

const NO_PAGE = ['invalid-parameter', '/after'] as const;

interface Sent {
  readonly source: string;
  readonly id: string;
}

const retraction = ({ source, id }: Sent) =>
  event('FactRetracted', {
    organizationId: 'contoso',
    factSource: source,
    factId: id,
    reason: 'typed twice',
  });
const joined = (individualId: string) =>
  event('IndividualJoined', { organizationId: 'contoso', individualId, effectiveOn: '2016-01-01' });
const left = (individualId: string, effectiveOn: string) =>
  event('IndividualLeft', { organizationId: 'contoso', individualId, effectiveOn });
const passed = (individualId: string, exam: string, fields: object = {}) =>
  event('ExamPassed', {
    organizationId: 'contoso',
    individualId,
    exam,
    passedOn: '2017-01-01',
    ...fields,
  });

beforeAll(async () => {
  stage = await Stage.open();
  conforming = await conformingTo(stage);
  await stage.submit(
    [
      enrolment('contoso'),
      association('contoso'),
      booking('contoso', 'b1', { amount: '60000' }),
      second,
      booking('contoso', 'nobodys', { amount: '41200', customerId: 'fabrikam' }),
      booking('contoso', 'old', { amount: '7', bookedOn: '2016-12-31' }),
      booking('contoso', 'other', { amount: '9', product: 'crm-online' }),
      retracted,
      retraction(retracted),
      ...['p1', 'p2', 'p3', 'p4', 'p5'].flatMap((id) => [
        joined(id),
        ...EXAMS.map((exam) => passed(id, exam)),
      ]),
      joined('p6'),
      ...EXAMS.slice(1).map((exam) => passed('p6', exam)),
      joined('p7'),
      ...EXAMS.map((exam) => passed('p7', exam, { expiresOn: '2017-12-01' })),
      joined('p8'),
      ...EXAMS.map((exam) => passed('p8', exam, { passedOn: '2018-02-01' })),
      ...EXAMS.map((exam) => passed('p9', exam)),
    ],
    BATCH,
  );
});
afterAll(() => stage.dispose());

const ask = (route: string, query: string) => stage.get(`${CONTOSO}/${route}?${query}`);

describe('evidence', () => {
  test('of revenue has what counts, what does not and why, and totals by reason', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31`;
    const body = conforming('Evidence', await ask('evidence', query));
    expect(body).toMatchObject({
      finding: { tier: 'gold', id: 'total-revenue', actual: '110000.00' },
      counted: [
        { bookingId: 'b1', amount: '60000.00', customerId: 'northwind', revision: 2 },
        { bookingId: 'b2', amount: '50000.00', bookedOn: '2017-10-14', revision: 3 },
      ],
      notCounted: [
        { bookingId: 'nobodys', reason: 'not-partner-of-record', revision: 4 },
        { bookingId: 'old', reason: 'outside-window' },
        { bookingId: 'other', reason: 'product' },
        { bookingId: 'typed-twice', reason: 'retracted' },
      ],
      totals: [
        { reason: 'retracted', amount: '5.00' },
        { reason: 'outside-window', amount: '7.00' },
        { reason: 'product', amount: '9.00' },
        { reason: 'not-partner-of-record', amount: '41200.00' },
      ],
    });
    expect(body).not.toHaveProperty('next');
  });

  test('of people has each individual with the reason and what is lacking', async () => {
    const query = `option=${OPERATIONS}&requirement=certified-individuals&tier=silver&asOf=2017-12-31`;
    const body = conforming('Evidence', await ask('evidence', query));
    const people = [...(body['counted'] as object[]), ...(body['notCounted'] as object[])];
    expect(people.map((one) => one as { individualId: string; reason?: string })).toMatchObject([
      ...['p1', 'p2', 'p3', 'p4', 'p5'].map((individualId) => ({ individualId })),
      { individualId: 'p6', reason: 'incomplete', lacks: ['MB6-893'] },
      { individualId: 'p7', reason: 'expired' },
      { individualId: 'p8', reason: 'not-yet' },
      { individualId: 'p9', reason: 'not-a-member' },
    ]);
    expect(body['totals']).toEqual([
      { reason: 'not-a-member', count: 1 },
      { reason: 'expired', count: 1 },
      { reason: 'not-yet', count: 1 },
      { reason: 'incomplete', count: 1 },
    ]);
  });

  test('comes in pages whose totals are of everything', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31&limit=4`;
    const first = conforming('Evidence', await ask('evidence', query));
    expect(first['next']).toBe('5');
    const second = conforming('Evidence', await ask('evidence', `${query}&after=5`));
    expect(second).toMatchObject({ counted: [], totals: first['totals'] });
    expect(second['notCounted']).toHaveLength(2);
    expect(second).not.toHaveProperty('next');
  });

  test('of some reasons comes without the others, and its totals are of everything', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31`;
    const all = conforming('Evidence', await ask('evidence', query));
    const some = conforming('Evidence', await ask('evidence', `${query}&reason=product,retracted`));
    const notCounted = [{ bookingId: 'other' }, { bookingId: 'typed-twice' }];
    expect(some).toMatchObject({ counted: [], notCounted, totals: all['totals'] });
    expect(some['notCounted']).toHaveLength(2);
    const counted = conforming('Evidence', await ask('evidence', `${query}&reason=none`));
    expect(counted).toEqual({ ...all, notCounted: [] });
    const first = await ask('evidence', `${query}&reason=product,retracted&limit=1`);
    expect(first.body).toMatchObject({ notCounted: [{ bookingId: 'other' }], next: '6' });
    const behind = await ask('evidence', `${query}&reason=product,retracted&limit=1&after=6`);
    expect(behind.body).toMatchObject({ notCounted: [{ bookingId: 'typed-twice' }] });
    expect(behind.body).not.toHaveProperty('next');
  });

  test('says how many pieces there are of each reason where it is asked to', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31&limit=1`;
    const body = conforming('Evidence', await ask('evidence', `${query}&reason=none&counts=true`));
    expect(body['counts']).toEqual([
      { reason: null, count: 2 },
      { reason: 'retracted', count: 1 },
      { reason: 'outside-window', count: 1 },
      { reason: 'product', count: 1 },
      { reason: 'not-partner-of-record', count: 1 },
    ]);
    expect((await ask('evidence', query)).body).not.toHaveProperty('counts');
  });

  test.each(['total-revenue', 'certified-individuals'])(
    'of %s comes newest first, page by page, each piece once',
    async (requirement) => {
      const query = `option=${OPERATIONS}&requirement=${requirement}&asOf=2017-12-31`;
      const piecesOf = ({ body }: { body: Record<string, unknown> }) =>
        [...(body['counted'] as Piece[]), ...(body['notCounted'] as Piece[])]
          .map(({ revision }) => revision)
          .sort((a, b) => b - a);
      const all = piecesOf(await ask('evidence', query));
      const paged: number[][] = [];
      let after = '';
      do {
        const page = await ask('evidence', `${query}&order=newest&limit=4${after}`);
        paged.push(piecesOf(page));
        after = page.body['next'] === undefined ? '' : `&after=${String(page.body['next'])}`;
      } while (after !== '');
      expect(paged.flat()).toEqual(all);
      expect(paged.length).toBe(Math.ceil(all.length / 4));
    },
  );

  test('is of what was known', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31&knownAt=7`;
    const body = conforming('Evidence', await ask('evidence', query));
    expect(body['counted']).toHaveLength(3);
    expect(body['totals']).not.toContainEqual(expect.objectContaining({ reason: 'retracted' }));
  });

  test('is explained in English and in French', async () => {
    const query = `option=${OPERATIONS}&requirement=total-revenue&asOf=2017-12-31`;
    const english = conforming('Evidence', await ask('evidence', query));
    expect((english['explanation'] as string[]).join('\n')).toContain(
      'Not counted: 41,200.00 USD in 1 booking: would count if you were associated with the customer.',
    );
    const french = conforming('Evidence', await ask('evidence', `${query}&language=fr`));
    expect((french['explanation'] as string[]).join('\n')).toContain(
      'compterait si vous étiez associé au client',
    );
  });
});

test('an explanation is the standing with its findings in sentences', async () => {
  const query = `option=${OPERATIONS}&tier=silver&asOf=2017-12-31`;
  const { paragraphs } = conforming('Explanation', await ask('explanation', query)) as {
    paragraphs: string[][];
  };
  expect(paragraphs[0]?.[1]).toBe(
    'The Silver tier is attained, since October 14, 2017; as things stand it lapses on September 14, 2018.',
  );
  expect(paragraphs).toHaveLength(5);
});

describe('the path', () => {
  test('names the fewest exams, whose, and the revenue that is still needed', async () => {
    const query = `option=${RESELLER}&tier=silver&asOf=2017-12-31`;
    const { exams, ...rest } = conforming('Path', await ask('path', query));
    expect(exams).toEqual([
      { individualId: 'p1', exam: 'MB2-712' },
      { individualId: 'p2', exam: 'MB2-714' },
      { individualId: 'p2', exam: 'MB2-710' },
    ]);
    expect(rest).toEqual({
      people: 0,
      revenue: [
        {
          requirement: 'net-new-revenue',
          shortBy: '99991.00',
          products: ['crm-online', 'dynamics-365-plan-1'],
          revenueTypes: ['net-new'],
          before: '2018-09-14',
        },
      ],
      optimal: true,
    });
  });

  test('asks of who is nearest, and for further individuals where members are too few', async () => {
    const query = `option=${OPERATIONS}&tier=gold&asOf=2017-12-31`;
    const body = conforming('Path', await ask('path', query));
    expect(body['exams']).toHaveLength(1 + 4 + 4);
    expect(body['exams']).toContainEqual({ individualId: 'p6', exam: 'MB6-893' });
    expect(body).toMatchObject({ people: 7, optimal: true });
    expect(body['furtherIndividuals']).toHaveLength(7);
  });

  test('is empty where the tier is attained', async () => {
    const query = `option=${OPERATIONS}&tier=silver&asOf=2017-12-31`;
    const body = conforming('Path', await ask('path', query));
    expect(body).toEqual({ exams: [], people: 0, revenue: [], optimal: true });
  });
});

test('dependencies say who breaks which tier by leaving, and what expires', async () => {
  const body = conforming('Dependencies', await ask('dependencies', 'asOf=2017-11-15'));
  // p7 is a sixth up to the first of December: each of the five is missed from then on, and p7 by nobody.
  const lapse = { option: OPERATIONS, fromTier: 'silver', toTier: null };
  expect(body['members']).toEqual(
    ['p1', 'p2', 'p3', 'p4', 'p5'].map((individualId) => ({
      individualId,
      lapses: [{ ...lapse, on: '2017-12-01' }],
    })),
  );
  expect(body['customers']).toEqual([
    { customerId: 'northwind', lapses: [{ ...lapse, on: '2017-11-15' }] },
  ]);
  expect(body['expiring']).toHaveLength(4);
});

test('a path says which pass was retracted, for to record it once more changes nothing', async () => {
  const ofAnother = { organizationId: 'passers' };
  const day = '2018-06-01';
  const last = passed('p1', '70-764', { ...ofAnother, passedOn: day }) as Sent;
  const retract = { factSource: last.source, factId: last.id, reason: 'typed twice' };
  await stage.submit(
    [
      enrolment('passers'),
      event('IndividualJoined', { ...ofAnother, individualId: 'p1', effectiveOn: '2016-01-01' }),
      ...EXAMS.slice(0, 3).map((exam) => passed('p1', exam, ofAnother)),
      last,
      event('FactRetracted', { ...ofAnother, ...retract }),
    ],
    BATCH,
  );
  const pathOn = async (asOf: string) => {
    const query = `option=${OPERATIONS}&tier=silver&asOf=${asOf}`;
    return conforming('Path', await stage.get(`/v1/organizations/passers/path?${query}`));
  };
  const missing = { individualId: 'p1', exam: '70-764' };
  expect((await pathOn(day))['exams']).toEqual([{ ...missing, retracted: 5 }]);
  expect((await pathOn('2018-06-02'))['exams']).toEqual([missing]);
  const again = passed('p1', '70-764', { ...ofAnother, passedOn: day });
  expect(await stage.submit(again)).toMatchObject({ body: { status: 'duplicate' } });
  await stage.submit(event('FactReinstated', { ...ofAnother, ...retract }));
  expect((await pathOn(day))['exams']).toEqual([]);
});

describe('what-if', () => {
  const suppose = async (
    facts: object[],
    asOf?: string,
    path = `${CONTOSO}/what-if`,
    knownAt?: string,
  ) => {
    const response = await stage.service.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ asOf, knownAt, facts }),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body };
  };
  const tiers = (standings: unknown) =>
    (standings as { option: string; tier: string | null }[]).map(({ tier }) => tier);

  test('answers with the standings before and after, and records nothing', async () => {
    const before = await stage.get(`${CONTOSO}/facts?limit=1000`);
    const body = conforming('WhatIf', await suppose([left('p1', '2017-12-01')], '2017-12-31'));
    expect(tiers(body['before'])).toEqual([null, 'silver', null]);
    expect(tiers(body['after'])).toEqual([null, null, null]);
    expect(await stage.get(`${CONTOSO}/facts?limit=1000`)).toMatchObject({ body: before.body });
  });

  test('supposes upon what was known at a revision or an instant, and says which that was', async () => {
    const revisionOf = async (knownAt: string) =>
      (await ask('standing', `asOf=2017-12-31&knownAt=${knownAt}`)).body as {
        knownAt: { revision: number; recordedAt: string };
        standings: unknown;
      };
    const then = await revisionOf('2');
    const path = `${CONTOSO}/what-if`;
    // The second booking was recorded later: it may be recorded, and is no duplicate.
    const at = conforming('WhatIf', await suppose([second], '2017-12-31', path, '2'));
    expect(at).toMatchObject({ knownAt: then.knownAt, before: then.standings });
    expect(at).not.toHaveProperty('duplicates');
    const third = await revisionOf('3');
    expect(at['after']).toEqual(third.standings);
    const { recordedAt } = (await revisionOf('9')).knownAt;
    const instant = await suppose([joined('p10')], '2017-12-31', path, recordedAt);
    expect(instant.body).toMatchObject({
      before: (await revisionOf(recordedAt)).standings,
      knownAt: (await revisionOf(recordedAt)).knownAt,
    });
    const now = await suppose([second], '2017-12-31');
    expect(now.body).toMatchObject({ duplicates: [{ index: 0, revision: 3 }] });
    expect(now.body).not.toHaveProperty('knownAt');
  });

  test.each([
    ['999', 400, 'revision-unknown'],
    ['yesterday', 400, 'known-at-invalid'],
    ['2001-01-01T00:00:00Z', 404, 'not-known-yet'],
    ['9'.repeat(300), 400, 'invalid-body'],
  ])('upon what was known at %s is %i %s', async (knownAt, status, code) => {
    const answer = await suppose([second], '2017-12-31', `${CONTOSO}/what-if`, knownAt);
    expect(answer).toMatchObject({ status, body: { code } });
    if (status === 400) expect(answer.body).toMatchObject({ errors: [{ pointer: '/knownAt' }] });
  });

  test('takes retractions, and facts that build on one another', async () => {
    const associated = event('PartnerOfRecordAssociated', {
      organizationId: 'contoso',
      customerId: 'fabrikam',
      effectiveOn: '2017-01-01',
    });
    const { body } = await suppose([associated, retraction(second)], '2017-12-31');
    const [, operations] = body['after'] as { requirements: { id: string; actual: unknown }[] }[];
    expect(operations?.requirements[0]).toMatchObject({ id: 'total-revenue', actual: '101200.00' });
  });

  test('says which fact would not be recorded, and why', async () => {
    const bad = event('RevenueBooked', { organizationId: 'contoso' });
    const worse = event('RevenueBooked', { organizationId: 'contoso', amount: 1, bookedOn: 'x' });
    const { status, body } = await suppose([joined('p1'), bad, worse]);
    expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'invalid-data' });
    const fields = ['bookingId', 'customerId', 'product', 'revenueType', 'amount', 'currency'];
    const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.toSorted()).toEqual(
      [1, 2]
        .flatMap((fact) => [...fields, 'bookedOn'].map((name) => `/facts/${fact}/data/${name}`))
        .toSorted(),
    );
    expect(await suppose([booking('contoso', 'b1', { amount: '1' })])).toMatchObject({
      status: 422,
      body: { code: 'booking-exists', errors: [{ pointer: '/facts/0/data/bookingId' }] },
    });
    expect(await suppose([enrolment('fabrikam')])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/facts/0/data/organizationId' }] },
    });
    const vast = event('FactRetracted', { reason: 'x'.repeat(65_536) });
    expect(await suppose([joined('p1'), vast])).toMatchObject({
      status: 413,
      body: { code: 'fact-too-large', errors: [{ pointer: '/facts/1' }] },
    });
    expect(await suppose([{ id: 'x' }])).toMatchObject({
      status: 400,
      body: { code: 'not-a-cloudevent' },
    });
    expect(await suppose([], '2017-02-30')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/asOf' }] },
    });
    expect(await suppose([], undefined, '/v1/organizations/nobody/what-if')).toMatchObject({
      status: 404,
      body: { code: 'organization-unknown' },
    });
  });
});

test('a badge that was bought stands beside the tier, in the standing and in its competency', async () => {
  const plain = await stage.get(`${CONTOSO}/standing?asOf=2017-12-31`);
  expect(JSON.stringify(plain.body)).not.toContain('renewalOpensOn');
  await stage.submit(
    event('MembershipPurchased', {
      organizationId: 'contoso',
      competency: 'cloud-business-applications',
      tier: 'silver',
      purchasedOn: '2017-11-01',
    }),
  );
  const held = { held: 'silver', renewalOpensOn: '2018-11-02', atRiskAtRenewal: true };
  const standing = conforming('StandingAnswer', await ask('standing', 'asOf=2018-10-20'));
  expect(standing['standings']).toMatchObject([
    { tier: null, ...held },
    { tier: null, ...held },
    { tier: null },
  ]);
  const answer = conforming('CompetenciesAnswer', await ask('competencies', 'asOf=2017-12-31'));
  expect(answer['competencies']).toMatchObject([
    {
      competency: 'cloud-business-applications',
      tier: 'silver',
      attainedBy: [OPERATIONS],
      ...held,
    },
    { competency: 'cloud-customer-relationship-management', tier: null, attainedBy: [] },
  ]);
});

test.each([
  ['evidence', `option=${OPERATIONS}`, 400, 'invalid-parameter'],
  ['evidence', `option=${OPERATIONS}&requirement=nothing`, 404, 'requirement-unknown'],
  [
    'evidence',
    `option=${OPERATIONS}&requirement=total-revenue&language=de`,
    400,
    'invalid-parameter',
  ],
  ['path', `option=${OPERATIONS}`, 400, 'invalid-parameter'],
  ['path', `option=${OPERATIONS}&tier=bronze`, 400, 'invalid-parameter'],
  ['path', 'option=a/b&tier=gold', 404, 'option-unknown'],
])('%s?%s is %i %s', async (route, query, status, code) => {
  expect(await ask(route, query)).toMatchObject({ status, body: { code } });
});

test.each([
  ['dependencies', 'asOf=2018-01-02&until=2018-01-01', 'range-reversed', '/until'],
  ['evidence', `option=${OPERATIONS}&requirement=total-revenue&after=booking-1`, ...NO_PAGE],
  ['evidence', `option=${OPERATIONS}&requirement=total-revenue&after=999`, ...NO_PAGE],
  ['evidence', `option=${OPERATIONS}&requirement=total-revenue&after=1`, ...NO_PAGE],
  ['evidence', `option=${OPERATIONS}&requirement=certified-individuals&after=5`, ...NO_PAGE],
  ['evidence', `option=${OPERATIONS}&requirement=total-revenue&order=newest&after=1`, ...NO_PAGE],
  ['evidence', `option=${OPERATIONS}&requirement=total-revenue&reason=expired&after=1`, ...NO_PAGE],
  [
    'evidence',
    `option=${OPERATIONS}&requirement=certified-individuals&order=newest&after=p1`,
    ...NO_PAGE,
  ],
  [
    'evidence',
    `option=${OPERATIONS}&requirement=total-revenue&order=oldest`,
    'invalid-parameter',
    '/order',
  ],
  ['facts', 'after=-1', 'invalid-parameter', '/after'],
])('%s?%s is 400 %s at %s', async (route, query, code, pointer) => {
  expect(await ask(route, query)).toMatchObject({
    status: 400,
    body: { code, errors: [{ pointer }] },
  });
});

test.each(['late', 'retracted,', 'retracted,late', 'none expired'])(
  'whoever asks for evidence of the reason %s is told which there are',
  async (reason) => {
    const query = `option=${OPERATIONS}&requirement=total-revenue`;
    const { status, body } = await ask('evidence', `${query}&reason=${encodeURIComponent(reason)}`);
    const detail =
      'reason must be one or more of none, retracted, outside-window, product, revenue-type, not-partner-of-record, ' +
      'not-a-member, place-filled, expired, not-yet, incomplete, with commas between them';
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'invalid-parameter', errors: [{ pointer: '/reason', detail }] },
    });
  },
);

test('whoever asks for facts behind -1 is told how to begin with the first', async () => {
  const { body } = await ask('facts', 'after=-1');
  expect(body['detail']).toBe(
    'after must be a whole number from 0 to 999999999; leave it out to begin with the first fact',
  );
});

test('the document says of each parameter what it means on its route', async () => {
  const { paths } = (await stage.get('/openapi.json')).body as unknown as OpenApi;
  const said = (route: string, name: string) =>
    paths[`/v1/organizations/{organizationId}/${route}`]?.get.parameters.find(
      (parameter) => parameter.name === name,
    )?.description;
  expect(said('path', 'tier')).toBe('the tier to get to');
  expect(said('evidence', 'tier')).toMatch(/highest one that has the requirement/);
  expect(said('evidence', 'after')).toBe('the `next` of the page before');
  expect(said('evidence', 'limit')).toMatch(/1,000/);
  for (const route of ['evidence', 'explanation']) {
    expect(said(route, 'requirement')).toMatch(/of whatever kind/);
    expect(said(route, 'language')).toMatch(/`en` or `fr`/);
  }
  expect(said('dependencies', 'until')).toMatch(/exclusive/);
});

interface Piece {
  readonly revision: number;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { get: { parameters: { name: string; description: string }[] } }>
  >;
}
