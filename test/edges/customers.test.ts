import { describe, test } from '@jest/globals';
import { customersOf } from '../oracle/requirements.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const FIFTY_NET_NEW = {
  products: ['alpha', 'beta'],
  revenueTypes: ['net-new'],
  associationProducts: ['alpha'],
  atLeast: 5_000,
  threshold: { developed: 1, developing: 2 },
} as const;

type Row = readonly [name: string, lines: string, asOf: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, lines, asOf, is]) => ({
    name,
    ledger: `
      2014-01-01 enrolled in developed
      2016-01-01 associated with acme
      2016-01-01 associated with other
      ${lines}`,
    asOf,
    is,
  }));
const sold = '2016-03-10 booked A 50 USD of alpha from acme';
const attained = 'silver, since 2016-03-10, lapses 2017-03-10, 1 of 1';
const missed = 'none, since 2014-01-01, 0 of 1';

describe('A customer', () => {
  const RULES = silverFor(customersOf('customers', { ...FIFTY_NET_NEW, netNew: false }));
  const rows = table([
    ['counts with what is asked for, to the cent', sold, '2016-03-10', attained],
    [
      'does not count with a cent less',
      '2016-03-10 booked A 49.99 USD of alpha from acme',
      '2016-03-10',
      missed,
    ],
    [
      'counts with two bookings together',
      `2016-03-10 booked A 25 USD of alpha from acme\n2016-04-10 booked B 25 USD of beta from acme`,
      '2016-04-10',
      'silver, since 2016-04-10, lapses 2017-03-10, 1 of 1',
    ],
    [
      'does not count with what another customer bought',
      `2016-03-10 booked A 25 USD of alpha from acme\n2016-04-10 booked B 25 USD of beta from other`,
      '2016-04-10',
      missed,
    ],
    [
      'no longer counts from the day of a credit note on',
      `${sold}\n2016-05-10 booked B -0.01 USD of alpha from acme`,
      '2016-05-09',
      'silver, since 2016-03-10, lapses 2016-05-10, 1 of 1',
    ],
    [
      'is one however much it buys',
      `${sold}\n2016-03-10 booked B 500 USD of alpha from acme`,
      '2016-03-10',
      attained,
    ],
    [
      'is one of two that a developing market asks for',
      `${sold}\n2016-03-10 moved to developing\n2016-04-10 booked B 50 USD of alpha from other`,
      '2016-04-10',
      'silver, since 2016-04-10, lapses 2017-03-10, 2 of 2',
    ],
    [
      'who was a customer before counts, where nothing else is asked',
      `2014-03-10 booked B 1 USD of alpha from acme\n${sold}`,
      '2016-03-10',
      attained,
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});

describe('A new customer', () => {
  const RULES = silverFor(customersOf('customers', { ...FIFTY_NET_NEW, netNew: true }));
  const rows = table([
    ['counts as long as the window holds all of it', sold, '2016-03-10', attained],
    [
      'is new as long as the first booking is on the first day of the window',
      `2015-03-15 booked B 1 USD of alpha from acme\n${sold}`,
      '2016-03-14',
      'silver, since 2016-03-10, lapses 2016-03-15, 1 of 1',
    ],
    [
      'is none any more on the day after',
      `2015-03-15 booked B 1 USD of alpha from acme\n${sold}`,
      '2016-03-15',
      'none, since 2016-03-15, 0 of 1',
    ],
    [
      'is none by a recurring booking of the other product, when nobody was associated',
      `2014-03-10 booked B 1 USD of beta from acme, recurring\n${sold}`,
      '2016-03-10',
      missed,
    ],
    [
      'is none by a credit note either',
      `2014-03-10 booked B -1 USD of alpha from acme\n${sold}`,
      '2016-03-10',
      missed,
    ],
    [
      'may have bought another product before',
      `2014-03-10 booked B 1 USD of gamma from acme\n${sold}`,
      '2016-03-10',
      attained,
    ],
    [
      'is not the worse for what another bought before',
      `2014-03-10 booked B 1 USD of alpha from other\n${sold}`,
      '2016-03-10',
      attained,
    ],
    [
      'is new again when the booking before is retracted',
      `2014-03-10 booked B 1 USD of alpha from acme\n${sold}\nretracted 4`,
      '2016-03-10',
      attained,
    ],
    [
      'whose second year begins is new no more, whatever it buys',
      `${sold}\n2016-12-10 booked B 50 USD of alpha from acme`,
      '2017-03-10',
      'none, since 2017-03-10, 0 of 1',
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));

  const BY_MONTH = silverFor(
    customersOf('customers', { ...FIFTY_NET_NEW, netNew: true, window: 'by-month' }),
  );
  const monthly = table([
    [
      'by full months is new until the month of its first booking is a year past',
      `2015-03-31 booked B 1 USD of alpha from acme\n2016-02-10 booked A 50 USD of alpha from acme`,
      '2016-03-31',
      'silver, since 2016-03-01, lapses 2016-04-01, 1 of 1',
    ],
    [
      'by full months is none with a booking of the month before the window',
      `2015-02-28 booked B 1 USD of alpha from acme\n2016-02-10 booked A 50 USD of alpha from acme`,
      '2016-03-01',
      missed,
    ],
  ]);
  test.each(monthly)('$name', (row) => expectReading('it', row, BY_MONTH));
});
