import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, enrolment } from './desk.js';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(async () => {
  await desk.close();
});

const EXAMS = 'organizationId,individualId,exam,passedOn,expiresOn\n';
/** Passes of as many people, which count up to the same day. */
const passes = (organization: string, count: number, expiresOn: string) =>
  Array.from(
    { length: count },
    (_, place) => `${organization},p${place},MB2-715,2018-01-01,${expiresOn}\n`,
  ).join('');

describe('many changes', () => {
  test('are each recorded together, and all of them as one request', async () => {
    await desk.record(enrolment('many'));
    await desk.import(EXAMS + passes('many', 600, '2020-01-01'));
    const before = (await desk.facts('many')).length;
    const { summary } = await desk.import(EXAMS + passes('many', 600, '2021-01-01'));
    expect(summary).toMatchObject({ changed: 600, accepted: 0, rejected: 0 });
    const facts = (await desk.facts('many')).slice(before);
    expect(facts.map(({ type }) => type)).toEqual(
      Array.from({ length: 600 }, () => ['FactRetracted', 'ExamPassed']).flat(),
    );
    expect(facts.filter(({ opensRequest }) => opensRequest === true)).toHaveLength(1);
  });

  test('are recorded but for the one that another row contradicts', async () => {
    await desk.record(enrolment('most'));
    await desk.import(EXAMS + passes('most', 300, '2020-01-01'));
    const contradiction = 'most,p7,MB2-715,2018-01-01,2022-01-01\n';
    const file = EXAMS + passes('most', 300, '2021-01-01') + contradiction;
    const { summary } = await desk.import(file);
    expect(summary).toMatchObject({ changed: 300, rejected: 1 });
    expect(summary.rejects).toMatchObject([{ row: 302, code: 'exam-pass-exists' }]);
    const live = await desk.liveFacts('most');
    const days = live.flatMap((fact) => (fact.type === 'ExamPassed' ? [fact.data.expiresOn] : []));
    expect(days).toEqual(Array.from({ length: 300 }, () => '2021-01-01'));
  });
});
