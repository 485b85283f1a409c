import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AnnouncingStage, eventually } from './alerting-support.js';
import { conformingTo } from './support.js';

const EDITION_AND_MORE = [
  {
    type: 'EditionChanged',
    effect: 'took-effect',
    edition: { id: 'house/2020', contentHash: 'sha256:a' },
  },
  { type: 'RevenueBooked', effect: 'left-the-window', more: 12 },
];

let stage: AnnouncingStage;
let contoso: string[];
let fabrikam: string[];
let limited: string;
let auditor: string;

beforeAll(async () => {
  stage = await AnnouncingStage.open();
  contoso = await stage.announce([
    ['TierAttained'],
    ['TierAtRisk', { leadDays: 30, lapsesOn: '2018-03-31' }],
  ]);
  fabrikam = await stage.announce(
    [['TierLapsed', { organizationId: 'fabrikam', because: EDITION_AND_MORE }]],
    'SIGKILL',
  );
  limited = await stage.newKey({ role: 'read', organizations: ['fabrikam'] });
  auditor = await stage.newKey({ role: 'auditor' });
  await eventually(async () => (await idsOf('')).length === 3);
});
afterAll(() => stage.dispose());

async function idsOf(query: string, key?: string): Promise<string[]> {
  const { status, body } = await stage.ask(
    'GET',
    `/v1/alerts${query}`,
    key === undefined ? {} : { key },
  );
  expect(status).toBe(200);
  return (body['alerts'] as { id: string }[]).map(({ id }) => id);
}

