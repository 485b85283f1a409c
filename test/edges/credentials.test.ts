import { describe, expect, test } from '@jest/globals';
import { standingsOn, type Credential, type PeopleGroup } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { credential, either, others, peopleOf } from '../oracle/requirements.js';
import { ledgerOf } from './ledger.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const exam = (id: string, days: Partial<Credential> = {}): Credential =>
  credential('exam', id, days);
const rulesOf = (...alternatives: PeopleGroup[][]): ReturnType<typeof silverFor> =>
  silverFor(peopleOf('people', ...alternatives));

type Row = readonly [name: string, lines: string, asOf: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, lines, asOf, is]) => ({
    name,
    ledger: `
      2015-01-01 enrolled in developed
      2015-01-01 ann joined
      2015-01-01 bob joined
      ${lines}`,
    asOf,
    is,
  }));
const none = 'none, since 2015-01-01,';

describe('An exam with days', () => {
  const RULES = rulesOf([
    others(
      1,
      exam('E1', {
        availableFrom: epochDay('2016-03-01'),
        retiredOn: epochDay('2016-06-01'),
        acceptedUntil: epochDay('2017-01-01'),
      }),
    ),
  ]);
  const rows = table([
    [
      'passed the day before it is available never counts',
      '2016-02-29 ann passed E1',
      '2016-03-01',
      `${none} 0 of 1`,
    ],
    [
      'passed on the first day it is available counts',
      '2016-03-01 ann passed E1',
      '2016-03-01',
      'silver, since 2016-03-01, lapses 2017-01-01, 1 of 1',
    ],
    [
      'passed on the last day before it is retired counts',
      '2016-05-31 ann passed E1',
      '2016-06-01',
      'silver, since 2016-05-31, lapses 2017-01-01, 1 of 1',
    ],
    [
      'passed on the day it is retired never counts',
      '2016-06-01 ann passed E1',
      '2016-06-01',
      `${none} 0 of 1`,
    ],
    [
      'counts on the last day on which it is accepted',
      '2016-03-01 ann passed E1',
      '2016-12-31',
      'silver, since 2016-03-01, lapses 2017-01-01, 1 of 1',
    ],
    [
      'does not count on the day from which it is not accepted',
      '2016-03-01 ann passed E1',
      '2017-01-01',
      'none, since 2017-01-01, 0 of 1',
    ],
    [
      'expires before that where it says so',
      '2016-03-01 ann passed E1 until 2016-07-01',
      '2016-06-30',
      'silver, since 2016-03-01, lapses 2016-07-01, 1 of 1',
    ],
    [
      'does not expire later than that',
      '2016-03-01 ann passed E1 until 2018-01-01',
      '2016-12-31',
      'silver, since 2016-03-01, lapses 2017-01-01, 1 of 1',
    ],
    [
      'passed too early counts when it is passed once more in time',
      '2016-02-29 ann passed E1\n2016-04-01 ann passed E1',
      '2016-04-01',
      'silver, since 2016-04-01, lapses 2017-01-01, 1 of 1',
    ],
    [
      'is no certification of the same name',
      '2016-04-01 ann earned E1',
      '2016-04-01',
      `${none} 0 of 1`,
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});

describe('A holding', () => {
  // Two of: E1, C1, and either of E2 and E3.
  const RULES = rulesOf([
    others(1, {
      atLeast: 2,
      of: [
        exam('E1'),
        credential('certification', 'C1'),
        { atLeast: 1, of: [exam('E2'), exam('E3')] },
      ],
    }),
  ]);
  const rows = table([
    ['of two parts is not one', '2016-03-01 ann passed E1', '2016-03-01', `${none} 0 of 1`],
    [
      'of two parts is an exam and a certification',
      '2016-03-01 ann passed E1\n2016-04-01 ann earned C1 until 2016-09-01',
      '2016-04-01',
      'silver, since 2016-04-01, lapses 2016-09-01, 1 of 1',
    ],
    [
      'counts a part once, however often it is held',
      '2016-03-01 ann passed E2\n2016-04-01 ann passed E3',
      '2016-04-01',
      `${none} 0 of 1`,
    ],
    [
      'goes on when one of three parts is lost',
      `2016-03-01 ann passed E1
       2016-03-01 ann earned C1 until 2016-09-01
       2016-03-01 ann passed E3`,
      '2016-09-01',
      'silver, since 2016-03-01, 1 of 1',
    ],
    [
      'is of one person, not of two together',
      '2016-03-01 ann passed E1\n2016-03-01 bob earned C1',
      '2016-03-01',
      `${none} 0 of 1`,
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, RULES));
});

describe('A group for either', () => {
  const both = '2016-03-01 ann passed E1\n2016-03-01 ann passed E2';
  test.each([
    ['is filled by who fills another', [others(1, exam('E1')), either(1, exam('E2'))], '2 of 2'],
    [
      'is filled beside another of its kind',
      [either(1, exam('E1')), either(1, exam('E2'))],
      '2 of 2',
    ],
    ['has two places for two people', [either(2, exam('E1'))], '1 of 2'],
    ['is not one for others', [others(1, exam('E1')), others(1, exam('E2'))], '1 of 2'],
  ])('%s', (_name, groups, figures) => {
    const is = figures === '2 of 2' ? `silver, since 2016-03-01, ${figures}` : `${none} ${figures}`;
    const [row] = table([['', both, '2016-03-01', is]]);
    if (row !== undefined) expectReading('it', row, rulesOf(groups));
  });
});

describe('Alternatives for a whole group', () => {
  const E1_OR_E2: PeopleGroup[][] = [[others(2, exam('E1'))], [others(2, exam('E2'))]];
  const oneOfEach = table([
    [
      'unmixed are not filled by one of each',
      '2016-03-01 ann passed E1\n2016-03-01 bob passed E2',
      '2016-03-01',
      `${none} 1 of 2`,
    ],
    [
      'unmixed are filled by two of the second',
      '2016-03-01 ann passed E2\n2016-03-01 bob passed E2',
      '2016-03-01',
      'silver, since 2016-03-01, 2 of 2',
    ],
  ]);
  test.each(oneOfEach)('$name', (row) => expectReading('it', row, rulesOf(...E1_OR_E2)));

  test('mixed are filled by one of each', () => {
    const mixed = rulesOf([others(2, { atLeast: 1, of: [exam('E1'), exam('E2')] })]);
    const lines = '2016-03-01 ann passed E1\n2016-03-01 bob passed E2';
    const [row] = table([['', lines, '2016-03-01', 'silver, since 2016-03-01, 2 of 2']]);
    if (row !== undefined) expectReading('it', row, mixed);
  });

  const THREE: PeopleGroup[][] = [
    [others(3, exam('E1'))],
    [others(2, exam('E2'))],
    [others(2, exam('E3'))],
  ];
  test.each([
    ['the one that lacks the fewest', '2016-03-01 ann passed E3', 2],
    ['the first of those that lack equally many', '2016-03-01 ann passed E1', 0],
    ['the second, before anybody passed anything', '', 1],
  ])('show %s', (_name, lines, alternative) => {
    const rules = rulesOf(...THREE);
    const [row] = table([['', lines, '2016-03-01', '']]);
    const { index } = ledgerOf(row?.ledger ?? '');
    const [standing] = standingsOn(index.knownAt(), rules, epochDay('2016-03-01'));
    expect(standing?.requirements[0]).toMatchObject({ alternative });
  });

  test('say nothing of alternatives where there is one', () => {
    const { index } = ledgerOf('2015-01-01 enrolled in developed');
    const rules = rulesOf([others(1, exam('E1'))]);
    const [standing] = standingsOn(index.knownAt(), rules, epochDay('2016-03-01'));
    expect(standing?.requirements[0]).not.toHaveProperty('alternative');
  });
});
