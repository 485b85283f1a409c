import { describe, expect, test } from '@jest/globals';
import { competenciesOn, standingsOn, type Policies } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import type { OracleMembership } from '../oracle/findings.js';
import { AS_BUILT_IN, editionOf, optionOf, programOf } from '../oracle/programs.js';
import { attributeOf } from '../oracle/requirements.js';
import { Oracle } from '../oracle/standing.js';
import { ledgerOf } from './ledger.js';

/** What a ledger says of the badge on a day: `silver held, renewal 2017-03-02, at risk`, or `nothing`. */
type Row = readonly [name: string, lines: string, asOf: string, is: string];

/** A tier of `tested` is attained from the day on which `level` is assigned to be that tier or, for silver, gold. */
const rulesBy = (anniversary: Policies['anniversary']): ReturnType<typeof programOf>[] => [
  programOf('tested', [
    editionOf(
      'only',
      null,
      [
        optionOf('tested', 'it', (tier) => [
          attributeOf('level', 'level', tier === 'gold' ? ['gold'] : ['silver', 'gold']),
        ]),
      ],
      { ...AS_BUILT_IN, anniversary },
    ),
  ]),
];

function expectHeld(policy: Policies['anniversary'], [, lines, asOf, is]: Row): void {
  const rules = rulesBy(policy);
  const { index, recorded } = ledgerOf(`2015-01-01 enrolled in developed\n${lines}`);
  const [standing] = standingsOn(index.knownAt(), rules, epochDay(asOf));
  const [competency] = competenciesOn(index.knownAt(), rules, epochDay(asOf));
  const oracle = new Oracle(recorded, recorded.length, rules);
  const opinions = [
    standing,
    competency,
    oracle.standingsOn(asOf)[0],
    oracle.competenciesOn(asOf)[0],
  ];
  expect(opinions.map((one) => inWords(one ?? {}))).toEqual(opinions.map(() => is));
}

function inWords(shown: Partial<OracleMembership>): string {
  if (!('held' in shown)) return 'nothing';
  const { held, renewalOpensOn, atRiskAtRenewal } = shown;
  return [
    `${held ?? 'none'} held`,
    ...(renewalOpensOn === null ? [] : [`renewal ${renewalOpensOn}`]),
    ...(atRiskAtRenewal === true ? ['at risk'] : []),
  ].join(', ');
}

const BOUGHT = '2015-01-01 assigned level silver\n2016-03-01 bought silver';

describe('A badge that was bought', () => {
  const rows: Row[] = [
    ['never is said nothing of', '2015-01-01 assigned level silver', '2016-03-01', 'nothing'],
    ['and retracted is said nothing of', `${BOUGHT}\nretracted 3`, '2016-03-01', 'nothing'],
    ['is not held the day before', BOUGHT, '2016-02-29', 'none held'],
    ['is held on its day', BOUGHT, '2016-03-01', 'silver held, renewal 2017-03-02'],
    ['is held on its anniversary', BOUGHT, '2017-03-01', 'silver held, renewal 2017-03-02'],
    [
      'is not held the day after, and may be renewed',
      BOUGHT,
      '2017-03-02',
      'none held, renewal 2017-03-02',
    ],
    ['may be renewed for thirty days', BOUGHT, '2017-03-31', 'none held, renewal 2017-03-02'],
    ['may not be renewed on the thirty-first', BOUGHT, '2017-04-01', 'none held'],
    [
      'is changed on the day of another, which keeps the anniversary',
      `${BOUGHT}\n2016-09-01 bought gold`,
      '2016-09-01',
      'gold held, renewal 2017-03-02, at risk',
    ],
    [
      'of one day is the one recorded last',
      `${BOUGHT}\n2016-03-01 bought gold`,
      '2016-03-01',
      'gold held, renewal 2017-03-02, at risk',
    ],
    [
      'on the anniversary before is no renewal yet',
      `${BOUGHT}\n2017-03-01 bought silver`,
      '2017-03-02',
      'none held, renewal 2017-03-02',
    ],
    [
      'when the renewal has closed begins anew',
      `${BOUGHT}\n2017-04-01 bought silver`,
      '2018-04-01',
      'silver held, renewal 2018-04-02',
    ],
    [
      'is held up to the day it says',
      '2015-01-01 assigned level silver\n2016-03-01 bought silver until 2016-06-30',
      '2016-06-30',
      'silver held, renewal 2016-07-01',
    ],
    [
      'and changed takes the day over that was said',
      `2015-01-01 assigned level gold
       2016-03-01 bought silver until 2016-06-30
       2016-04-01 bought gold`,
      '2016-06-30',
      'gold held, renewal 2016-07-01',
    ],
    [
      'on 29 February is held up to the 28th',
      '2015-01-01 assigned level silver\n2016-02-29 bought silver',
      '2017-02-28',
      'silver held, renewal 2017-03-01',
    ],
  ];
  for (const policy of ['from-anniversary', 'from-purchase'] as const)
    test.each(rows)(`%s, ${policy}`, (...row) => expectHeld(policy, row));
});

