import { describe, expect, test } from '@jest/globals';
import { ledgerOf } from './ledger.js';

const BEGUN = '2016-01-01 enrolled in developed';

/** A booking of 15 March, after the rates of its line; `is` = what it is worth in US dollars, or why it is refused. */
type Row = [name: string, sold: string, rates: string, is: string];

const conversions: Row[] = [
  ['yen have no decimals', '10000 JPY, at 0.0085', '', '85.00'],
  ['yen with a decimal are refused', '10000.0 JPY, at 0.0085', '', 'invalid-data /data/amount'],
  ['Kuwaiti dinars have three decimals', '1.234 KWD, at 3.25', '', '4.01'],
  ['Kuwaiti dinars with four are refused', '1.2340 KWD, at 3.25', '', 'invalid-data /data/amount'],
  ['US dollars have two decimals', '1.50 USD', '', '1.50'],
  ['US dollars with three are refused', '1.500 USD', '', 'invalid-data /data/amount'],
  ['US dollars with a rate are refused', '1.50 USD, at 1', '', 'invalid-data /data/usdPerUnit'],
  ['funds codes have four decimals', '1.2345 CLF, at 40', '', '49.38'],
  ['a currency ISO 4217 does not know is refused', '1 ABC, at 1', '', 'currency-unknown'],
  ['lower case is no currency', '1 eur, at 1', '', 'currency-unknown'],
  ['half a cent rounds to the even cent below', '0.005 KWD, at 1', '', '0.00'],
  ['one and a half rounds to the even cent above', '0.015 KWD, at 1', '', '0.02'],
  ['two and a half rounds to the even cent below', '0.025 KWD, at 1', '', '0.02'],
  ['a hair above half rounds up', '0.005 KWD, at 1.0000000001', '', '0.01'],
  ['a hair below half rounds down', '0.015 KWD, at 0.9999999999', '', '0.01'],
  ['a credit rounds to the even cent too', '-0.015 KWD, at 1', '', '-0.02'],
  ['a credit of half a cent is nothing', '-0.005 KWD, at 1', '', '0.00'],
  ['a credit of two and a half cents is two', '-0.025 KWD, at 1', '', '-0.02'],
  ['without a rate it is refused', '1 EUR', '', 'exchange-rate-missing'],
  ['the rate of the day itself is taken', '100 EUR', '2016-03-15 published EUR 1.1', '110.00'],
  ['a rate of ten days before is taken', '100 EUR', '2016-03-05 published EUR 1.1', '110.00'],
  [
    'a rate of eleven days before is too old',
    '100 EUR',
    '2016-03-04 published EUR 1.1',
    'exchange-rate-missing',
  ],
  [
    'a rate of the day after is too late',
    '100 EUR',
    '2016-03-16 published EUR 1.1',
    'exchange-rate-missing',
  ],
  [
    'a rate of another currency is none',
    '100 EUR',
    '2016-03-15 published JPY 0.0085',
    'exchange-rate-missing',
  ],
  [
    'of two rates the later day’s is taken',
    '100 EUR',
    '2016-03-14 published EUR 1.2\n2016-03-13 published EUR 1.3',
    '120.00',
  ],
  [
    'a rate published again corrects the first',
    '100 EUR',
    '2016-03-14 published EUR 1.2\n2016-03-14 published EUR 1.3',
    '130.00',
  ],
  [
    'the booking’s own rate goes before a published one',
    '100 EUR, at 2',
    '2016-03-15 published EUR 1.1',
    '200.00',
  ],
];

describe('What a booking is worth', () => {
  test.each(conversions)('%s', (_name, sold, rates, is) => {
    const { decision, oracle } = ledgerOf(`${rates}\n${BEGUN}\n${booking('A', sold)}`).last;
    expect(worthOf(decision)).toBe(is);
    if (oracle.outcome === 'rejected') expect(oracle.codes).toContain(is.split(' ')[0]);
    else expect(worthOf(oracle)).toBe(is);
  });
});

