import { describe, expect, test } from '@jest/globals';
import { standingsOn } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { attributeOf, composed, measureOf } from '../oracle/requirements.js';
import { ledgerOf } from './ledger.js';
import { expectReading, silverFor, type Reading } from './reading.js';

const EAST = attributeOf('east', 'region', ['east']);
const LARGE = attributeOf('large', 'profile', ['large']);
const SEATS = measureOf('seats', {
  measure: 'seats',
  counts: 'latest',
  threshold: { developed: 5, developing: 5 },
});
const NESTED = composed('any-of', 'either', [EAST, composed('all-of', 'both', [LARGE, SEATS])]);

type Row = readonly [name: string, lines: string, is: string];
const table = (rows: readonly Row[]): Reading[] =>
  rows.map(([name, lines, is]) => ({
    name,
    ledger: `2015-01-01 enrolled in developed\n${lines}`,
    asOf: '2016-06-15',
    is,
  }));

describe('Requirements that count together', () => {
  const rows = table([
    ['as any of two are not met by neither', '', 'none, since 2015-01-01, 0 of 1'],
    [
      'as any of two are met by one',
      '2016-03-15 assigned region east',
      'silver, since 2016-03-15, 1 of 1',
    ],
    [
      'as any of two may both be met, and one is enough when the other is lost',
      `2016-03-15 assigned region east
       2016-04-15 assigned profile large
       2016-04-15 reported seats 5
       2016-06-15 assigned region west`,
      'silver, since 2016-03-15, 1 of 1',
    ],
    [
      'inside others are met only all together',
      '2016-03-15 assigned profile large',
      'none, since 2015-01-01, 0 of 1',
    ],
    [
      'inside others lapse with one of them',
      `2016-03-15 assigned profile large
       2016-04-15 reported seats 5
       2016-09-15 reported seats 4`,
      'silver, since 2016-04-15, lapses 2016-09-15, 1 of 1',
    ],
  ]);
  test.each(rows)('$name', (row) => expectReading('it', row, silverFor(NESTED)));

  test('show every part, and how many must be met and are', () => {
    const rules = silverFor(NESTED);
    const { index, recorded } = ledgerOf(`
      2015-01-01 enrolled in developed
      2016-03-15 assigned profile large
      2016-03-15 reported seats 3`);
    const asOf = '2016-06-15';
    const base = { tier: 'silver', met: false };
    const findings = [
      {
        ...base,
        id: 'either',
        kind: 'any-of',
        required: 1,
        actual: 0,
        requirements: [
          {
            ...base,
            id: 'east',
            kind: 'organization-attribute',
            required: ['east'],
            actual: null,
          },
          {
            ...base,
            id: 'both',
            kind: 'all-of',
            required: 2,
            actual: 1,
            requirements: [
              {
                tier: 'silver',
                met: true,
                id: 'large',
                kind: 'organization-attribute',
                required: ['large'],
                actual: 'large',
              },
              {
                ...base,
                id: 'seats',
                kind: 'reported-measure',
                required: 5,
                actual: 3,
                shortBy: 2,
              },
            ],
          },
        ],
      },
    ];
    const [shown] = standingsOn(index.knownAt(), rules, epochDay(asOf));
    const [expected] = new Oracle(recorded, recorded.length, rules).standingsOn(asOf);
    expect(shown?.requirements).toStrictEqual(findings);
    expect(expected?.requirements).toStrictEqual(findings);
  });
});
