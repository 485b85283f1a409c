import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Conforming, conformingTo, enrolment, event, Stage } from './support.js';

const BATCH = 'application/cloudevents-batch+json';
const PATH = '/v1/organizations/contoso/individuals';

let stage: Stage;
let conforming: Conforming;

beforeAll(async () => {
  stage = await Stage.open();
  conforming = await conformingTo(stage);
  const of = { organizationId: 'contoso' };
  const joined = (individualId: string, effectiveOn: string, data: object = {}) =>
    event('IndividualJoined', { ...of, individualId, effectiveOn, ...data });
  const passed = (individualId: string, exam: string, passedOn: string, data: object = {}) =>
    event('ExamPassed', { ...of, individualId, exam, passedOn, ...data });
  const { body } = await stage.submit(
    [
      enrolment('contoso'),
      joined('ada', '2017-01-01', { name: 'Ada Lovelace', email: 'ada@example.com' }),
      passed('ada', 'MB2-715', '2017-03-01', { expiresOn: '2018-03-01' }),
      passed('ada', 'MB2-714', '2017-02-01'),
      joined('bob', '2016-01-01', { name: 'Bob' }),
      event('IndividualLeft', { ...of, individualId: 'bob', effectiveOn: '2017-06-01' }),
      joined('cyd', '2017-09-01'),
      passed('stranger', 'MB2-714', '2017-02-01'),
    ],
    BATCH,
  );
  expect(body).toMatchObject({ accepted: 8 });
});
afterAll(() => stage.dispose());

async function individuals(query: string, key?: string) {
  const answer = conforming('Individuals', await stage.get(`${PATH}?${query}`, key));
  return answer as { individuals: { individualId: string }[]; total: number; next?: string };
}
const ids = (answer: { individuals: { individualId: string }[] }) =>
  answer.individuals.map(({ individualId }) => individualId);

describe('the individuals of an organization', () => {
  test('are the members of the day, with what counts on it', async () => {
    expect(await individuals('asOf=2017-05-01')).toEqual({
      organizationId: 'contoso',
      asOf: '2017-05-01',
      knownAt: { revision: 7, recordedAt: expect.any(String) },
      total: 2,
      individuals: [
        {
          individualId: 'ada',
          name: 'Ada Lovelace',
          email: 'ada@example.com',
          member: true,
          membership: [{ from: '2017-01-01', to: null }],
          passes: [
            { type: 'exam', id: 'MB2-714', passedOn: '2017-02-01', expiresOn: null, revision: 3 },
            {
              type: 'exam',
              id: 'MB2-715',
              passedOn: '2017-03-01',
              expiresOn: '2018-03-01',
              revision: 2,
            },
          ],
        },
        {
          individualId: 'bob',
          name: 'Bob',
          member: true,
          membership: [{ from: '2016-01-01', to: '2017-06-01' }],
          passes: [],
        },
      ],
    });
  });

  test('are others on another day, and as known before', async () => {
    const later = await individuals('asOf=2018-03-01');
    expect(ids(later)).toEqual(['ada', 'cyd']);
    expect(later.individuals[0]).toMatchObject({ passes: [{ id: 'MB2-714' }] });
    expect(ids(await individuals('asOf=2018-03-01&knownAt=4'))).toEqual(['ada', 'bob']);
  });

  test('are everybody with every pass where all are asked for', async () => {
    const all = await individuals('asOf=2018-03-01&all=true');
    expect(all).toMatchObject({ total: 4 });
    expect(ids(all)).toEqual(['ada', 'bob', 'cyd', 'stranger']);
    expect(all.individuals[0]).toMatchObject({ member: true, passes: [{}, { id: 'MB2-715' }] });
    expect(all.individuals[3]).toMatchObject({ member: false, membership: [], passes: [{}] });
  });

  test('come page by page', async () => {
    const first = await individuals('asOf=2018-03-01&all=true&limit=2');
    expect({ ids: ids(first), next: first.next }).toEqual({ ids: ['ada', 'bob'], next: 'bob' });
    const second = await individuals('asOf=2018-03-01&all=true&limit=2&after=bob');
    expect({ ids: ids(second), next: second.next }).toEqual({
      ids: ['cyd', 'stranger'],
      next: undefined,
    });
  });

  test('have no names for an auditor, nor behind an erasure', async () => {
    const { key } = await stage.newKey({ role: 'auditor' });
    expect(JSON.stringify(await individuals('asOf=2017-05-01', key))).not.toMatch(/Ada|Bob|@/);
    const reader = await stage.newKey({ role: 'read' });
    expect(JSON.stringify(await individuals('asOf=2017-05-01', reader.key))).toMatch(/Ada.*Bob/);
    await stage.service.fetch(`${PATH}/ada/personal-data`, { method: 'DELETE' });
    expect(JSON.stringify(await individuals('asOf=2017-05-01'))).not.toMatch(/Ada/);
  });

  test('of nobody are not asked for', async () => {
    expect(await stage.get('/v1/organizations/nobody/individuals')).toMatchObject({ status: 404 });
    expect(await stage.get(`${PATH}?all=yes`)).toMatchObject({ status: 400 });
  });
});
