import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkPrograms, loadPrograms, ProgramsRefused } from '@app/programs';
import { CASES, EDITION, EditionsCopy } from './editions-copy.js';

let copy: EditionsCopy;
beforeEach(() => {
  copy = new EditionsCopy();
});
afterEach(() => {
  copy.remove();
});

type Row = readonly [wrong: string, from: string, to: string, ...problems: string[]];

/** What is changed in the built-in edition, and everything that is then said of it. */
const ROWS: Row[] = [
  [
    'without a field',
    "publishedOn: '2017-09-15'\n",
    '',
    '7:1: the file lacks publishedOn; every value is given, and cited',
  ],
  [
    'with a threshold without its sentence',
    '              says: Partner must have earned at least US$100,000 Revenue - Net New Revenue in the TTM period.\n',
    '',
    '95:15: options/0/requirements/0/tiers/silver/developed lacks says; every value is given, and cited',
  ],
  [
    'with a product without its document and heading',
    'name: Microsoft Dynamics CRM Online, document: crm, heading: Cloud CRM Reseller option > Silver }',
    'name: Microsoft Dynamics CRM Online }',
    '52:5: products/0 lacks document; every value is given, and cited',
    '52:5: products/0 lacks heading; every value is given, and cited',
  ],
  [
    'with a field that means nothing',
    'policies:\n  window: by-day\n',
    'policies:\n  windows: by-day\n  window: by-day\n',
    '14:12: policies has windows, which means nothing here; it may have window, attribution',
  ],
  [
    'with an unknown policy',
    'window: by-day',
    'window: by-week',
    '14:11: policies/window is "by-week"; expected "by-day"',
  ],
  [
    'with an unknown kind of requirement',
    'kind: rolling-revenue',
    'kind: rolling-profit',
    '83:15: options/0/requirements/0/kind is "rolling-profit"; expected "rolling-revenue" or "qualified-individuals"',
  ],
  [
    'with an unknown type of revenue',
    '[net-new]',
    '[netnew]',
    '85:23: options/0/requirements/0/revenueTypes is ["netnew"]; expected \'every\', or a list of net-new, recurring',
  ],
  [
    'with a day that does not exist',
    "'2017-09-15'",
    "'2017-09-31'",
    '10:14: 2017-09-31 is no day from 1990-01-01 to 2100-12-31',
  ],
  ...['100000', "'100000.005'", "'-1'", "'0.00'", "'1e5'"].map((amount): Row => [
    `with the amount ${amount}`,
    "usd: '100000'",
    `usd: ${amount}`,
    `95:20: options/0/requirements/0/tiers/silver/developed/usd is ${amount.replaceAll("'", '"')}; expected US dollars above 0 as a decimal string in quotes, such as '100000' or '99.50'; a YAML number would be a binary float`,
  ]),
  [
    'with a product that is not declared',
    '[crm-online, dynamics-365-plan-1]',
    '[crm-online, dynamics-365-plan-3]',
    '196:32: product dynamics-365-plan-3 is not declared under products',
  ],
  [
    'with a product twice in a list',
    '[crm-online, dynamics-365-plan-1]',
    '[crm-online, crm-online]',
    '196:19: options/2/requirements/0/products is ["crm-online","crm-online"]; expected a list of one or more products from `products`, each once',
  ],
  [
    'with an exam that is not declared',
    '[[MB2-712, MB2-707]]',
    '[[MB2-712, MB2-999]]',
    '231:31: exam MB2-999 is not declared under exams',
  ],
  [
    'with an exam in lower case',
    'id: MB2-715,',
    'id: mb2-715,',
    '60:11: exam mb2-715 is not in upper case, as facts have it',
    '111:22: exam MB2-715 is not declared under exams',
  ],
  [
    'with less for gold than for silver',
    "usd: '300000'",
    "usd: '30000'",
    "103:20: gold asks for 30000 USD in developed markets, less than silver's 100000",
  ],
  [
    'with fewer people for gold',
    'places: 15',
    'places: 4',
    "117:23: gold asks for 4 individuals, less than silver's 5",
  ],
  [
    'with places for half a person',
    'places: 15',
    'places: 7.5',
    '117:23: options/0/requirements/1/groups/0/gold/places is 7.5; expected a whole number of places from 1 to 1000',
  ],
  [
    'with an id twice',
    'id: total-revenue',
    'id: net-new-revenue',
    '151:9: net-new-revenue stands here twice; ids are unique in a list',
  ],
  [
    'with an unknown document',
    'cite: { document: crm, heading: Cloud CRM Reseller option > Silver }',
    'cite: { document: crn, heading: Cloud CRM Reseller option > Silver }',
    '34:23: document crn is not among documents; there are cba, crm',
  ],
  [
    'of another program than its folder',
    'program: microsoft-partner-network',
    'program: microsoft',
    '8:10: program is microsoft; expected microsoft-partner-network, the name of the folder that the file is in',
  ],
  [
    'with another id than its file',
    'id: microsoft-partner-network/2017-09-15',
    'id: microsoft-partner-network/2018',
    "7:5: id is microsoft-partner-network/2018; expected microsoft-partner-network/2017-09-15, the file's folder and name",
  ],
  [
    'with a key twice',
    'policies:\n',
    'policies:\n  window: by-day\n',
    '15:3: this is no YAML: Map keys must be unique',
  ],
];

