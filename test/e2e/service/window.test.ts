import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  association,
  booking,
  type Conforming,
  conformingTo,
  enrolment,
  event,
  Stage,
} from './support.js';

const REVENUE =
  'option=cloud-business-applications/enterprise-operations&requirement=net-new-revenue';

let stage: Stage;
let conforming: Conforming;

beforeAll(async () => {
  stage = await Stage.open();
  conforming = await conformingTo(stage);
  const { body } = await stage.submit(
    [
      enrolment('contoso'),
      association('contoso'),
      booking('contoso', 'leaves', { bookedOn: '2017-03-10', amount: '30.00' }),
      booking('contoso', 'enters', { bookedOn: '2018-03-10', amount: '20.00' }),
      booking('contoso', 'before', { bookedOn: '2018-03-08', amount: '1.00' }),
      booking('contoso', 'after', { bookedOn: '2018-03-13', amount: '2.00' }),
      booking('contoso', 'other', { bookedOn: '2018-03-10', revenueType: 'recurring' }),
      booking('contoso', 'nobody', { bookedOn: '2018-03-10', customerId: 'stranger' }),
      { ...booking('contoso', 'wrong', { bookedOn: '2018-03-10' }), id: 'wrong' },
      event('FactRetracted', {
        organizationId: 'contoso',
        factSource: 'urn:test',
        factId: 'wrong',
        reason: 'never happened',
      }),
    ],
    'application/cloudevents-batch+json',
  );
  expect(body).toMatchObject({ accepted: 10 });
});
afterAll(() => stage.dispose());

const ask = (query: string) => stage.get(`/v1/organizations/contoso/window?${query}`);
const told = async (query: string) => {
  const { changes, total } = conforming('WindowChanges', await ask(query)) as {
    changes: { day: string; effect: string; booking: { bookingId: string; amount: string } }[];
    total: number;
  };
  const lines = changes.map(
    ({ day, effect, booking: { bookingId, amount } }) => `${day} ${bookingId} ${effect} ${amount}`,
  );
  return { lines, total };
};

test('the window of a day is entered by what begins to count, and left by what ceases to', async () => {
  expect(await told(`${REVENUE}&from=2018-03-09&to=2018-03-13`)).toEqual({
    lines: ['2018-03-10 leaves leaves 30.00', '2018-03-10 enters enters 20.00'],
    total: 2,
  });
});

test('the days are from the first one on, up to the last one and not on it', async () => {
  const { lines } = await told(`${REVENUE}&from=2018-03-08&to=2018-03-13`);
  expect(lines[0]).toBe('2018-03-08 before enters 1.00');
  expect((await told(`${REVENUE}&from=2018-03-10&to=2018-03-10`)).total).toBe(0);
  expect((await told(`${REVENUE}&from=2018-03-13&to=2018-03-14`)).lines).toEqual([
    '2018-03-13 after enters 2.00',
  ]);
});

test('what was retracted later is there as it was known before', async () => {
  const { lines } = await told(`${REVENUE}&from=2018-03-10&to=2018-03-11&knownAt=8`);
  expect(lines.at(-1)).toBe('2018-03-10 wrong enters 1000.00');
});

test('what is beyond the limit is counted', async () => {
  const { lines, total } = await told(`${REVENUE}&from=2018-01-01&to=2020-01-01&limit=1`);
  expect({ shown: lines.length, total }).toEqual({ shown: 1, total: 7 });
});

test.each([
  [`${REVENUE}&from=2018-03-10&to=2018-03-09`, 400, 'range-reversed'],
  [`${REVENUE}&from=2018-03-10`, 400, 'invalid-parameter'],
  [
    `${REVENUE.replace('net-new-revenue', 'certified-individuals')}&from=2018-03-10&to=2018-03-11`,
    404,
    'requirement-unknown',
  ],
])('?%s is refused', async (query, status, code) => {
  expect(await ask(query)).toMatchObject({ status, body: { code } });
});
