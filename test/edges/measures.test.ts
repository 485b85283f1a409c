import { describe, test } from '@jest/globals';
import { attributeOf, measureOf } from '../oracle/requirements.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const SEATS = { measure: 'seats', threshold: { developed: 5, developing: 3 } } as const;

type Row = readonly [name: string, lines: string, asOf: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, lines, asOf, is]) => ({
    name,
    ledger: `2015-01-01 enrolled in developed\n${lines}`,
    asOf,
    is,
  }));
const none = 'none, since 2015-01-01,';

describe('The latest value of a measure', () => {
  const LATEST = silverFor(measureOf('seats', { ...SEATS, counts: 'latest' }));
  const rows = table([
    [
      'does not count before its day',
      '2016-03-15 reported seats 5',
      '2016-03-14',
      `${none} 0 of 5`,
    ],
    [
      'counts from its day on, for good',
      '2016-03-15 reported seats 5',
      '2100-12-31',
      'silver, since 2016-03-15, 5 of 5',
    ],
    [
      'is replaced by the next on its day',
      '2016-03-15 reported seats 5\n2016-06-15 reported seats 4',
      '2016-06-14',
      'silver, since 2016-03-15, lapses 2016-06-15, 5 of 5',
    ],
    [
      'of one day is the one recorded last',
      '2016-03-15 reported seats 5\n2016-03-15 reported seats 4',
      '2016-03-15',
      `${none} 4 of 5`,
    ],
    [
      'of one day is the one recorded last, the other way round',
      '2016-03-15 reported seats 4\n2016-03-15 reported seats 5',
      '2016-03-15',
      'silver, since 2016-03-15, 5 of 5',
    ],
    [
      'of one day is the one before when the last is retracted',
      '2016-03-15 reported seats 5\n2016-03-15 reported seats 4\nretracted 3',
      '2016-03-15',
      'silver, since 2016-03-15, 5 of 5',
    ],
    [
      'is not the one recorded later for an earlier day',
      '2016-06-15 reported seats 5\n2016-03-15 reported seats 4',
      '2016-06-15',
      'silver, since 2016-06-15, 5 of 5',
    ],
    [
      'is the sum over customers and products, and what names neither',
      `2016-03-15 reported seats 1 of alpha for acme
       2016-03-15 reported seats 1 of beta for acme
       2016-03-15 reported seats 1 for acme
       2016-03-15 reported seats 1 for other
       2016-03-15 reported seats 1`,
      '2016-03-15',
      'silver, since 2016-03-15, 5 of 5',
    ],
    [
      'of one customer replaces none of another',
      '2016-03-15 reported seats 3 for acme\n2016-04-15 reported seats 2 for other',
      '2016-04-15',
      'silver, since 2016-04-15, 5 of 5',
    ],
    [
      'may be negative',
      '2016-03-15 reported seats 6 for acme\n2016-04-15 reported seats -2',
      '2016-04-15',
      'none, since 2016-04-15, 4 of 5',
    ],
    ['is of its own measure', '2016-03-15 reported usage 5', '2016-03-15', `${none} 0 of 5`],
    [
      'is held against the threshold of the market of the day',
      '2016-03-15 reported seats 3\n2016-05-01 moved to developing',
      '2016-05-01',
      'silver, since 2016-05-01, 3 of 3',
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, LATEST));

  const OF_ALPHA = silverFor(
    measureOf('seats', { ...SEATS, counts: 'latest', products: ['alpha'] }),
  );
  const ofAlpha = table([
    [
      'of a product that is asked for counts without a customer',
      '2016-03-15 reported seats 5 of alpha',
      '2016-03-15',
      'silver, since 2016-03-15, 5 of 5',
    ],
    [
      'of another product or of none does not, where products are asked for',
      '2016-03-15 reported seats 5 of beta\n2016-03-15 reported seats 5',
      '2016-03-15',
      `${none} 0 of 5`,
    ],
  ]);
  test.each(ofAlpha)('$name', (row) => expectReading('it', row, OF_ALPHA));
});

const OF_PARTNERS = {
  ...SEATS,
  associationKinds: ['partner-of-record'],
  associationProducts: ['alpha'],
} as const;

describe('The latest value for associated customers', () => {
  const rows = table([
    [
      'counts as long as the association holds, whenever it was reported',
      `2016-03-15 reported seats 5 for acme
       2016-05-01 associated with acme
       2016-08-01 dissociated from acme`,
      '2016-05-01',
      'silver, since 2016-05-01, lapses 2016-08-01, 5 of 5',
    ],
    [
      'does not count the day the association ends, held or not when it was reported',
      `2016-01-01 associated with acme
       2016-03-15 reported seats 5 for acme
       2016-08-01 dissociated from acme`,
      '2016-08-01',
      'none, since 2016-08-01, 0 of 5',
    ],
    [
      'does not count without a customer',
      '2016-01-01 associated with acme\n2016-03-15 reported seats 5',
      '2016-03-15',
      `${none} 0 of 5`,
    ],
  ]);
  // By either policy: the latest value asks for the association of the day itself.
  for (const attribution of ['prospective', 'retroactive'] as const) {
    const rules = silverFor(measureOf('seats', { ...OF_PARTNERS, counts: 'latest', attribution }));
    test.each(rows)(`$name, ${attribution}`, (row) => expectReading('it', row, rules));
  }
});

describe('The sum of what was reported', () => {
  const SUM = silverFor(measureOf('seats', { ...SEATS, counts: 'sum' }));
  const rows = table([
    [
      'is that of the window, and lapses with its first report',
      '2016-03-15 reported seats 3\n2016-06-15 reported seats 2',
      '2016-06-15',
      'silver, since 2016-06-15, lapses 2017-03-15, 5 of 5',
    ],
    [
      'is without the report of the same day a year before',
      '2016-03-15 reported seats 3\n2016-06-15 reported seats 2',
      '2017-03-15',
      'none, since 2017-03-15, 2 of 5',
    ],
    [
      'has of one day the report recorded last',
      '2016-03-15 reported seats 5\n2016-03-15 reported seats 3',
      '2016-03-15',
      `${none} 3 of 5`,
    ],
    [
      'has of one day the reports for each customer',
      '2016-03-15 reported seats 3\n2016-03-15 reported seats 2 for acme',
      '2016-03-15',
      'silver, since 2016-03-15, lapses 2017-03-15, 5 of 5',
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, SUM));

  const monthly = table([
    [
      'by full months begins on the first of the next',
      '2016-02-29 reported seats 5',
      '2016-03-01',
      'silver, since 2016-03-01, lapses 2017-03-01, 5 of 5',
    ],
  ]);
  const BY_MONTH = silverFor(measureOf('seats', { ...SEATS, counts: 'sum', window: 'by-month' }));
  test.each(monthly)('$name', (row) => expectReading('it', row, BY_MONTH));

  const ASSOCIATED_LATER = '2016-03-15 reported seats 5 for acme\n2016-05-01 associated with acme';
  test.each([
    ['prospective', `${none} 0 of 5`],
    ['retroactive', 'silver, since 2016-05-01, lapses 2017-03-15, 5 of 5'],
  ] as const)(
    'for an association that came later is read as the policy says: %s',
    (attribution, is) => {
      const rules = silverFor(measureOf('seats', { ...OF_PARTNERS, counts: 'sum', attribution }));
      const [row] = table([['', ASSOCIATED_LATER, '2016-05-01', is]]);
      if (row !== undefined) expectReading('it', row, rules);
    },
  );
});

describe('An attribute', () => {
  const RULES = silverFor(attributeOf('region', 'region', ['east', 'west']));
  const rows = table([
    [
      'that was never assigned is none of the values',
      '',
      '2016-03-15',
      `${none} null of east,west`,
    ],
    [
      'is assigned from its day on',
      '2016-03-15 assigned region west',
      '2016-03-15',
      'silver, since 2016-03-15, west of east,west',
    ],
    [
      'is replaced on the day of the next',
      '2016-03-15 assigned region west\n2016-06-15 assigned region north',
      '2016-06-14',
      'silver, since 2016-03-15, lapses 2016-06-15, west of east,west',
    ],
    [
      'of one day is the one recorded last',
      '2016-03-15 assigned region west\n2016-03-15 assigned region north',
      '2016-03-15',
      `${none} north of east,west`,
    ],
    [
      'is another than one of the same value',
      '2016-03-15 assigned profile east',
      '2016-03-15',
      `${none} null of east,west`,
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});
