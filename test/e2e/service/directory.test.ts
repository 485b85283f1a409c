import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from './alerting-support.js';
import {
  type Answered,
  association,
  booking,
  type Conforming,
  conformingTo,
  enrolment,
  event,
  Stage,
} from './support.js';

const BATCH = 'application/cloudevents-batch+json';
const CRM = 'cloud-customer-relationship-management/cloud-crm-reseller';

let stage: Stage;
let conforming: Conforming;
const today = new Date().toISOString().slice(0, 10);
const yearsFrom = (years: number) => `${Number(today.slice(0, 4)) + years}-06-01`;

/** A reseller in silver until what its people passed expires. */
function silverUntil(organizationId: string, name: string, expiresOn: string | null): object[] {
  const pass = (individualId: string, exam: string) => [
    event('IndividualJoined', { organizationId, individualId, effectiveOn: '2016-01-01' }),
    event('ExamPassed', {
      organizationId,
      individualId,
      exam,
      passedOn: '2017-01-01',
      ...(expiresOn === null ? {} : { expiresOn }),
    }),
  ];
  return [
    enrolment(organizationId, { name, market: organizationId < 'c' ? 'developed' : 'developing' }),
    association(organizationId),
    // Booked far ahead: the revenue outlasts the exams.
    ...['2000-01-01', today, yearsFrom(1)].map((bookedOn, index) =>
      booking(organizationId, `b${index}`, {
        product: 'crm-online',
        amount: '150000.00',
        bookedOn,
      }),
    ),
    ...pass('p1', 'MB2-714'),
    event('ExamPassed', {
      organizationId,
      individualId: 'p1',
      exam: 'MB2-710',
      passedOn: '2017-01-01',
    }),
    ...pass('p2', 'MB2-712'),
  ];
}

beforeAll(async () => {
  stage = await Stage.open();
  conforming = await conformingTo(stage);
  const { body } = await stage.submit(
    [
      enrolment('a', { name: 'zebra' }),
      ...silverUntil('b', 'Yak', '2090-01-01'),
      ...silverUntil('c', 'xerus', `${Number(today.slice(0, 4)) + 1}-01-01`),
      ...silverUntil('d', 'Wolf', null),
    ],
    BATCH,
  );
  expect(body).toMatchObject({ rejected: 0 });
  await eventually(async () => {
    const { body: listed } = await stage.get('/v1/organizations?tier=silver');
    return listed['total'] === 3;
  });
});
afterAll(() => stage.dispose());

const idsOf = ({ body }: Answered) =>
  (body['organizations'] as { organizationId: string }[]).map(
    ({ organizationId }) => organizationId,
  );

async function pages(query: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const page = await stage.get(`/v1/organizations?limit=1&${query}${after}`);
    conforming('Organizations', page);
    ids.push(...idsOf(page));
    if (page.body['next'] === undefined) return ids;
    after = `&after=${String(page.body['next'])}`;
  }
}

describe('the directory', () => {
  test('is sorted by what lapses first, page by page, and who loses nothing comes last', async () => {
    expect(await pages('sort=lapsesOn')).toEqual(['c', 'b', 'd', 'a']);
    expect(await pages(`sort=lapsesOn&option=${CRM}&tier=silver`)).toEqual(['c', 'b', 'd']);
  });

  test('is sorted by the name, whatever the case', async () => {
    expect(await pages('sort=name')).toEqual(['d', 'c', 'b', 'a']);
  });

  test('has the organizations of a market, and how many there are', async () => {
    const page = await stage.get('/v1/organizations?market=developing&limit=1');
    expect(conforming('Organizations', page)).toMatchObject({ total: 2 });
    expect(await pages('market=developing')).toEqual(['c', 'd']);
    const { key } = await stage.newKey({ role: 'read', organizations: ['a', 'd'] });
    const limited = await stage.get('/v1/organizations?market=developing', key);
    expect({ ids: idsOf(limited), total: limited.body['total'] }).toEqual({ ids: ['d'], total: 1 });
  });

  test.each([
    'sort=revision',
    'market=moon',
    'sort=name&after=Yg',
    'after=!',
    `after=${Buffer.from('["name","x","y"]').toString('base64url')}`,
    `sort=name&after=${Buffer.from('["name",').toString('base64url')}`,
  ])('refuses ?%s', async (query) => {
    const answer = await stage.get(`/v1/organizations?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-parameter' } });
  });
});