describe('A renewal', () => {
  const renewed = (day: string): string => `${BOUGHT}\n${day} bought silver`;
  const LEAP = `
    2015-01-01 assigned level silver
    2016-02-29 bought silver
    2017-03-30 bought silver
    2018-03-30 bought silver
    2019-03-30 bought silver`;
  const SAID = `
    2015-01-01 assigned level silver
    2016-03-01 bought silver until 2016-12-31
    2017-01-10 bought silver`;
  const rows: (readonly [policy: Policies['anniversary'], ...Row])[] = [
    [
      'from-anniversary',
      'on its first day is for a year from the anniversary',
      renewed('2017-03-02'),
      '2018-03-01',
      'silver held, renewal 2018-03-02',
    ],
    [
      'from-anniversary',
      'on its last day is for a year from the anniversary',
      renewed('2017-03-31'),
      '2018-03-02',
      'none held, renewal 2018-03-02',
    ],
    [
      'from-purchase',
      'on its last day is for a year from that day',
      renewed('2017-03-31'),
      '2018-03-31',
      'silver held, renewal 2018-04-01',
    ],
    [
      'from-anniversary',
      'after renewal of what was bought on 29 February comes back to the 29th',
      LEAP,
      '2020-02-29',
      'silver held, renewal 2020-03-01',
    ],
    [
      'from-anniversary',
      'of what was bought on 29 February is up to the 28th in between',
      LEAP,
      '2018-02-28',
      'silver held, renewal 2018-03-01',
    ],
    [
      'from-purchase',
      'of what was bought on 29 February is for a year from its own day',
      LEAP,
      '2018-03-30',
      'silver held, renewal 2018-03-31',
    ],
    [
      'from-anniversary',
      'after an anniversary that was said is counted from that one',
      SAID,
      '2017-12-31',
      'silver held, renewal 2018-01-01',
    ],
    [
      'from-purchase',
      'after an anniversary that was said is for a year from its own day',
      SAID,
      '2017-12-31',
      'silver held, renewal 2018-01-11',
    ],
  ];
  test.each(rows)('%s, %s', (policy, ...row) => expectHeld(policy, row));
});

describe('A badge is at risk at its renewal', () => {
  const open = 'renewal 2017-03-02';
  const rows: Row[] = [
    [
      'when nothing is attained',
      '2016-03-01 bought silver',
      '2016-03-01',
      `silver held, ${open}, at risk`,
    ],
    [
      'when less is attained than is held',
      '2015-01-01 assigned level silver\n2016-03-01 bought gold',
      '2016-03-01',
      `gold held, ${open}, at risk`,
    ],
    [
      'not when more is attained than is held',
      '2015-01-01 assigned level gold\n2016-03-01 bought silver',
      '2016-03-01',
      `silver held, ${open}`,
    ],
    [
      'when the tier lapses on the day it opens',
      `${BOUGHT}\n2017-03-02 assigned level none`,
      '2017-03-01',
      `silver held, ${open}, at risk`,
    ],
    [
      'not when the tier lasts one day of it',
      `${BOUGHT}\n2017-03-03 assigned level none`,
      '2017-03-02',
      `none held, ${open}`,
    ],
    [
      'when that day has passed',
      `${BOUGHT}\n2017-03-03 assigned level none`,
      '2017-03-03',
      `none held, ${open}, at risk`,
    ],
    [
      'not when the tier comes back on its last day',
      '2016-03-01 bought silver\n2017-03-31 assigned level silver',
      '2016-03-01',
      `silver held, ${open}`,
    ],
    [
      'when the tier comes back a day after its last',
      '2016-03-01 bought silver\n2017-04-01 assigned level silver',
      '2016-03-01',
      `silver held, ${open}, at risk`,
    ],
  ];
  test.each(rows)('%s', (...row) => expectHeld('from-anniversary', row));
});
