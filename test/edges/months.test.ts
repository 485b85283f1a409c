import { describe, test } from '@jest/globals';
import { revenueOf } from '../oracle/requirements.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const ALPHA = {
  products: ['alpha'],
  revenueTypes: [],
  associationProducts: ['alpha'],
  threshold: { developed: 10_000, developing: 5_000 },
} as const;
const BY_MONTH = silverFor(revenueOf('revenue', { ...ALPHA, window: 'by-month' }));

type Row = readonly [name: string, lines: string, asOf: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, lines, asOf, is]) => ({
    name,
    ledger: `2015-01-01 enrolled in developed\n2015-01-01 associated with acme\n${lines}`,
    asOf,
    is,
  }));
const sold = (day: string, amount = '100'): string =>
  `${day} booked B${day.replaceAll('-', '')} ${amount} USD of alpha from acme`;

describe('A booking in the window of full months', () => {
  const none = 'none, since 2015-01-01, 0.00 of 100.00';
  const rows = table([
    ['does not count on its own day', sold('2016-01-31'), '2016-01-31', none],
    [
      'of the first does not count before the month is over',
      sold('2016-01-01'),
      '2016-01-31',
      none,
    ],
    [
      'of the last of January counts from 1 February on',
      sold('2016-01-31'),
      '2016-02-01',
      'silver, since 2016-02-01, lapses 2017-02-01, 100.00 of 100.00',
    ],
    [
      'of the first of January counts from 1 February on',
      sold('2016-01-01'),
      '2016-02-01',
      'silver, since 2016-02-01, lapses 2017-02-01, 100.00 of 100.00',
    ],
    [
      'counts on the last day of the twelfth month',
      sold('2016-01-31'),
      '2017-01-31',
      'silver, since 2016-02-01, lapses 2017-02-01, 100.00 of 100.00',
    ],
    [
      'is gone on the first day of the thirteenth',
      sold('2016-01-31'),
      '2017-02-01',
      'none, since 2017-02-01, 0.00 of 100.00',
    ],
    ['of 29 February does not count that day', sold('2016-02-29'), '2016-02-29', none],
    [
      'of 29 February counts up to the end of the next February',
      sold('2016-02-29'),
      '2017-02-28',
      'silver, since 2016-03-01, lapses 2017-03-01, 100.00 of 100.00',
    ],
    [
      'of 28 February counts on a 29th a year later',
      sold('2015-02-28'),
      '2016-02-29',
      'silver, since 2015-03-01, lapses 2016-03-01, 100.00 of 100.00',
    ],
    ['of the last day of a year does not count in it', sold('2016-12-31'), '2016-12-31', none],
    [
      'of the last day of a year counts the whole next one',
      sold('2016-12-31'),
      '2017-12-31',
      'silver, since 2017-01-01, lapses 2018-01-01, 100.00 of 100.00',
    ],
    [
      'keeps a tier without a gap when the next falls into the month of its lapse less one',
      `${sold('2016-01-31')}\n${sold('2017-01-01')}`,
      '2017-02-01',
      'silver, since 2016-02-01, lapses 2018-02-01, 100.00 of 100.00',
    ],
    [
      'begins a new run a month later when the next comes on the day of the lapse',
      `${sold('2016-01-31')}\n${sold('2017-02-01')}`,
      '2017-03-01',
      'silver, since 2017-03-01, lapses 2018-03-01, 100.00 of 100.00',
    ],
    [
      'that is a credit note takes nothing before the month is over',
      `${sold('2016-01-31')}\n${sold('2016-06-01', '-1')}`,
      '2016-06-30',
      'silver, since 2016-02-01, lapses 2016-07-01, 100.00 of 100.00',
    ],
    [
      'of the month before the last still counts at the horizon',
      sold('2100-11-30'),
      '2100-12-31',
      'silver, since 2100-12-01, 100.00 of 100.00',
    ],
    ['of the last month of all never counts', sold('2100-12-01'), '2100-12-31', none],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, BY_MONTH));
});
