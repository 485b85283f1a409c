import { describe, expect, test } from '@jest/globals';
import { standingsOn } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { ledgerOf } from './ledger.js';
import { RULES } from './reading.js';

/** Silver in both options on 20 March, if nothing else is said. Facts 1 to 8. */
const ATTAINED = `
  2016-01-01 enrolled in developed
  2016-01-01 associated with acme
  2016-03-01 booked A 100 USD of alpha from acme
  2016-01-01 ann joined
  2016-01-01 bob joined
  2016-01-01 ann passed E1
  2016-01-01 bob passed E2
  corrected name Contoso`;
const KNOWN = 8;

/** `was`: the tiers of revenue and people as known at fact 8; `is`: as known with the facts behind it. */
const ROWS: [name: string, later: string, was: string, is: string][] = [
  ['a booking', '2016-03-02 booked B 200 USD of alpha from acme', 'silver silver', 'gold silver'],
  [
    'a credit note',
    '2016-03-02 booked B -1 USD of alpha from acme',
    'silver silver',
    'none silver',
  ],
  ['the end of an association', '2016-02-01 dissociated from acme', 'silver silver', 'none silver'],
  [
    'a new market',
    '2016-03-02 booked B 50 USD of alpha from acme\n2016-02-01 moved to developing',
    'silver silver',
    'gold silver',
  ],
  [
    'a corrected market',
    '2016-03-02 booked B 50 USD of alpha from acme\ncorrected market developing',
    'silver silver',
    'gold silver',
  ],
  ['a corrected day', 'corrected day 2016-04-01', 'silver silver', 'none none'],
  ['who left', '2016-03-01 ann left', 'silver silver', 'silver none'],
  ['a retracted booking', 'retracted 3', 'silver silver', 'none silver'],
  ['a retracted association', 'retracted 2', 'silver silver', 'none silver'],
  ['a retracted joining', 'retracted 5', 'silver silver', 'silver none'],
  ['a retracted pass', 'retracted 7', 'silver silver', 'silver none'],
  ['a retraction that was retracted', 'retracted 3\nretracted 9', 'silver silver', 'silver silver'],
];

describe('What is recorded later changes nothing of what was known before:', () => {
  test.each(ROWS)('%s', (_name, later, was, is) => {
    const { index, recorded } = ledgerOf(`${ATTAINED}\n${later}`);
    expect(tiersAt(KNOWN - 1)).toEqual([was, was]);
    expect(tiersAt(recorded.length - 1)).toEqual([is, is]);

    /** As the product and as the oracle say it. */
    function tiersAt(revision: number): string[] {
      const asOf = '2016-03-20';
      const oracle = new Oracle(recorded, revision, RULES);
      return [
        standingsOn(index.knownAt(revision), RULES, epochDay(asOf)),
        oracle.standingsOn(asOf),
      ].map((standings) => standings.map(({ tier }) => tier ?? 'none').join(' '));
    }
  });

  const beginnings: [name: string, facts: string][] = [
    ['an association', '2016-01-01 associated with acme'],
    ['a joining', '2016-01-01 bob joined'],
    ['a pass', '2016-01-01 bob passed E2'],
  ];
  test.each(beginnings)('%s that made the tier', (_name, last) => {
    const others = ATTAINED.split('\n').filter((line) => line.trim() !== last);
    const { index, recorded } = ledgerOf([...others, last].join('\n'));
    const before = index.knownAt(recorded.length - 2);
    const tiersOf = (known: typeof before): number =>
      standingsOn(known, RULES, epochDay('2016-03-20')).filter(({ tier }) => tier === 'silver')
        .length;
    expect([tiersOf(before), tiersOf(index.knownAt())]).toEqual([1, 2]);
  });
});
