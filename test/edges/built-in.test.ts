import { describe, expect, test } from '@jest/globals';
import { standingsOn } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { builtInProgram } from '../oracle/programs.js';
import { Oracle } from '../oracle/standing.js';
import { ledgerOf } from './ledger.js';

const PROGRAMS = [builtInProgram()];
const CUSTOMER_ENGAGEMENT = ['MB2-715', 'MB2-716', 'MB2-717'];
const OPERATIONS = ['MB6-893', 'MB6-892', 'MB6-890', '70-764'];

type Sale = readonly [amount: string, product: string, type?: 'recurring'];
type People = readonly [count: number, exams: readonly string[]];
type Row = readonly [name: string, market: string, sales: Sale[], people: People[], is: string];

function expectTiers([, market, sales, people, is]: Row): void {
  const { index, recorded } = ledgerOf(
    [
      `2017-01-01 enrolled in ${market}`,
      // Any of the six products associates the customer, for every option but the reseller's, which leaves this one out.
      '2017-01-01 associated with acme for ax-2012-on-premise, crm-online',
      ...sales.map(
        ([amount, product, type], n) =>
          `2017-06-01 booked B${n} ${amount} USD of ${product} from acme${type === undefined ? '' : `, ${type}`}`,
      ),
      ...people.flatMap(([count, exams], group) =>
        Array.from({ length: count }, (_, n) => `person${group}x${n}`).flatMap((who) => [
          `2017-01-01 ${who} joined`,
          ...exams.map((exam) => `2017-01-01 ${who} passed ${exam}`),
        ]),
      ),
    ].join('\n'),
  );
  const shown = standingsOn(index.knownAt(), PROGRAMS, epochDay('2017-06-01'));
  const oracle = new Oracle(recorded, recorded.length, PROGRAMS);
  expect(shown.map(({ tier }) => tier ?? 'none').join(' ')).toBe(is);
  const options = shown.map(({ competency, option }) => `${competency}/${option}`);
  expect(options.map((id) => oracle.tierOn(id, '2017-06-01') ?? 'none').join(' ')).toBe(is);
}

/** The tiers are those of customer engagement, operations and reseller, in this order. */
const ROWS: Row[] = [
  [
    'five people and 100,000 of plan 1 are silver',
    'developed',
    [['100000', 'dynamics-365-plan-1']],
    [[5, CUSTOMER_ENGAGEMENT]],
    'silver none none',
  ],
  [
    'a cent below is none',
    'developed',
    [['99999.99', 'dynamics-365-plan-1']],
    [[5, CUSTOMER_ENGAGEMENT]],
    'none none none',
  ],
  [
    '50,000 are enough in a developing market',
    'developing',
    [['50000', 'dynamics-365-plan-1-apps']],
    [[5, CUSTOMER_ENGAGEMENT]],
    'silver none none',
  ],
  [
    'four people are too few',
    'developed',
    [['100000', 'dynamics-365-plan-2']],
    [[4, CUSTOMER_ENGAGEMENT]],
    'none none none',
  ],
  [
    'fifteen people and 300,000 are gold',
    'developed',
    [['300000', 'dynamics-365-plan-2']],
    [[15, ['MB2-715', 'MB2-716', 'MB2-718']]],
    'gold none none',
  ],
  [
    'fourteen people are silver',
    'developed',
    [['300000', 'dynamics-365-plan-2']],
    [[14, CUSTOMER_ENGAGEMENT]],
    'silver none none',
  ],
  [
    'recurring revenue is no net-new',
    'developed',
    [['100000', 'dynamics-365-plan-1', 'recurring']],
    [[5, CUSTOMER_ENGAGEMENT]],
    'none none none',
  ],
  [
    'operations count recurring revenue beside 25,000 net-new',
    'developed',
    [
      ['25000', 'dynamics-365-operations'],
      ['75000', 'ax-2012-on-premise', 'recurring'],
    ],
    [[5, OPERATIONS]],
    'none silver none',
  ],
  [
    'operations without enough net-new are none',
    'developed',
    [
      ['24999.99', 'dynamics-365-operations'],
      ['300000', 'ax-2012-on-premise'],
    ],
    [[5, OPERATIONS]],
    'none none none',
  ],
  [
    'operations in a developing market ask for 37,000 net-new for gold',
    'developing',
    [
      ['37000', 'dynamics-365-plan-2'],
      ['113000', 'ax-2012-on-premise'],
    ],
    [[15, OPERATIONS]],
    'none gold none',
  ],
  [
    'operations in a developing market are silver with 12,000 net-new',
    'developing',
    [
      ['36999.99', 'dynamics-365-plan-2'],
      ['113000.01', 'ax-2012-on-premise'],
    ],
    [[15, OPERATIONS]],
    'none silver none',
  ],
  [
    'operations ask for all four exams',
    'developed',
    [['300000', 'dynamics-365-plan-2']],
    [[15, OPERATIONS.slice(1)]],
    'none none none',
  ],
  [
    'a reseller needs one of each kind of people',
    'developed',
    [['100000', 'crm-online']],
    [
      [1, ['MB2-713', 'MB2-706']],
      [1, ['MB2-707']],
    ],
    'none none silver',
  ],
  [
    'a reseller with one person of both kinds is none',
    'developed',
    [['100000', 'crm-online']],
    [[1, ['MB2-713', 'MB2-706', 'MB2-707']]],
    'none none none',
  ],
  [
    'a reseller with two of each kind is gold',
    'developed',
    [['300000', 'crm-online']],
    [
      [2, ['MB2-709', 'MB2-710']],
      [2, ['MB2-712']],
    ],
    'none none gold',
  ],
];

describe('The built-in rules', () => {
  test.each(ROWS)('%s', (...row) => expectTiers(row));
});