describe('an edition is refused', () => {
  test.each(ROWS)('%s', (_wrong, from, to, ...problems) => {
    copy.change(EDITION, from, to);
    const expected = problems.map((problem) => `${EDITION}:${problem}`);
    expect(copy.problems().filter((problem) => problem.startsWith(EDITION))).toEqual(expected);
    expect(() => loadPrograms(copy.directory)).toThrow(ProgramsRefused);
  });

  test.each([
    ['', 'null'],
    ['hello', '"hello"'],
    ['- 1', '[1]'],
  ])('that is %j and no map', (text, shown) => {
    writeFileSync(copy.pathOf(EDITION), text);
    expect(copy.problems()).toEqual([
      `${EDITION}:1:1: the file is ${shown}; expected a map of an edition's fields`,
    ]);
  });

  test('with everything that is wrong with its two files at once', () => {
    copy.change(EDITION, 'window: by-day', 'window: by-week');
    copy.change(EDITION, '[[MB2-712, MB2-707]]', '[[MB2-712, MB2-999]]');
    copy.change(EDITION, "usd: '25000'", 'usd: 25000');
    copy.change(CASES, '2016-01-01 partner of acme\n', '2016-01-01 befriends acme\n');
    expect(copy.problems()).toEqual([
      `${EDITION}:14:11: policies/window is "by-week"; expected "by-day"`,
      expect.stringContaining(`${EDITION}:163:20: options/1/requirements/1/tiers/silver/developed`),
      `${EDITION}:231:31: exam MB2-999 is not declared under exams`,
      expect.stringContaining(`${CASES}:15:7: the line is none of`),
    ]);
  });
});

describe('a folder of editions is refused', () => {
  test('that does not exist', () => {
    const { problems } = checkPrograms(join(copy.directory, 'nowhere'));
    expect(problems.map(({ message }) => message)).toEqual([
      'there is no such folder; expected one with a folder for each program',
    ]);
  });

  test('with what looks like an edition and is none', () => {
    cpSync(copy.pathOf(EDITION), copy.pathOf('microsoft-partner-network/2018.yml'));
    cpSync(copy.pathOf(CASES), copy.pathOf('microsoft-partner-network/2018.cases.yaml'));
    mkdirSync(copy.pathOf('empty'));
    expect(copy.problems()).toEqual([
      'empty:1:1: the program has no edition',
      'microsoft-partner-network/2018.cases.yaml:1:1: the cases stand beside no edition; expected one of the same name',
      'microsoft-partner-network/2018.yml:1:1: the name of an edition ends in .yaml',
    ]);
  });

  test('whose earliest edition has a first day', () => {
    copy.change(EDITION, 'effectiveFrom: null', "effectiveFrom: '2017-10-02'");
    copy.change(
      CASES,
      '      2017-10-02: silver\n',
      '      2017-10-01: none\n      2017-10-02: silver\n',
    );
    copy.change(
      CASES,
      '      2017-10-01: none; silver net-new-revenue 99999.99 of 100000.00\n',
      '',
    );
    expect(copy.problems()).toEqual([
      `${EDITION}:11:16: the earliest edition of microsoft-partner-network speaks for all days before the next one: effectiveFrom is null`,
    ]);
  });

  test('with two editions in force from the same day', () => {
    copy.addEdition('2018-10-01', null);
    expect(copy.problems()).toEqual([
      'microsoft-partner-network/2018-10-01.yaml:11:16: edition microsoft-partner-network/2017-09-15 is in force from the same day (null); only one can be',
    ]);
  });

  test('with an option that another program has', () => {
    const other = 'other/2017-09-15.yaml';
    cpSync(copy.pathOf('microsoft-partner-network'), copy.pathOf('other'), { recursive: true });
    copy.change(other, 'id: microsoft-partner-network/', 'id: other/');
    copy.change(other, 'program: microsoft-partner-network', 'program: other');
    expect(copy.problems()).toHaveLength(3);
    expect(copy.problems()[0]).toBe(
      `${other}:77:5: program microsoft-partner-network has an option cloud-business-applications/enterprise-customer-engagement too; an option belongs to one program`,
    );
  });

  test('and not with a second edition that has its cases', () => {
    copy.addEdition('2018-10-01', '2018-10-01');
    expect(copy.problems()).toEqual([]);
    expect(loadPrograms(copy.directory)[0]?.editions.map(({ id }) => id)).toEqual([
      'microsoft-partner-network/2017-09-15',
      'microsoft-partner-network/2018-10-01',
    ]);
    rmSync(copy.pathOf('microsoft-partner-network/2018-10-01.cases.yaml'));
    expect(copy.problems()).toEqual([
      'microsoft-partner-network/2018-10-01.yaml:1:1: the edition has no cases; write them in microsoft-partner-network/2018-10-01.cases.yaml',
    ]);
  });
});

describe('the content hash', () => {
  const hash = () => loadPrograms(copy.directory)[0]?.editions[0]?.contentHash;

  test('is of what the edition says, not of how it is written', () => {
    const before = hash();
    copy.change(
      EDITION,
      'policies:\n  window: by-day\n  attribution: prospective\n',
      '# moved\npolicies: { attribution: prospective, window: by-day }\n',
    );
    expect(hash()).toBe(before);
    copy.change(EDITION, "usd: '25000'", "usd: '25001'");
    expect(hash()).not.toBe(before);
    expect(hash()).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
