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
    '99:15: options/0/requirements/0/tiers/silver/developed lacks says; every value is given, and cited',
  ],
  [
    'with a product without its document and heading',
    'name: Microsoft Dynamics CRM Online, document: crm, heading: Cloud CRM Reseller option > Silver }',
    'name: Microsoft Dynamics CRM Online }',
    '55:5: products/0 lacks document; every value is given, and cited',
    '55:5: products/0 lacks heading; every value is given, and cited',
  ],
  [
    'with a field that means nothing',
    'policies:\n  window: by-day\n',
    'policies:\n  windows: by-day\n  window: by-day\n',
    '14:12: policies has windows, which means nothing here; it may have window, attribution, alternatives, newEdition, anniversary',
  ],
  [
    'with an unknown policy',
    'window: by-day',
    'window: by-week',
    '14:11: policies/window is "by-week"; expected "by-day" or "by-month"',
  ],
  [
    'with an unknown kind of requirement',
    'kind: rolling-revenue',
    'kind: rolling-profit',
    '86:15: options/0/requirements/0/kind is "rolling-profit"; expected "rolling-revenue" or "customer-count" or "reported-measure" or "organization-attribute" or "qualified-individuals" or "all-of" or "any-of"',
  ],
  [
    'with an unknown type of revenue',
    '[net-new]',
    '[netnew]',
    '88:23: options/0/requirements/0/revenueTypes is ["netnew"]; expected \'every\', or a list of net-new, recurring',
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
    `99:20: options/0/requirements/0/tiers/silver/developed/usd is ${amount.replaceAll("'", '"')}; expected US dollars above 0 as a decimal string in quotes, such as '100000' or '99.50'; a YAML number would be a binary float`,
  ]),
  [
    'with a product that is not declared',
    '[crm-online, dynamics-365-plan-1]',
    '[crm-online, dynamics-365-plan-3]',
    '207:32: product dynamics-365-plan-3 is not declared under products',
  ],
  [
    'with a product twice in a list',
    '[crm-online, dynamics-365-plan-1]',
    '[crm-online, crm-online]',
    '207:19: options/2/requirements/0/products is ["crm-online","crm-online"]; expected a list of one or more products from `products`, each once',
  ],
  [
    'with an exam that is not declared',
    '[MB2-712, MB2-707]',
    '[MB2-712, MB2-999]',
    '248:39: MB2-999 is declared neither under exams nor under certifications',
  ],
  [
    'with an exam in lower case',
    'id: MB2-715,',
    'id: mb2-715,',
    '63:11: exam mb2-715 is not in upper case, as facts have it',
    '115:30: MB2-715 is declared neither under exams nor under certifications',
  ],
  [
    'with less for gold than for silver',
    "usd: '300000'",
    "usd: '30000'",
    "107:20: gold asks for 30000 USD in developed markets, less than silver's 100000",
  ],
  [
    'with fewer people for gold',
    'places: 15',
    'places: 4',
    "126:23: gold asks for 4 individuals, less than silver's 5",
  ],
  [
    'with places for half a person',
    'places: 15',
    'places: 7.5',
    '126:23: options/0/requirements/1/groups/0/gold/places is 7.5; expected a whole number of places from 1 to 1000',
  ],
  [
    'with an id twice',
    'id: total-revenue',
    'id: net-new-revenue',
    '161:9: net-new-revenue stands here twice; ids are unique in a list',
  ],
  [
    'with an unknown document',
    'cite: { document: crm, heading: Cloud CRM Reseller option > Silver }',
    'cite: { document: crn, heading: Cloud CRM Reseller option > Silver }',
    '37:23: document crn is not among documents; there are cba, crm',
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
  [
    'with a first day that does not exist',
    'effectiveFrom: null',
    "effectiveFrom: '2017-13-01'",
    '11:16: 2017-13-01 is no day from 1990-01-01 to 2100-12-31',
  ],
  [
    'with a first day that is none',
    'effectiveFrom: null',
    'effectiveFrom: 2017',
    "11:16: effectiveFrom is 2017; expected the first day in force as 'YYYY-MM-DD'; null = since ever, for a program's earliest edition alone",
  ],
  [
    'with an id of several folders',
    'id: microsoft-partner-network/2017-09-15',
    'id: microsoft/partner/network/2017-09-15',
    '7:5: id is "microsoft/partner/network/2017-09-15"; expected folder/file name without .yaml',
  ],
  [
    'without the title of a document',
    'cba: Cloud Business Applications Competency',
    "cba: ''",
    '21:8: documents/cba is ""; expected words',
  ],
  [
    'without documents',
    'documents:\n  cba: Cloud Business Applications Competency\n  crm: Cloud Customer Relationship Management Competency\n',
    'documents: {}\n',
    '20:12: documents is {}; expected titles of documents by the short names that citations use',
  ],
  [
    'without a reading',
    'about: Plan 1\n    reading:',
    'about: Plan 1\n    # reading:',
    '41:5: readings/4 lacks reading; every value is given, and cited',
  ],
  [
    'without an option',
    'options:\n',
    'options: []\nmore:\n',
    '81:3: the file has more, which means nothing here; it may have id, program, name, publishedOn, effectiveFrom, policies, documents, readings, products, exams, certifications, measures, attributes, options',
    '79:10: options is []; expected a list of one or more options',
  ],
  [
    'with an option twice',
    'option: enterprise-operations\n',
    'option: enterprise-customer-engagement\n',
    '130:5: cloud-business-applications/enterprise-customer-engagement stands here twice; ids are unique in a list',
  ],
  [
    'with an option without requirements',
    '    requirements:\n',
    '    requirements: []\n    more:\n',
    '86:7: options/0 has more, which means nothing here; it may have competency, option, name, document, requirements',
    '84:19: options/0/requirements is []; expected a list of one or more requirements',
  ],
  [
    'with an option of an unknown document',
    '    document: cba\n',
    '    document: cbb\n',
    '83:15: document cbb is not among documents; there are cba, crm',
  ],
  [
    'with an exam of an unknown document',
    'Customer Service, document: cba,',
    'Customer Service, document: cbb,',
    '66:81: document cbb is not among documents; there are cba, crm',
  ],
  [
    'with a product twice',
    'products:\n',
    'products:\n  - { id: crm-online, name: CRM, document: crm, heading: Silver }\n',
    '56:5: crm-online stands here twice; ids are unique in a list',
  ],
  [
    'with an exam twice',
    'exams:\n',
    'exams:\n  - { id: MB2-707, name: Again, document: crm, heading: Silver }\n',
    '78:5: MB2-707 stands here twice; ids are unique in a list',
  ],
  [
    'with an exam of a name with a space',
    'id: MB2-707,',
    'id: MB2 707,',
    "77:11: exams/14/id is \"MB2 707\"; expected an id of 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit",
  ],
  [
    'with an exam that is a number',
    'id: MB2-707,',
    'id: 707,',
    "77:11: exams/14/id is 707; expected an id of 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit",
  ],
  [
    'with an association for a product that is not declared',
    '[crm-online, dynamics-365-plan-1, dynamics-365-plan-1-apps, dynamics-365-plan-2, dynamics-365-operations]',
    '[crm-offline]',
    '211:12: product crm-offline is not declared under products',
  ],
  [
    'with a product under another key',
    'products: [crm-online, dynamics-365-plan-1]',
    'product: [crm-online, dynamics-365-plan-1]',
    '205:9: options/2/requirements/0 lacks products; every value is given, and cited',
    '207:18: options/2/requirements/0 has product, which means nothing here; it may have id, kind, products, revenueTypes, associationKinds, associationProducts, conditions, tiers',
  ],
  [
    'without conditions',
    '        conditions:\n',
    '        conditions: []\n        more:\n',
    '94:11: options/0/requirements/0 has more, which means nothing here; it may have id, kind, products, revenueTypes, associationKinds, associationProducts, conditions, tiers',
    '92:21: options/0/requirements/0/conditions is []; expected the sentences on products and association, each under the heading of every tier',
  ],
  [
    'with a threshold of one market',
    '            developing:\n',
    '            emerging:\n',
    '97:13: options/0/requirements/0/tiers/silver lacks developing; every value is given, and cited',
    '102:15: options/0/requirements/0/tiers/silver has emerging, which means nothing here; it may have heading, developed, developing',
  ],
  [
    'with a threshold of no tier',
    '        tiers:\n          silver:\n',
    '        tiers: {}\n        more:\n          silver:\n',
    '97:11: options/0/requirements/0 has more, which means nothing here; it may have id, kind, products, revenueTypes, associationKinds, associationProducts, conditions, tiers',
    '95:16: options/0/requirements/0/tiers is {}; expected what is asked of silver, of gold, or of both',
  ],
  [
    'without groups of people',
    '        groups:\n',
    '        groups: []\n        more:\n',
    '116:11: options/0/requirements/1 has more, which means nothing here; it may have id, kind, groups',
    '114:17: options/0/requirements/1/groups is []; expected a list of one or more groups of places',
  ],
  [
    'with a group without a sentence',
    "              says: 'The other individual",
    "              said: 'The other individual",
    '251:15: options/2/requirements/1/groups/1/silver lacks says; every value is given, and cited',
    '253:21: options/2/requirements/1/groups/1/silver has said, which means nothing here; it may have places, heading, says',
  ],
  [
    'without anything that the same people hold',
    '            same:\n',
    '            same: []\n            more:\n',
    '118:15: options/0/requirements/1/groups/0 has more, which means nothing here; it may have holds, alternatives, same, individuals, silver, gold',
    '116:19: options/0/requirements/1/groups/0/same is []; expected what the same individuals hold besides',
  ],
  [
    'with a sentence of a tier without places',
    "            silver:\n              places: 1\n              heading: Cloud CRM Reseller option > Silver\n              says: '**1** individual must pass one of the following exams:'\n",
    '',
    '238:19: the group has no places in silver; leave says/silver out',
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
    copy.change(EDITION, '[MB2-712, MB2-707]', '[MB2-712, MB2-999]');
    copy.change(EDITION, "usd: '25000'", 'usd: 25000');
    copy.change(CASES, '2016-01-01 partner of acme\n', '2016-01-01 befriends acme\n');
    expect(copy.problems()).toEqual([
      `${EDITION}:14:11: policies/window is "by-week"; expected "by-day" or "by-month"`,
      expect.stringContaining(`${EDITION}:174:20: options/1/requirements/1/tiers/silver/developed`),
      `${EDITION}:248:39: MB2-999 is declared neither under exams nor under certifications`,
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
      `${other}:80:5: program microsoft-partner-network has an option cloud-business-applications/enterprise-customer-engagement too; an option belongs to one program`,
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
      '  window: by-day\n  attribution: prospective\n',
      '  # moved\n  attribution: prospective\n  window: "by-day"\n',
    );
    expect(hash()).toBe(before);
    copy.change(EDITION, "usd: '25000'", "usd: '25001'");
    expect(hash()).not.toBe(before);
    expect(hash()).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
