import { describe, test } from '@jest/globals';
import { expectReading, type Reading } from './reading.js';

const certified = (lines: string): string => `2015-01-01 enrolled in developed\n${lines}`;
/** Ann holds E1 for good; what bob does decides. */
const withAnn = (lines: string): string =>
  certified(`2016-01-01 ann joined
             2016-01-01 ann passed E1
             ${lines}`);

describe('A place', () => {
  const rows: Reading[] = [
    {
      name: 'is filled by whoever holds the exam and is a member',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-03-01 bob passed E2`),
      asOf: '2016-03-01',
      is: 'silver, since 2016-03-01, 2 of 2',
    },
    {
      name: 'is not filled by who never joined',
      ledger: withAnn('2016-03-01 bob passed E2'),
      asOf: '2016-03-01',
      is: 'none, since 2015-01-01, 1 of 2',
    },
    {
      name: 'is filled from the day of joining by an exam passed before',
      ledger: withAnn(`2016-02-01 bob passed E2
                       2016-03-01 bob joined`),
      asOf: '2016-03-05',
      is: 'silver, since 2016-03-01, 2 of 2',
    },
    {
      name: 'is empty on the first day no longer a member',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-02-01 bob passed E2
                       2016-05-01 bob left`),
      asOf: '2016-04-30',
      is: 'silver, since 2016-02-01, lapses 2016-05-01, 2 of 2',
    },
    {
      name: 'is filled again by who comes back',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-02-01 bob passed E2
                       2016-05-01 bob left
                       2016-07-01 bob joined`),
      asOf: '2016-07-01',
      is: 'silver, since 2016-07-01, 2 of 2',
    },
    {
      name: 'stays filled by who leaves and comes back on one day',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-02-01 bob passed E2
                       2016-05-01 bob left
                       2016-05-01 bob joined`),
      asOf: '2016-05-01',
      is: 'silver, since 2016-02-01, 2 of 2',
    },
    {
      name: 'is empty where leaving was recorded behind coming back on one day',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-02-01 bob passed E2
                       2016-05-01 bob joined
                       2016-05-01 bob left`),
      asOf: '2016-05-01',
      is: 'none, since 2016-05-01, 1 of 2',
    },
    {
      name: 'is filled by either exam of a list',
      ledger: withAnn(`2016-02-01 bob joined
                       2016-02-01 bob passed E3`),
      asOf: '2016-02-01',
      is: 'silver, since 2016-02-01, 2 of 2',
    },
    {
      name: 'is one only for a person who fits two groups',
      ledger: withAnn('2016-02-01 ann passed E2'),
      asOf: '2016-02-01',
      is: 'none, since 2015-01-01, 1 of 2',
    },
    {
      name: 'is left by a person who fits two groups to the one who fits that alone',
      ledger: withAnn(`2016-02-01 ann passed E2
                       2016-03-01 bob joined
                       2016-03-01 bob passed E1`),
      asOf: '2016-03-01',
      is: 'silver, since 2016-03-01, 2 of 2',
    },
    {
      name: 'is filled twice over for gold by four people, two of whom fit both groups',
      ledger: certified(`2016-01-01 ann joined
                         2016-01-01 bob joined
                         2016-01-01 cid joined
                         2016-01-01 dee joined
                         2016-01-01 ann passed E1
                         2016-01-01 ann passed E2
                         2016-01-01 bob passed E1
                         2016-01-01 bob passed E3
                         2016-01-01 cid passed E1
                         2016-02-01 dee passed E1`),
      asOf: '2016-02-01',
      is: 'gold, since 2016-02-01, 2 of 2',
    },
    {
      name: 'of two groups is not filled by many who fit one',
      ledger: certified(`2016-01-01 ann joined
                         2016-01-01 bob joined
                         2016-01-01 cid joined
                         2016-01-01 ann passed E1
                         2016-01-01 bob passed E1
                         2016-01-01 cid passed E1`),
      asOf: '2016-02-01',
      is: 'none, since 2015-01-01, 1 of 2',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('people', row));
});

describe('An exam', () => {
  const rows: Reading[] = [
    {
      name: 'counts on the last day before it expires',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2 until 2016-08-01`),
      asOf: '2016-07-31',
      is: 'silver, since 2016-02-01, lapses 2016-08-01, 2 of 2',
    },
    {
      name: 'no longer counts on the day it expires',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2 until 2016-08-01`),
      asOf: '2016-08-01',
      is: 'none, since 2016-08-01, 1 of 2',
    },
    {
      name: 'renewed on the day it expires leaves no gap',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2 until 2016-08-01
                       2016-08-01 bob passed E2 until 2017-08-01`),
      asOf: '2016-08-01',
      is: 'silver, since 2016-02-01, lapses 2017-08-01, 2 of 2',
    },
    {
      name: 'renewed a day too late begins a new run',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2 until 2016-08-01
                       2016-08-02 bob passed E2`),
      asOf: '2016-08-02',
      is: 'silver, since 2016-08-02, 2 of 2',
    },
    {
      name: 'held twice counts as long as one of the two does',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2
                       2016-03-01 bob passed E2 until 2016-04-01`),
      asOf: '2016-04-01',
      is: 'silver, since 2016-02-01, 2 of 2',
    },
    {
      name: 'to be passed is a forecast that does not count yet',
      ledger: withAnn(`2016-01-01 bob joined
                       2050-02-01 bob passed E2`),
      asOf: '2050-01-31',
      is: 'none, since 2015-01-01, 1 of 2',
    },
    {
      name: 'that expires on the horizon lapses that day',
      ledger: withAnn(`2016-01-01 bob joined
                       2016-02-01 bob passed E2 until 2100-12-31`),
      asOf: '2100-12-30',
      is: 'silver, since 2016-02-01, lapses 2100-12-31, 2 of 2',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('people', row));
});