describe('GET /v1/alerts', () => {
  test('lists what was announced, the oldest first, whatever it is asked by', async () => {
    expect(await idsOf('')).toEqual([...contoso, ...fabrikam]);
    expect(await idsOf('?organizationId=contoso')).toEqual(contoso);
    expect(await idsOf('?type=tier.lapsed')).toEqual(fabrikam);
    expect(await idsOf(`?after=${contoso[0]!}`)).toEqual([contoso[1], ...fabrikam]);
    expect(await idsOf(`?after=${contoso[0]!}&limit=1`)).toEqual([contoso[1]]);
    expect(await idsOf(`?after=${fabrikam[0]!}`)).toEqual([]);
    expect(await idsOf('?type=receiver.disabled')).toEqual([]);
  });

  test('shows an alert as the contract has it', async () => {
    const conforming = await conformingTo(stage);
    const whole = conforming('Alerts', await stage.get('/v1/alerts?organizationId=fabrikam'));
    expect(whole['alerts']).toMatchObject([{ because: EDITION_AND_MORE }]);
    const body = conforming('Alerts', await stage.get('/v1/alerts?type=tier.at-risk'));
    expect(body['alerts']).toEqual([
      {
        id: contoso[1],
        type: 'tier.at-risk',
        organizationId: 'contoso',
        competency: 'cloud-customer-relationship-management',
        option: 'cloud-crm-reseller',
        fromTier: 'gold',
        toTier: 'silver',
        effectiveOn: '2018-03-01',
        lapsesOn: '2018-03-31',
        leadDays: 30,
        raisedAt: '2018-03-01T08:00:00.000Z',
        because: [{ revision: 3, type: 'RevenueBooked', effect: 'left-the-window' }],
      },
    ]);
  });

  test('has the newest first where it is asked to, page by page, and says how many there are', async () => {
    const conforming = await conformingTo(stage);
    const newest = [...contoso, ...fabrikam].reverse();
    expect(await idsOf('?order=newest')).toEqual(newest);
    const first = conforming('Alerts', await stage.get('/v1/alerts?order=newest&limit=2'));
    expect(first).toMatchObject({ next: newest[1], total: 3 });
    const path = `/v1/alerts?order=newest&limit=2&after=${String(first['next'])}`;
    const second = conforming('Alerts', await stage.get(path));
    expect(second).toEqual({ alerts: [expect.objectContaining({ id: newest[2] })] });
    expect(await idsOf('?order=newest&type=tier.attained')).toEqual([contoso[0]]);
    const { body } = await stage.ask('GET', '/v1/alerts?order=newest&limit=1', { key: limited });
    expect(body).toMatchObject({ alerts: [{ id: fabrikam[0] }], total: 1 });
  });

  test('answers whoever asks for no order as it did before there was one', async () => {
    expect(Object.keys((await stage.get('/v1/alerts?limit=1')).body)).toEqual(['alerts']);
  });

  test('chooses by a part of the organization’s id', async () => {
    expect(await idsOf('?q=BRI')).toEqual(fabrikam);
    expect(await idsOf('?q=o&order=newest')).toEqual([...contoso].reverse());
    expect(await idsOf('?q=%25')).toEqual([]);
  });

  test.each([
    ['asOf=2018-02-28', 0],
    ['asOf=2018-03-01', 3],
    ['knownAt=2018-03-01T07:59:59.999Z', 0],
    ['knownAt=2018-03-01T09:00:00%2B01:00', 3],
    ['asOf=2018-02-28&knownAt=2020-01-01T00:00:00Z', 0],
    ['asOf=2100-12-31&q=bri', 1],
  ])('has what had been announced by then where it is asked ?%s', async (query, count) => {
    expect(await idsOf(`?${query}`)).toHaveLength(count);
    const { body } = await stage.get(`/v1/alerts?${query}&order=newest`);
    expect(body['total']).toBe(count);
  });

  test.each([
    ['knownAt=3', 400, 'known-at-invalid'],
    ['knownAt=yesterday&organizationId=contoso', 404, 'organization-unknown'],
    ['knownAt=3&organizationId=contoso', 404, 'organization-unknown'],
  ])('knows of no such time where it is asked ?%s', async (query, status, code) => {
    expect(await stage.get(`/v1/alerts?${query}`)).toMatchObject({ status, body: { code } });
  });

  test.each([
    'asOf=2018-02-30',
    'order=oldest',
    'acknowledged=yes',
    'q=',
    'after=nothing',
    'after=',
    'type=tier.gone',
    'limit=0',
    'limit=1001',
    'x=1',
    'after=a&after=b',
  ])('refuses ?%s with a pointer', async (query) => {
    const { status, body } = await stage.ask('GET', `/v1/alerts?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid-parameter',
      errors: [{ pointer: `/${query.split('=')[0]!}` }],
    });
  });

  test('shows a limited key its organizations alone', async () => {
    expect(await idsOf('', limited)).toEqual(fabrikam);
    expect(
      await stage.ask('GET', '/v1/alerts?organizationId=contoso', { key: limited }),
    ).toMatchObject({
      status: 403,
      body: { code: 'organization-not-allowed' },
    });
    const after = await stage.ask('GET', `/v1/alerts?after=${contoso[0]!}`, { key: limited });
    expect(after.status).toBe(400);
  });
});

describe('an acknowledgement', () => {
  test('is seen at once, kept once, and survives', async () => {
    const path = `/v1/alerts/${contoso[0]!}/acknowledgement`;
    const first = await stage.ask('POST', path);
    expect(first).toMatchObject({ status: 200, body: { id: contoso[0] } });
    (await conformingTo(stage))('Alert', first);
    const { acknowledged } = first.body as { acknowledged: { at: string; by: string } };
    expect(acknowledged).toEqual({ at: expect.any(String), by: 'ASSAY_ADMIN_KEY' });
    const reader = await stage.newKey({ role: 'read' });
    expect((await stage.ask('POST', path, { key: reader })).body['acknowledged']).toEqual(
      acknowledged,
    );
    const { body } = await stage.ask('GET', '/v1/alerts?organizationId=contoso&limit=1');
    expect(body['alerts']).toMatchObject([{ acknowledged }]);
    const [more] = await stage.announce([['TierLapsed', { key: 'later' }]], 'SIGKILL');
    await eventually(async () => (await idsOf('')).includes(more!));
    const again = await stage.ask('GET', '/v1/alerts?organizationId=contoso&limit=1');
    expect(again.body['alerts']).toMatchObject([{ acknowledged }]);
  });

  test('is what alerts may be chosen by', async () => {
    expect((await stage.ask('POST', `/v1/alerts/${contoso[0]!}/acknowledgement`)).status).toBe(200);
    expect(await idsOf('?acknowledged=true')).toEqual([contoso[0]]);
    expect(await idsOf('?acknowledged=false')).not.toContain(contoso[0]);
    const { body } = await stage.get('/v1/alerts?order=newest&acknowledged=true&limit=1');
    expect(body).toMatchObject({ alerts: [{ id: contoso[0] }], total: 1 });
  });

  test.each([
    [
      '{"by":"somebody else"}',
      'application/json',
      400,
      { code: 'invalid-body', errors: [{ pointer: '/by' }] },
    ],
    ['[]', 'application/json', 400, { code: 'invalid-body', errors: [{ pointer: '' }] }],
    ['null', 'application/json', 400, { code: 'invalid-body' }],
    ['{', 'application/json', 400, { code: 'malformed-json' }],
    ['seen', 'text/plain', 415, { code: 'media-type-unsupported' }],
  ])('sent with the body %s is refused', async (body, type, status, problem) => {
    const answer = await stage.service.fetch(`/v1/alerts/${fabrikam[0]!}/acknowledgement`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status,
      body: problem,
    });
    expect(await idsOf('?acknowledged=true')).not.toContain(fabrikam[0]);
  });

  test.each(['{}', ''])('may be sent with the body "%s"', async (body) => {
    const answer = await stage.service.fetch(`/v1/alerts/${contoso[0]!}/acknowledgement`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(200);
  });

  test('of one alert by many at the same time is the first one', async () => {
    const path = `/v1/alerts/${contoso[1]!}/acknowledgement`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => stage.ask('POST', path)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('is refused of what is not there, not reached, or by whoever only looks', async () => {
    const of = (id: string, key?: string) =>
      stage.ask('POST', `/v1/alerts/${id}/acknowledgement`, key === undefined ? {} : { key });
    expect(await of('nothing')).toMatchObject({ status: 404, body: { code: 'alert-unknown' } });
    expect(await of(contoso[0]!, limited)).toMatchObject({ status: 404 });
    expect(await of(contoso[0]!, auditor)).toMatchObject({ status: 403 });
  });
});
