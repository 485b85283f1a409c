import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadPrograms } from '@app/programs';
import { CASES, EDITION, EditionsCopy } from './editions-copy.js';

let copy: EditionsCopy;
beforeEach(() => {
  copy = new EditionsCopy();
});
afterEach(() => {
  copy.remove();
});

/** Of the ledger of the first case. */
const FIRST_LINE = '2016-01-01 partner of acme';
const FORMS =
  'the line is none of enrolled, partner of, transacting-partner of, delegated-administrator of (each with no before it), ' +
  'buys, joins, leaves, passes, earns, reports, assigned, bought, market';
const EXPECTATIONS =
  'expected none, silver, gold, "gold certified-individuals 5 of 15", "competency gold", "held silver", ' +
  '"renewal opens 2018-03-11", "at risk", "not at risk", "no badge" or "no standing"';

/** What is changed in the first cases of the built-in edition, and what is said of it. */
const ROWS: readonly (readonly [wrong: string, from: string, to: string, problem: string])[] = [
  [
    'with a line that is no fact',
    FIRST_LINE,
    '2016-01-01 befriends acme',
    `15:7: ${FORMS}: 2016-01-01 befriends acme`,
  ],
  [
    'with a day that does not exist',
    FIRST_LINE,
    '2016-02-30 partner of acme',
    '15:7: 2016-02-30 is no day from 1990-01-01 to 2100-12-31: 2016-02-30 partner of acme',
  ],
  [
    'with a part of a cent',
    'buys 99999.99 of',
    'buys 99999.999 of',
    `18:7: ${FORMS}: 2017-10-01 acme buys 99999.999 of dynamics-365-plan-2 net-new`,
  ],
  [
    'with a range of people backwards',
    'joins p1..p15',
    'joins p15..p1',
    '16:7: p15..p1 is no range; expected one such as p1..p9: 2017-01-01 joins p15..p1',
  ],
  [
    'with an exam that ends before it is passed',
    'p1 passes MB2-714, MB2-710 until 2017-02-02',
    'p1 passes MB2-714, MB2-710 until 2017-02-01',
    '429:7: until 2017-02-01 is no day after 2017-02-01: 2017-02-01 p1 passes MB2-714, MB2-710 until 2017-02-01',
  ],
  [
    'with an exam that the edition does not have',
    'pass MB2-715, MB2-716, MB2-717\n',
    'pass MB2-751, MB2-716, MB2-717\n',
    '17:7: the edition declares no exam MB2-751',
  ],
  [
    'with a product that the edition does not have',
    'buys 99999.99 of dynamics-365-plan-2',
    'buys 99999.99 of dynamics-356-plan-2',
    '18:7: the edition declares no product dynamics-356-plan-2; if on purpose, list it under unknownProducts',
  ],
  [
    'with an option that the edition does not have',
    'option: cloud-business-applications/enterprise-customer-engagement',
    'option: enterprise-customer-engagement',
    '12:13: the edition has no option enterprise-customer-engagement; it has cloud-business-applications/enterprise-customer-engagement, cloud-business-applications/enterprise-operations, cloud-customer-relationship-management/cloud-crm-reseller',
  ],
  [
    'with a tier that there is not',
    '      2017-10-02: silver\n',
    '      2017-10-02: bronze\n',
    `24:19: "bronze" is no expectation; ${EXPECTATIONS}`,
  ],
  [
    'with a requirement that the option does not have',
    'none; silver net-new-revenue 99999.99 of 100000.00',
    'none; silver total-revenue 99999.99 of 100000.00',
    '23:19: the option has no requirement total-revenue; it has net-new-revenue, certified-individuals',
  ],
  [
    'with another tier than the rules give',
    '      2017-10-02: silver\n',
    '      2017-10-02: gold\n',
    '24:19: the case expects gold; by the rules it is silver. Either the edition or the case is wrong',
  ],
  [
    'with another figure than the rules give',
    'none; silver net-new-revenue 99999.99 of 100000.00',
    'none; silver net-new-revenue 99999.98 of 100000.00',
    '23:19: the case expects none; silver net-new-revenue 99999.98 of 100000.00; by the rules it is none; silver net-new-revenue 99999.99 of 100000.00. Either the edition or the case is wrong',
  ],
  [
    'with an association without a customer',
    FIRST_LINE,
    '2016-01-01 transacting-partner for crm-online',
    `15:7: ${FORMS}: 2016-01-01 transacting-partner for crm-online`,
  ],
  [
    'with part of a measure',
    FIRST_LINE,
    '2017-01-01 acme reports seats 1.5',
    `15:7: ${FORMS}: 2017-01-01 acme reports seats 1.5`,
  ],
  [
    'with the badge of a tier that there is not',
    FIRST_LINE,
    '2017-01-01 bought the bronze badge of cloud-business-applications',
    `15:7: ${FORMS}: 2017-01-01 bought the bronze badge of cloud-business-applications`,
  ],
  [
    'with an attribute without a value',
    FIRST_LINE,
    '2017-01-01 assigned audit',
    `15:7: ${FORMS}: 2017-01-01 assigned audit`,
  ],
  [
    'with a certification that ends on the day it is earned',
    FIRST_LINE,
    '2017-01-01 p1 earns EXPERT until 2017-01-01',
    `15:7: until 2017-01-01 is no day after 2017-01-01: 2017-01-01 p1 earns EXPERT until 2017-01-01`,
  ],
  [
    'with a badge until a day that does not exist',
    FIRST_LINE,
    '2017-01-01 bought the gold badge of cloud-business-applications until 2018-02-29',
    `15:7: until 2018-02-29 is no day after 2017-01-01: 2017-01-01 bought the gold badge of cloud-business-applications until 2018-02-29`,
  ],
  [
    'with a certification that the edition does not have',
    FIRST_LINE,
    '2017-01-01 p1 earns EXPERT',
    '15:7: the edition declares no certification EXPERT',
  ],
  [
    'with a measure that the edition does not have',
    FIRST_LINE,
    '2017-01-01 acme reports seats 120',
    '15:7: the edition declares no measure seats',
  ],
  [
    'with an attribute that the edition does not have',
    FIRST_LINE,
    '2017-01-01 assigned audit passed',
    '15:7: the edition declares no attribute audit',
  ],
  [
    'with the badge of a competency that the edition does not have',
    FIRST_LINE,
    '2017-01-01 bought the gold badge of enterprise-operations',
    '15:7: the edition declares no competency enterprise-operations',
  ],
  [
    'with an association for a product that the edition does not have',
    FIRST_LINE,
    '2016-01-01 no delegated-administrator of acme for crm-offline',
    '15:7: the edition declares no product crm-offline; if on purpose, list it under unknownProducts',
  ],
  [
    'with what a day that does not exist expects',
    '      2017-10-02: silver\n',
    '      2017-02-29: silver\n',
    '24:19: 2017-02-29 is no day from 1990-01-01 to 2100-12-31',
  ],
  [
    'with the expectation "competency bronze"',
    '      2017-10-02: silver\n',
    '      2017-10-02: competency bronze\n',
    `24:19: "competency bronze" is no expectation; ${EXPECTATIONS}`,
  ],
  [
    'with the expectation "held bronze"',
    '      2017-10-02: silver\n',
    '      2017-10-02: held bronze\n',
    `24:19: "held bronze" is no expectation; ${EXPECTATIONS}`,
  ],
  [
    'with the expectation "renewal opens soon"',
    '      2017-10-02: silver\n',
    '      2017-10-02: renewal opens soon\n',
    `24:19: "renewal opens soon" is no expectation; ${EXPECTATIONS}`,
  ],
  [
    'with the expectation "risk"',
    '      2017-10-02: silver\n',
    '      2017-10-02: risk\n',
    `24:19: "risk" is no expectation; ${EXPECTATIONS}`,
  ],
  [
    'with another answer than "competency silver"',
    '      2017-10-02: silver\n',
    '      2017-10-02: silver; competency gold\n',
    '24:19: the case expects silver; competency gold; by the rules it is silver; competency silver. Either the edition or the case is wrong',
  ],
  [
    'with two commas between people',
    'joins p1..p15',
    'joins p1,, p2..p15',
    '16:7: a comma stands between two names; here one is missing: 2017-01-01 joins p1,, p2..p15',
  ],
  [
    'with a comma behind the last exam',
    'pass MB2-715, MB2-716, MB2-717\n',
    'pass MB2-715, MB2-716, MB2-717,\n',
    '17:7: a comma stands between two names; here one is missing: 2017-01-01 p1..p15 pass MB2-715, MB2-716, MB2-717,',
  ],
  [
    'with a comma behind the last product',
    FIRST_LINE,
    '2016-01-01 partner of acme for crm-online,',
    '15:7: a comma stands between two names; here one is missing: 2016-01-01 partner of acme for crm-online,',
  ],
  [
    'with two enrolments',
    FIRST_LINE,
    '2016-01-01 enrolled\n      2016-02-01 enrolled',
    '16:7: the organization is enrolled on 2016-01-01: 2016-02-01 enrolled',
  ],
  [
    'with a measure that no fact may have',
    FIRST_LINE,
    '2017-01-01 acme reports seats 1000000001',
    '15:7: a measure is from -1000000000 to 1000000000: 2017-01-01 acme reports seats 1000000001',
  ],
  [
    'with an attribute whose value is not seen',
    FIRST_LINE,
    '2017-01-01 assigned audit pas\u200bsed',
    '15:7: the value of an attribute is 1 to 128 printable characters: 2017-01-01 assigned audit pas\u200bsed',
  ],
  ...['held silver', 'renewal opens never', 'renewal opens 2018-10-01', 'not at risk'].map(
    (expected) =>
      [
        `with the expectation "${expected}" where no badge was bought`,
        '      2017-10-02: silver\n',
        `      2017-10-02: silver; ${expected}\n`,
        `24:19: the case expects silver; ${expected}; by the rules it is silver; no badge. Either the edition or the case is wrong`,
      ] as const,
  ),
  [
    'for a market that there is not',
    '    market: developed\n',
    '    market: emerging\n',
    '13:13: cases/0/market is "emerging"; expected "developed" or "developing"',
  ],
  [
    'without a market',
    '    market: developed\n',
    '',
    '11:5: cases/0 lacks market; every value is given, and cited',
  ],
];

