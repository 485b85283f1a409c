import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { builtInEditions, checkPrograms, loadPrograms, renderProblem } from './index.js';

let directory: string;
const folder = () => join(directory, 'microsoft-partner-network');
const file = (name: string) => join(folder(), name);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-editions-'));
  cpSync(builtInEditions(), directory, { recursive: true });
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function change(name: string, from: string, to: string): void {
  const text = readFileSync(file(name), 'utf8');
  expect(text).toContain(from);
  writeFileSync(
    file(name),
    text.replace(from, () => to),
  );
}

const problems = () => checkPrograms(directory).problems.map(renderProblem);

describe('an edition is refused', () => {
  test.each([
    [
      'without a field',
      "publishedOn: '2017-09-15'\n",
      '',
      'the file lacks publishedOn; every value is given, and cited',
    ],
    [
      'without a citation',
      '              says: Partner must have earned at least US$100,000 Revenue - Net New Revenue in the TTM period.\n',
      '',
      'lacks says; every value is given, and cited',
    ],
    [
      'with a field that means nothing',
      'policies:\n',
      'polices: {}\npolicies:\n',
      'the file has polices, which means nothing here',
    ],
    [
      'with an unknown policy',
      'window: by-day',
      'window: by-week',
      'policies/window is "by-week"; expected "by-day"',
    ],
    [
      'with a day that does not exist',
      "'2017-09-15'",
      "'2017-09-31'",
      '2017-09-31 is no day from 1990-01-01 to 2100-12-31',
    ],
    [
      'with an amount that is no decimal string',
      "usd: '100000'",
      'usd: 100000',
      'is 100000; it must be string (US dollars as a decimal string in quotes)',
    ],
    [
      'with a product that is not declared',
      '[crm-online, dynamics-365-plan-1]',
      '[crm-online, dynamics-365-plan-3]',
      'product dynamics-365-plan-3 is not declared under products',
    ],
    [
      'with an exam that is not declared',
      '[[MB2-712, MB2-707]]',
      '[[MB2-712, MB2-999]]',
      'exam MB2-999 is not declared under exams',
    ],
    [
      'with an exam in lower case',
      'id: MB2-715,',
      'id: mb2-715,',
      'exam mb2-715 is not in upper case, as facts have it',
    ],
    [
      'with less for gold than for silver',
      "usd: '300000'",
      "usd: '30000'",
      "gold asks for 30000 USD in developed markets, less than silver's 100000",
    ],
    [
      'with fewer people for gold',
      'places: 15',
      'places: 4',
      "gold asks for 4 individuals, less than silver's 5",
    ],
    [
      'with an id twice',
      'id: total-revenue',
      'id: net-new-revenue',
      'net-new-revenue stands here twice; ids are unique in a list',
    ],
    [
      'with an unknown document',
      'cite: { document: crm, heading: Cloud CRM Reseller option > Silver }',
      'cite: { document: crn, heading: Cloud CRM Reseller option > Silver }',
      'document crn is not among documents; there are cba, crm',
    ],
    ['that is no YAML', 'policies:\n', 'policies: [\n', 'this is no YAML:'],
    [
      'that is the earliest and has a first day',
      'effectiveFrom: null',
      "effectiveFrom: '2017-10-01'",
      'no case looks at 2017-09-30; the first day in force and the day before have one each',
    ],
  ])('%s', (_case, from, to, message) => {
    change('2017-09-15.yaml', from, to);
    expect(problems().join('\n')).toContain(message);
    expect(() => loadPrograms(directory)).toThrow(message);
  });

  test('with the line and column of every problem at once', () => {
    change('2017-09-15.yaml', 'window: by-day', 'window: by-week');
    change('2017-09-15.yaml', 'attribution: prospective', 'attribution: none');
    expect(problems()).toEqual([
      'microsoft-partner-network/2017-09-15.yaml:14:11: policies/window is "by-week"; expected "by-day"',
      'microsoft-partner-network/2017-09-15.yaml:15:16: policies/attribution is "none"; expected "prospective"',
    ]);
  });

  test('without cases, or with cases that are not understood', () => {
    change('2017-09-15.cases.yaml', '2016-01-01 partner of acme\n', '2016-01-01 befriends acme\n');
    expect(problems()[0]).toContain(
      'line 1 of the ledger is not understood: 2016-01-01 befriends acme',
    );
    rmSync(file('2017-09-15.cases.yaml'));
    expect(problems()).toEqual([
      expect.stringContaining(
        'the edition has no cases; write them in microsoft-partner-network/2017-09-15.cases.yaml',
      ),
    ]);
  });

  test('beside another one that is in force from the same day', () => {
    cpSync(file('2017-09-15.yaml'), file('copy.yaml'));
    cpSync(file('2017-09-15.cases.yaml'), file('copy.cases.yaml'));
    expect(problems()[0]).toContain('is in force from the same day (null); only one can be');
  });
});

describe('the content hash', () => {
  const hash = () => loadPrograms(directory)[0]?.editions[0]?.contentHash;

  test('is of what the edition says, not of how it is written', () => {
    const before = hash();
    change(
      '2017-09-15.yaml',
      'policies:\n  window: by-day\n  attribution: prospective\n',
      '# moved\npolicies: { attribution: prospective, window: by-day }\n',
    );
    expect(hash()).toBe(before);
    change('2017-09-15.yaml', "usd: '25000'", "usd: '25001'");
    expect(hash()).not.toBe(before);
  });
});
