import { describe, expect, test } from '@jest/globals';
import { tierIntervals } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { ledgerOf } from './ledger.js';
import { expectReading, type Reading, RULES } from './reading.js';

/** 60 dollars: enough for silver in a developing market, too little in a developed one. */
const SIXTY = '2016-03-15 booked A 60 USD of alpha from acme';
const enrolledIn = (market: string, lines: string): string =>
  `2016-01-01 enrolled in ${market}
   2015-01-01 associated with acme
   ${lines}`;

describe('The enrolment', () => {
  const rows: Reading[] = [
    {
      name: 'gives no standing the day before, whatever the rules say of that day',
      ledger: enrolledIn('developed', '2015-12-01 booked A 100 USD of alpha from acme'),
      asOf: '2015-12-31',
      is: 'none, 100.00 of 100.00',
    },
    {
      name: 'begins the run of a tier whose rules were met before',
      ledger: enrolledIn('developed', '2015-12-01 booked A 100 USD of alpha from acme'),
      asOf: '2016-01-01',
      is: 'silver, since 2016-01-01, lapses 2016-12-01, 100.00 of 100.00',
    },
    {
      name: 'begins the run without a tier too',
      ledger: enrolledIn('developed', SIXTY),
      asOf: '2016-03-15',
      is: 'none, since 2016-01-01, 60.00 of 100.00',
    },
    {
      name: 'corrected to a later day takes the standing of the days between away',
      ledger: enrolledIn('developing', `${SIXTY}\ncorrected day 2016-04-01`),
      asOf: '2016-03-31',
      is: 'none, 60.00 of 50.00',
    },
    {
      name: 'corrected to a later day begins the run then',
      ledger: enrolledIn('developing', `${SIXTY}\ncorrected day 2016-04-01`),
      asOf: '2016-04-01',
      is: 'silver, since 2016-04-01, lapses 2017-03-15, 60.00 of 50.00',
    },
    {
      name: 'corrected to an earlier day begins the run then',
      ledger: enrolledIn('developed', `${SIXTY}\ncorrected day 2015-06-01`),
      asOf: '2016-03-15',
      is: 'none, since 2015-06-01, 60.00 of 100.00',
    },
    {
      name: 'corrected to another market is of that market from the first',
      ledger: enrolledIn('developed', `${SIXTY}\ncorrected market developing`),
      asOf: '2016-03-15',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 60.00 of 50.00',
    },
    {
      name: 'corrected twice is as the later correction says',
      ledger: enrolledIn(
        'developed',
        `${SIXTY}\ncorrected market developing\ncorrected market developed`,
      ),
      asOf: '2016-03-15',
      is: 'none, since 2016-01-01, 60.00 of 100.00',
    },
    {
      name: 'keeps what an earlier correction said of another field',
      ledger: enrolledIn(
        'developed',
        `${SIXTY}\ncorrected market developing\ncorrected day 2016-02-01`,
      ),
      asOf: '2016-03-14',
      is: 'none, since 2016-02-01, 0.00 of 50.00',
    },
    {
      name: 'is as it was when the correction is retracted',
      ledger: enrolledIn('developed', `${SIXTY}\ncorrected market developing\nretracted 4`),
      asOf: '2016-03-15',
      is: 'none, since 2016-01-01, 60.00 of 100.00',
    },
    {
      name: 'is as the correction before said when the last one is retracted',
      ledger: enrolledIn(
        'developed',
        `${SIXTY}\ncorrected market developing\ncorrected market developed\nretracted 5`,
      ),
      asOf: '2016-03-15',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 60.00 of 50.00',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});

describe('A name', () => {
  test.each([
    { name: 'is the enrolment’s', ledger: '', is: 'Contoso' },
    { name: 'is the corrected one', ledger: 'corrected name Fabrikam', is: 'Fabrikam' },
    {
      name: 'is left alone by a correction of something else',
      ledger: 'corrected name Fabrikam\ncorrected market developing',
      is: 'Fabrikam',
    },
    {
      name: 'is the one before where its correction is retracted',
      ledger: 'corrected name Fabrikam\nretracted 3',
      is: 'Contoso',
    },
  ])('$name', ({ ledger, is }) => {
    expect(ledgerOf(enrolledIn('developed', ledger)).index.knownAt().name).toBe(is);
  });
});

describe('A market', () => {
  const rows: Reading[] = [
    {
      name: 'is the new one from its day on',
      ledger: enrolledIn('developed', `${SIXTY}\n2016-06-01 moved to developing`),
      asOf: '2016-06-01',
      is: 'silver, since 2016-06-01, lapses 2017-03-15, 60.00 of 50.00',
    },
    {
      name: 'is the old one the day before',
      ledger: enrolledIn('developing', `${SIXTY}\n2016-06-01 moved to developed`),
      asOf: '2016-05-31',
      is: 'silver, since 2016-03-15, lapses 2016-06-01, 60.00 of 50.00',
    },
    {
      name: 'reassigned on the day of the enrolment is the new one',
      ledger: enrolledIn('developed', `${SIXTY}\n2016-01-01 moved to developing`),
      asOf: '2016-03-15',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 60.00 of 50.00',
    },
    {
      name: 'reassigned before the day of the enrolment is again the enrolment’s from that day on',
      ledger: enrolledIn('developed', `${SIXTY}\n2015-12-01 moved to developing`),
      asOf: '2016-03-15',
      is: 'none, since 2016-01-01, 60.00 of 100.00',
    },
    {
      name: 'reassigned before the day of the enrolment holds for the days between',
      ledger: enrolledIn('developed', '2015-12-01 moved to developing'),
      asOf: '2015-12-31',
      is: 'none, 0.00 of 50.00',
    },
    {
      name: 'is the enrolment’s on the days before anything was said',
      ledger: enrolledIn('developed', '2015-12-01 moved to developing'),
      asOf: '2015-11-30',
      is: 'none, 0.00 of 100.00',
    },
    {
      name: 'corrected in the enrolment gives way to a reassignment of the same day, recorded before',
      ledger: enrolledIn(
        'developed',
        `${SIXTY}\n2016-02-01 moved to developing\ncorrected day 2016-02-01 market developed`,
      ),
      asOf: '2016-03-15',
      is: 'silver, since 2016-03-15, lapses 2017-03-15, 60.00 of 50.00',
    },
    {
      name: 'reassigned twice on one day is as was recorded last',
      ledger: enrolledIn(
        'developed',
        `${SIXTY}\n2016-02-01 moved to developing\n2016-02-01 moved to developed`,
      ),
      asOf: '2016-03-15',
      is: 'none, since 2016-01-01, 60.00 of 100.00',
    },
  ];
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});

describe('A history', () => {
  const told = enrolledIn('developing', `${SIXTY}\n2016-06-01 moved to developed`);
  const rows: { name: string; from: string; to: string | null; is: string[] }[] = [
    {
      name: 'ends with what holds to the horizon and beyond',
      from: '2016-01-01',
      to: null,
      is: [
        '2016-01-01 to 2016-03-15 null',
        '2016-03-15 to 2016-06-01 silver',
        '2016-06-01 to null null',
      ],
    },
    {
      name: 'is clipped at both ends',
      from: '2016-03-20',
      to: '2016-06-02',
      is: ['2016-03-20 to 2016-06-01 silver', '2016-06-01 to 2016-06-02 null'],
    },
    {
      name: 'leaves its last day out',
      from: '2016-03-14',
      to: '2016-03-15',
      is: ['2016-03-14 to 2016-03-15 null'],
    },
    { name: 'of no days is empty', from: '2016-03-15', to: '2016-03-15', is: [] },
    {
      name: 'has one interval across the enrolment where neither side has a tier',
      from: '2015-01-01',
      to: '2016-03-16',
      is: ['2015-01-01 to 2016-03-15 null', '2016-03-15 to 2016-03-16 silver'],
    },
    {
      name: 'knows the horizon’s last day',
      from: '2100-12-30',
      to: '2100-12-31',
      is: ['2100-12-30 to 2100-12-31 null'],
    },
  ];
  test.each(rows)('$name', ({ from, to, is }) => {
    const known = ledgerOf(told).index.knownAt();
    const until = to === null ? null : epochDay(to);
    const intervals = tierIntervals(known, RULES, 'tested/revenue', epochDay(from), until);
    expect(intervals.map((one) => `${one.from} to ${one.to} ${one.tier}`)).toEqual(is);
  });
});