describe('a case is refused', () => {
  test.each(ROWS)('%s', (_wrong, from, to, problem) => {
    copy.change(CASES, from, to);
    expect(copy.problems()).toEqual([`${CASES}:${problem}`]);
  });

  test.each([
    ['held silver', 'held gold'],
    ['renewal opens 2018-10-01', 'renewal opens 2018-10-02'],
    ['not at risk', 'at risk'],
  ])('with %j where the badge that was bought makes it %j', (expected, actual) => {
    copy.change(
      CASES,
      FIRST_LINE,
      '2017-10-01 bought the gold badge of cloud-business-applications',
    );
    copy.change(
      CASES,
      '      2017-10-01: none; silver net',
      `      2017-10-01: ${expected}; silver net`,
    );
    expect(copy.problems()[0]).toContain(
      `${CASES}:23:19: the case expects ${expected}; silver net-new-revenue 99999.99 of 100000.00; by the rules it is ${actual};`,
    );
  });

  test('and taken where it expects that there is no badge, or that a renewal never opens', () => {
    copy.change(CASES, '      2017-10-02: silver\n', '      2017-10-02: silver; no badge\n');
    expect(copy.problems()).toEqual([]);
    const bought = '2018-01-01 bought the gold badge of cloud-business-applications';
    copy.change(CASES, FIRST_LINE, `${FIRST_LINE}\n      ${bought}`);
    copy.change(
      CASES,
      'silver; no badge\n',
      'silver; held none; renewal opens never; not at risk\n',
    );
    expect(copy.problems()).toEqual([]);
  });

  test('with the name of another', () => {
    copy.change(
      CASES,
      'in a developing market needs 50,000',
      'in a developed market needs 100,000',
    );
    copy.change(CASES, 'and 150,000 for gold, to the cent', 'and 300,000 for gold, to the cent');
    expect(copy.problems()).toEqual([`${CASES}:31:11: another case has this name`]);
  });

  test('where an option has none', () => {
    const text = readFileSync(copy.pathOf(CASES), 'utf8');
    const [others] = text.split('  # Cloud CRM Reseller\n');
    writeFileSync(copy.pathOf(CASES), others ?? '');
    expect(copy.problems()).toEqual([
      `${CASES}:11:3: there is no case for cloud-customer-relationship-management/cloud-crm-reseller; every option has one`,
    ]);
  });

  test('where the first day in force, or the day before, has none', () => {
    copy.addEdition('2018-10-02', '2018-10-02');
    expect(copy.problems()).toEqual([
      'microsoft-partner-network/2018-10-02.cases.yaml:11:3: no case looks at 2018-10-02; the first day in force and the day before have one each',
    ]);
  });

  test('where a threshold of the edition is another, and the programs still load: their rules are well-formed', () => {
    copy.change(EDITION, "usd: '25000'", "usd: '25001'");
    const problems = copy.problems();
    expect(problems).not.toEqual([]);
    expect(problems.filter((problem) => !problem.startsWith(CASES))).toEqual([]);
    expect(loadPrograms(copy.directory)).toHaveLength(1);
  });
});
