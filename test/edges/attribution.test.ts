import { describe, test } from '@jest/globals';
import { revenueOf } from '../oracle/requirements.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const ALPHA_OR_BETA = {
  products: ['alpha'],
  revenueTypes: [],
  associationProducts: ['alpha', 'beta'],
  threshold: { developed: 10_000, developing: 5_000 },
} as const;

type Row = readonly [name: string, marks: string, asOf: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, marks, asOf, is]) => ({
    name,
    ledger: `
      2015-01-01 enrolled in developed
      ${marks}
      2016-03-15 booked A 100 USD of alpha from acme`,
    asOf,
    is,
  }));

const never = 'none, since 2015-01-01, 0.00 of 100.00';
const throughout = 'silver, since 2016-03-15, lapses 2017-03-15, 100.00 of 100.00';

describe('A retroactive association', () => {
  const RULES = silverFor(revenueOf('revenue', { ...ALPHA_OR_BETA, attribution: 'retroactive' }));
  const BEGUN = '2016-01-01 associated with acme';
  const rows = table([
    ['does not count before its day', '2016-06-01 associated with acme', '2016-05-31', never],
    [
      'counts what was booked before from its day on',
      '2016-06-01 associated with acme',
      '2016-06-01',
      'silver, since 2016-06-01, lapses 2017-03-15, 100.00 of 100.00',
    ],
    ['counts what was booked while it held', BEGUN, '2016-06-01', throughout],
    [
      'that ends lets go of what it counted',
      `${BEGUN}\n2016-06-01 dissociated from acme`,
      '2016-05-31',
      'silver, since 2016-03-15, lapses 2016-06-01, 100.00 of 100.00',
    ],
    [
      'that has ended counts nothing any more',
      `${BEGUN}\n2016-06-01 dissociated from acme`,
      '2016-06-01',
      'none, since 2016-06-01, 0.00 of 100.00',
    ],
    [
      'that ended before the booking and begins again behind it counts',
      `${BEGUN}\n2016-02-01 dissociated from acme\n2016-09-01 associated with acme`,
      '2016-09-01',
      'silver, since 2016-09-01, lapses 2017-03-15, 100.00 of 100.00',
    ],
    [
      'that ends and begins on one day has no gap',
      `${BEGUN}\n2016-06-01 dissociated from acme\n2016-06-01 associated with acme`,
      '2016-06-01',
      throughout,
    ],
    [
      'that begins and ends on one day is over',
      `${BEGUN}\n2016-06-01 associated with acme\n2016-06-01 dissociated from acme`,
      '2016-06-01',
      'none, since 2016-06-01, 0.00 of 100.00',
    ],
    [
      'that ends for one product counts by the other',
      `${BEGUN}\n2016-06-01 dissociated from acme for alpha`,
      '2016-06-01',
      throughout,
    ],
    [
      'that begins on the last day in the window counts for that day',
      '2017-03-14 associated with acme',
      '2017-03-14',
      'silver, since 2017-03-14, lapses 2017-03-15, 100.00 of 100.00',
    ],
    [
      'that begins when the booking has left the window counts nothing',
      '2017-03-15 associated with acme',
      '2017-03-15',
      never,
    ],
    ['of another customer counts nothing', '2016-01-01 associated with other', '2016-06-01', never],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});

describe('A retroactive association in the window of full months', () => {
  const RULES = silverFor(
    revenueOf('revenue', { ...ALPHA_OR_BETA, attribution: 'retroactive', window: 'by-month' }),
  );
  const rows = table([
    [
      'begins to count in the middle of a month',
      '2016-06-10 associated with acme',
      '2016-06-10',
      'silver, since 2016-06-10, lapses 2017-04-01, 100.00 of 100.00',
    ],
    [
      'counts nothing in the month of the booking',
      '2016-03-20 associated with acme',
      '2016-03-31',
      never,
    ],
    [
      'ends in the middle of a month',
      '2016-01-01 associated with acme\n2016-06-10 dissociated from acme',
      '2016-06-09',
      'silver, since 2016-04-01, lapses 2016-06-10, 100.00 of 100.00',
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});

describe('A kind of association', () => {
  const RULES = silverFor(
    revenueOf('revenue', { ...ALPHA_OR_BETA, associationKinds: ['transacting-partner'] }),
  );
  const rows = table([
    [
      'that is not asked for counts nothing',
      '2016-01-01 associated with acme',
      '2016-03-15',
      never,
    ],
    [
      'that is another of the registered ones counts nothing',
      '2016-01-01 registered delegated-administrator of acme',
      '2016-03-15',
      never,
    ],
    [
      'that is asked for counts on the day of the booking',
      '2016-03-15 registered transacting-partner of acme for beta',
      '2016-03-15',
      throughout,
    ],
    [
      'that begins a day late counts nothing',
      '2016-03-16 registered transacting-partner of acme',
      '2016-03-16',
      never,
    ],
    [
      'is not ended by the end of another',
      `2016-01-01 registered transacting-partner of acme
       2016-02-01 ended delegated-administrator of acme
       2016-02-01 dissociated from acme`,
      '2016-03-15',
      throughout,
    ],
    [
      'is ended on the day of the booking',
      `2016-01-01 registered transacting-partner of acme
       2016-03-15 ended transacting-partner of acme`,
      '2016-03-15',
      never,
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));

  const EITHER = silverFor(
    revenueOf('revenue', {
      ...ALPHA_OR_BETA,
      associationKinds: ['transacting-partner', 'partner-of-record'],
    }),
  );
  const ended = table([
    [
      'of two that are asked for is enough when the other has ended',
      `2016-01-01 registered transacting-partner of acme
       2016-01-01 associated with acme
       2016-02-01 ended transacting-partner of acme`,
      '2016-03-15',
      throughout,
    ],
    [
      'that ended, of two, leaves nothing when the other has ended too',
      `2016-01-01 registered transacting-partner of acme
       2016-01-01 associated with acme
       2016-02-01 ended transacting-partner of acme
       2016-02-02 dissociated from acme`,
      '2016-03-15',
      never,
    ],
  ]);
  test.each(ended)('$name', (row) => expectReading('it', row, EITHER));
});