describe('A booking that was converted', () => {
  const PUBLISHED = '2016-03-15 published EUR 1.1';
  const rows: [name: string, lines: string[], is: string][] = [
    [
      'at a published rate is the same when sent again without one',
      ['100 EUR', '100 EUR'],
      'duplicate',
    ],
    [
      'at its own rate is the same when sent again with it',
      ['100 EUR, at 1.2', '100 EUR, at 1.20'],
      'duplicate',
    ],
    [
      'at its own rate is another when sent again without it',
      ['100 EUR, at 1.2', '100 EUR'],
      'booking-exists',
    ],
    [
      'at a published rate is another when sent again with one',
      ['100 EUR', '100 EUR, at 1.1'],
      'booking-exists',
    ],
  ];
  test.each(rows)('%s', (_name, lines, is) => {
    const bookings = lines.map((sold) => booking('A', sold)).join('\n');
    const { decision, oracle } = ledgerOf(`${PUBLISHED}\n${BEGUN}\n${bookings}`).last;
    expect(decision.outcome === 'rejected' ? decision.code : decision.outcome).toBe(is);
    expect(oracle.outcome === 'rejected' ? oracle.codes[0] : oracle.outcome).toBe(is);
  });

  test('stays as it was when its rate is published anew, and says which rate it was', () => {
    const { recorded } = ledgerOf(`${PUBLISHED}
      ${BEGUN}
      ${booking('A', '100 EUR')}
      2016-03-15 published EUR 1.5
      ${booking('B', '100 EUR')}`);
    expect(recorded.slice(1).map(({ rate }) => rate)).toEqual([
      { publishedOn: '2016-03-15' },
      { publishedOn: '2016-03-15' },
    ]);
    expect(recorded.slice(1).map(({ data }) => 'usdAmount' in data && data.usdAmount)).toEqual([
      '110.00',
      '150.00',
    ]);
  });
});

describe('The total of an organization', () => {
  /** Exactly 9 × 10¹⁵ cents. */
  const FULL = '90000000000 JPY, at 1000';
  const rows: [name: string, lines: string[], is: string][] = [
    ['may be reached', [booking('A', FULL)], 'accepted'],
    [
      'may not be passed by a cent',
      [booking('A', FULL), booking('B', '0.01 USD')],
      'total-too-large',
    ],
    [
      'may not be passed by a credit, for amounts count absolutely',
      [booking('A', FULL), booking('B', '-0.01 USD')],
      'total-too-large',
    ],
    ['takes what is worth nothing', [booking('A', FULL), booking('B', '0 USD')], 'accepted'],
    [
      'has room again after a retraction',
      [booking('A', FULL), 'retracted 2', booking('B', '0.01 USD')],
      'accepted',
    ],
    [
      'has no room for a reinstatement that would pass it',
      [booking('A', FULL), 'retracted 2', booking('B', '0.01 USD'), 'reinstated 2'],
      'total-too-large',
    ],
    [
      'has no room for what a retracted retraction would bring back',
      [booking('A', FULL), 'retracted 2', booking('B', '0.01 USD'), 'retracted 3'],
      'total-too-large',
    ],
    ['may not be passed at once', [booking('A', '90000000001 JPY, at 1000')], 'total-too-large'],
    [
      'may not be passed by what no double holds',
      [booking('A', '99999999999 JPY, at 999999.9999999999')],
      'total-too-large',
    ],
  ];
  test.each(rows)('%s', (_name, lines, is) => {
    const { decision, oracle } = ledgerOf([BEGUN, ...lines].join('\n')).last;
    expect(decision.outcome === 'rejected' ? decision.code : decision.outcome).toBe(is);
    expect(oracle.outcome === 'rejected' ? oracle.codes : [oracle.outcome]).toEqual([is]);
  });
});

/** `100 EUR, at 2` as a booking of 15 March. */
function booking(id: string, sold: string): string {
  const [worth, at] = sold.split(', ');
  return `2016-03-15 booked ${id} ${worth} of alpha from acme${at === undefined ? '' : `, ${at}`}`;
}

function worthOf(
  decision: ReturnType<typeof ledgerOf>['last'][keyof ReturnType<typeof ledgerOf>['last']],
): string {
  if (decision.outcome === 'accepted')
    return decision.fact.type === 'RevenueBooked'
      ? (decision.fact.data.usdAmount ?? decision.fact.data.amount)
      : 'no booking';
  if (decision.outcome === 'duplicate' || 'codes' in decision) return decision.outcome;
  return decision.code === 'invalid-data' ? `${decision.code} ${decision.pointer}` : decision.code;
}
