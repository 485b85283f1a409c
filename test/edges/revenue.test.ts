import { describe, test } from '@jest/globals';
import { expectReading, type Reading } from './reading.js';

const BEGUN = `
  2015-01-01 enrolled in developed
  2015-01-01 associated with acme
`;
const booked = (lines: string): string => `${BEGUN}${lines}`;

describe('A booking in the window', () => {
  const rows: Reading[] = [
    {
      name: 'counts on its own day',
      ledger: booked('2016-03-15 booked A 100 USD of alpha from acme'),
      asOf: '2016-03-15',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 100.00 of 100.00',
    },
    {
      name: 'does not count the day before',
      ledger: booked('2016-03-15 booked A 100 USD of alpha from acme'),
      asOf: '2016-03-14',
      is: 'none, since 2015-01-01, 0.00 of 100.00',
    },
    {
      name: 'counts a year less a day later',
      ledger: booked('2016-03-15 booked A 100 USD of alpha from acme'),
      asOf: '2017-03-14',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 100.00 of 100.00',
    },
    {
      name: 'is gone on the same day of the next year',
      ledger: booked('2016-03-15 booked A 100 USD of alpha from acme'),
      asOf: '2017-03-15',
      is: 'none, since 2017-03-15, 0.00 of 100.00',
    },
    {
      name: 'of 29 February counts on 28 February of the next year',
      ledger: booked('2016-02-29 booked A 100 USD of alpha from acme'),
      asOf: '2017-02-28',
      is: 'silver, since 2016-02-29, lapses 2017-03-01, 100.00 of 100.00',
    },
    {
      name: 'of 29 February is gone on 1 March of the next year',
      ledger: booked('2016-02-29 booked A 100 USD of alpha from acme'),
      asOf: '2017-03-01',
      is: 'none, since 2017-03-01, 0.00 of 100.00',
    },
    {
      name: 'of 28 February is gone on 28 February, although the year between had a 29th',
      ledger: booked('2016-02-28 booked A 100 USD of alpha from acme'),
      asOf: '2017-02-28',
      is: 'none, since 2017-02-28, 0.00 of 100.00',
    },
    {
      name: 'of 28 February is gone on 28 February before a 29th',
      ledger: booked('2015-02-28 booked A 100 USD of alpha from acme'),
      asOf: '2016-02-27',
      is: 'silver, since 2015-02-28, lapses 2016-02-28, 100.00 of 100.00',
    },
    {
      name: 'of 28 February is gone on the 29th as well',
      ledger: booked('2015-02-28 booked A 100 USD of alpha from acme'),
      asOf: '2016-02-29',
      is: 'none, since 2016-02-28, 0.00 of 100.00',
    },
    {
      name: 'of 1 March counts on 29 February',
      ledger: booked('2015-03-01 booked A 100 USD of alpha from acme'),
      asOf: '2016-02-29',
      is: 'silver, since 2015-03-01, lapses 2016-03-01, 100.00 of 100.00',
    },
    {
      name: 'keeps a tier without a gap when the next takes its place that day',
      ledger: booked(`2015-05-01 booked A 100 USD of alpha from acme
                      2016-05-01 booked B 100 USD of alpha from acme`),
      asOf: '2016-05-01',
      is: 'silver, since 2015-05-01, lapses 2017-05-01, 100.00 of 100.00',
    },
    {
      name: 'begins a new run when the next comes a day too late',
      ledger: booked(`2015-05-01 booked A 100 USD of alpha from acme
                      2016-05-02 booked B 100 USD of alpha from acme`),
      asOf: '2016-05-02',
      is: 'silver, since 2016-05-02, lapses 2017-05-02, 100.00 of 100.00',
    },
    {
      name: 'of a day to come is a forecast',
      ledger: booked('2030-01-01 booked A 300 USD of alpha from acme'),
      asOf: '2029-12-31',
      is: 'none, since 2015-01-01, 0.00 of 100.00',
    },
    {
      name: 'within a year of the horizon leaves no lapse behind it',
      ledger: booked('2099-12-31 booked A 100 USD of alpha from acme'),
      asOf: '2100-12-30',
      is: 'silver, since 2099-12-31, lapses 2100-12-31, 100.00 of 100.00',
    },
    {
      name: 'still counts on the horizon and never lapses before it',
      ledger: booked('2100-01-01 booked A 100 USD of alpha from acme'),
      asOf: '2100-12-31',
      is: 'silver, since 2100-01-01, 100.00 of 100.00',
    },
    {
      name: 'on the horizon itself counts',
      ledger: booked('2100-12-31 booked A 300 USD of alpha from acme'),
      asOf: '2100-12-31',
      is: 'gold, since 2100-12-31, 300.00 of 100.00',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});

describe('A threshold', () => {
  const rows: Reading[] = [
    {
      name: 'is reached to the cent',
      ledger: booked(`2016-03-15 booked A 99.99 USD of alpha from acme
                      2016-03-16 booked B 0.01 USD of beta from acme`),
      asOf: '2016-03-16',
      is: 'silver, since 2016-03-16, lapses 2017-03-15, 100.00 of 100.00',
    },
    {
      name: 'is missed by a cent',
      ledger: booked('2016-03-15 booked A 99.99 USD of alpha from acme'),
      asOf: '2016-03-15',
      is: 'none, since 2015-01-01, 99.99 of 100.00',
    },
    {
      name: 'of gold lapses to silver first, and the lapse is that day',
      ledger: booked(`2016-03-15 booked A 200 USD of alpha from acme
                      2016-06-15 booked B 100 USD of alpha from acme`),
      asOf: '2016-06-20',
      is: 'gold, since 2016-06-15, lapses 2017-03-15, 300.00 of 100.00',
    },
    {
      name: 'is not reached by recurring revenue',
      ledger: booked('2016-03-15 booked A 100 USD of alpha from acme, recurring'),
      asOf: '2016-03-15',
      is: 'none, since 2015-01-01, 0.00 of 100.00',
    },
    {
      name: 'is not reached by another product',
      ledger: booked('2016-03-15 booked A 100 USD of gamma from acme'),
      asOf: '2016-03-15',
      is: 'none, since 2015-01-01, 0.00 of 100.00',
    },
    {
      name: 'is lost by a credit note on the day of the note',
      ledger: booked(`2016-03-15 booked A 100 USD of alpha from acme
                      2016-06-15 booked B -0.01 USD of alpha from acme`),
      asOf: '2016-06-14',
      is: 'silver, since 2016-03-15, lapses 2016-06-15, 100.00 of 100.00',
    },
    {
      name: 'is short by more than itself when credits outweigh',
      ledger: booked('2016-03-15 booked A -20.5 USD of alpha from acme'),
      asOf: '2016-03-15',
      is: 'none, since 2015-01-01, -20.50 of 100.00',
    },
    {
      name: 'comes back when the credit note leaves the window before what it credited',
      ledger: booked(`2016-03-15 booked A -50 USD of alpha from acme
                      2016-06-15 booked B 100 USD of alpha from acme`),
      asOf: '2017-03-15',
      is: 'silver, since 2017-03-15, lapses 2017-06-15, 100.00 of 100.00',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});

describe('An association', () => {
  const sold = '2016-03-15 booked A 100 USD of alpha from acme';
  const attained = 'silver, since 2016-03-15, lapses 2017-03-15, 100.00 of 100.00';
  const missed = 'none, since 2015-01-01, 0.00 of 100.00';
  const cases: [name: string, marks: string, is: string][] = [
    ['never made counts nothing', '', missed],
    ['of another customer counts nothing', '2016-01-01 associated with other', missed],
    ['on the day of the booking counts', '2016-03-15 associated with acme', attained],
    ['a day after the booking is too late', '2016-03-16 associated with acme', missed],
    [
      'for the other product that is asked for counts',
      '2016-01-01 associated with acme for beta',
      attained,
    ],
    [
      'for a product that is not asked for counts nothing',
      '2016-01-01 associated with acme for gamma',
      missed,
    ],
    [
      'ended on the day of the booking counts nothing',
      `2016-01-01 associated with acme
       2016-03-15 dissociated from acme`,
      missed,
    ],
    [
      'ended on the day after the booking counts for good',
      `2016-01-01 associated with acme
       2016-03-16 dissociated from acme`,
      attained,
    ],
    [
      'of every product that ends for one is left for the other',
      `2016-01-01 associated with acme
       2016-02-01 dissociated from acme for alpha`,
      attained,
    ],
    [
      'of every product that ends for both is over',
      `2016-01-01 associated with acme
       2016-02-01 dissociated from acme for alpha
       2016-02-02 dissociated from acme for beta`,
      missed,
    ],
    [
      'for one product ends with the end for every product',
      `2016-01-01 associated with acme for alpha
       2016-02-01 dissociated from acme`,
      missed,
    ],
    [
      'on the same day as its end, recorded later, holds',
      `2016-03-15 dissociated from acme
       2016-03-15 associated with acme`,
      attained,
    ],
    [
      'on the same day as its end, recorded before, does not',
      `2016-03-15 associated with acme
       2016-03-15 dissociated from acme`,
      missed,
    ],
    [
      'recorded later for an earlier day does not undo the end',
      `2016-02-01 dissociated from acme
       2016-01-01 associated with acme`,
      missed,
    ],
    [
      'for one product, recorded after the end of all on the same day, holds',
      `2016-02-01 dissociated from acme
       2016-02-01 associated with acme for beta`,
      attained,
    ],
  ];
  const rows = cases.map(([name, marks, is]) => ({
    name,
    ledger: `2015-01-01 enrolled in developed\n${marks}\n${sold}`,
    asOf: '2016-03-20',
    is,
  }));
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});
