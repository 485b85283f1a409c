import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AnnouncingStage, eventually } from './alerting-support.js';
import { conformingTo } from './support.js';

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
  fabrikam = await stage.announce([['TierLapsed', { organizationId: 'fabrikam' }]], 'SIGKILL');
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
    conforming('Alerts', await stage.get('/v1/alerts'));
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

  test.each([
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
