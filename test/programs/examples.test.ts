import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  casesFileOf,
  type CasesDocument,
  checkPrograms,
  loadPrograms,
  runCases,
} from '@app/programs';
import { parse } from 'yaml';

const EXAMPLES = 'examples/programs';
const FIRST = 'harbor-partner-program/2019-01-01.yaml';
const SECOND = 'harbor-partner-program/2020-01-01.yaml';
const OTHER = 'lantern-alliance/2021-07-01.yaml';

test('the example programs are good, with every case run', () => {
  const { programs, problems, casesRun } = checkPrograms(EXAMPLES);
  expect(problems).toEqual([]);
  expect(programs.map(({ editions }) => editions.length)).toEqual([2, 1]);
  expect(casesRun).toBe([FIRST, SECOND, OTHER].flatMap(casesIn).length);
});

test('what docs/rules.md shows of a file stands in the example', () => {
  const shown = [...readFileSync('docs/rules.md', 'utf8').matchAll(/```yaml\n([^`]+)```/g)];
  expect(shown.length).toBeGreaterThan(1);
  const example = readFileSync(join(EXAMPLES, FIRST), 'utf8');
  for (const [, snippet = ''] of shown) expect(example).toContain(snippet);
});

function casesIn(file: string): CasesDocument['cases'] {
  const text = readFileSync(casesFileOf(join(EXAMPLES, file)), 'utf8');
  return (parse(text) as CasesDocument).cases;
}

/** A part of the language, and the example with it taken away or given its other value. */
type Removal = readonly [part: string, file: string, replace: string | RegExp, by: string];

const REMOVALS: readonly Removal[] = [
  [
    'the product filter',
    FIRST,
    'products: [compute, storage]\n        revenueTypes: [net-new]',
    'products: [compute, storage, analytics]\n        revenueTypes: [net-new]',
  ],
  ['the revenue-type filter', FIRST, 'revenueTypes: [net-new]', 'revenueTypes: every'],
  [
    'the kind of association',
    FIRST,
    'revenueTypes: [net-new]\n        associationKinds: [partner-of-record]',
    'revenueTypes: [net-new]\n        associationKinds: [partner-of-record, transacting-partner]',
  ],
  [
    'the transacting partner',
    FIRST,
    '[transacting-partner, delegated-administrator]',
    '[delegated-administrator]',
  ],
  [
    'the delegated administrator',
    FIRST,
    '[transacting-partner, delegated-administrator]',
    '[transacting-partner]',
  ],
  [
    'the products of the association',
    FIRST,
    "associationProducts: [compute, storage]\n        conditions: ['Net-new",
    "associationProducts: [compute, storage, analytics]\n        conditions: ['Net-new",
  ],
  ['the threshold by market', FIRST, "developing: { usd: '500'", "developing: { usd: '1000'"],
  [
    'a second line over overlapping products',
    FIRST,
    "gold:\n            heading: Resale > Gold\n            developed: { usd: '2000'",
    "gold:\n            heading: Resale > Gold\n            developed: { usd: '1'",
  ],
  [
    'the least that each customer brings',
    FIRST,
    "eachAtLeast: { usd: '100'",
    "eachAtLeast: { usd: '1'",
  ],
  ['net new customers', FIRST, 'netNew: true', 'netNew: false'],
  ['the latest value of a measure', FIRST, 'counts: latest', 'counts: sum'],
  ['the sum of a measure', FIRST, 'counts: sum', 'counts: latest'],
  [
    'the association of a measure',
    FIRST,
    'associationKinds: [partner-of-record]\n            associationProducts: [compute, analytics]',
    'associationKinds: none',
  ],
  [
    'the products of a measure',
    FIRST,
    'products: [compute, analytics]\n            associationKinds',
    'products: every\n            associationKinds',
  ],
  ['the attribute', FIRST, 'values: [passed]', 'values: [passed, passed-with-remarks]'],
  ['any of', FIRST, 'kind: any-of', 'kind: all-of'],
  ['all of', FIRST, 'kind: all-of', 'kind: any-of'],
  ['others', FIRST, 'individuals: others', 'individuals: either'],
  [
    'either',
    FIRST,
    'individuals: either\n            silver: { places: 1, heading: Team',
    'silver: { places: 1, heading: Team',
  ],
  ['the same', FIRST, / {12}same:\n.*\n.*\n/, ''],
  ['k of n', FIRST, 'atLeast: 2, of: [H-200', 'atLeast: 1, of: [H-200'],
  [
    'all exams of any one of several lists',
    FIRST,
    '{ anyOf: [{ allOf: [H-100, H-300] }, { allOf: [H-100, H-301] }] }',
    '{ allOf: [H-100, H-300] }',
  ],
  [
    'another individual, several times',
    FIRST,
    '- holds: H-110\n',
    '- holds: H-110\n            individuals: either\n',
  ],
  [
    'an alternative for each person',
    FIRST,
    'same:\n              - holds: { anyOf: [H-200, H-201] }',
    'same:\n              - holds: H-200',
  ],
  [
    'an alternative for the whole group',
    FIRST,
    'alternatives: [{ allOf: [H-100, H-200] }, H-300]',
    'holds: { allOf: [H-100, H-200] }',
  ],
  ['the first day of an exam', FIRST, ", availableFrom: '2019-03-01'", ''],
  ['the retirement of an exam', FIRST, ", retiredOn: '2019-04-01'", ''],
  ['the last day that an exam is accepted', FIRST, ", acceptedUntil: '2019-07-01'", ''],
  ['the replacement of an exam', FIRST, ', replacedBy: H-192', ''],
  ['the certification beside an exam', FIRST, '{ anyOf: [H-90, HARBOR-EXPERT] }', 'H-90'],
  ['alternatives: unmixed', FIRST, 'alternatives: unmixed', 'alternatives: mixed'],
  ['window: by-day', FIRST, 'window: by-day', 'window: by-month'],
  ['attribution: prospective', FIRST, 'attribution: prospective', 'attribution: retroactive'],
  ['alternatives: mixed', SECOND, 'alternatives: mixed', 'alternatives: unmixed'],
  ['window: by-month', SECOND, 'window: by-month', 'window: by-day'],
  ['attribution: retroactive', SECOND, 'attribution: retroactive', 'attribution: prospective'],
  ['a requirement within a requirement of a requirement', OTHER, 'kind: any-of', 'kind: all-of'],
  ['the replacement of a replacement', OTHER, ', replacedBy: L-30', ''],
  ['the replacement of a certification', OTHER, ', replacedBy: LANTERN-PRINCIPAL', ''],
  [
    'the first day of a replacement',
    OTHER,
    "availableFrom: '2021-10-01'",
    "availableFrom: '2021-10-02'",
  ],
  ['the same people of an alternative', OTHER, / {12}same:\n {14}- holds: LANTERN.*\n.*\n/, ''],
  ['a group of gold alone', OTHER, 'atLeast: 2, of: [L-40', 'atLeast: 3, of: [L-40'],
  ['a requirement of gold alone', OTHER, 'count: 1000,', 'count: 1001,'],
  ["the latest value of today's customers", OTHER, 'counts: latest', 'counts: sum'],
  [
    'the sum of customers of one kind',
    OTHER,
    '[transacting-partner, delegated-administrator]',
    '[transacting-partner]',
  ],
];

/** Said of a badge and not of a tier. */
const BADGE_REMOVALS: readonly Removal[] = [
  [
    'anniversary: from-anniversary',
    FIRST,
    'anniversary: from-anniversary',
    'anniversary: from-purchase',
  ],
  [
    'anniversary: from-purchase',
    SECOND,
    'anniversary: from-purchase',
    'anniversary: from-anniversary',
  ],
];

describe('a case notices when the example loses', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-examples-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What the cases of the file find otherwise than they expect when the file is changed. */
  function differences([, file, replace, by]: Removal): { expected: string; actual: string }[] {
    cpSync(EXAMPLES, folder, { recursive: true });
    const text = readFileSync(join(EXAMPLES, file), 'utf8');
    const changed = text.replace(replace, by);
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, file), changed);
    return runCases(loadPrograms(folder), casesIn(file)).filter(
      ({ expected, actual }) => expected !== actual,
    );
  }

  /** The tier itself, of the option or its competency, and not a figure behind it. */
  const tierOf = (found: string) =>
    found
      .split('; ')
      .filter((part) => /^(?:none|silver|gold|no standing|competency .+)$/.test(part))
      .join('; ');

  test.each(REMOVALS)('%s: another tier', (...removal) => {
    const tiers = differences(removal).filter(
      ({ expected, actual }) => tierOf(expected) !== tierOf(actual),
    );
    expect(tiers.length).toBeGreaterThan(0);
  });

  test('the later edition, which judges at once: another tier on its first day', () => {
    const programs = loadPrograms(EXAMPLES).map((program) => ({
      ...program,
      editions: program.editions.slice(0, 1),
    }));
    const [firstDay] = runCases(programs, casesIn(SECOND)).filter(
      ({ day }) => day === '2020-01-01',
    );
    expect(tierOf(firstDay?.expected ?? '')).toBe('none');
    expect(tierOf(firstDay?.actual ?? '')).toBe('silver');
  });

  test('one of the options of a competency: another tier of the competency', () => {
    const programs = loadPrograms(EXAMPLES).map((program) => ({
      ...program,
      editions: program.editions.map((edition) => ({
        ...edition,
        options: edition.options.filter(({ option }) => option !== 'managed-services'),
      })),
    }));
    const cases = casesIn(FIRST).filter(({ option }) => option === 'cloud-services/resale');
    expect(runCases(programs, cases).map(({ actual }) => actual)).toContainEqual(
      'none; competency none',
    );
    expect(runCases(programs, cases).filter(({ expected, actual }) => expected !== actual)).toEqual(
      [expect.objectContaining({ expected: 'none; competency silver', day: '2018-06-01' })],
    );
  });

  test.each(BADGE_REMOVALS)('%s: another anniversary', (...removal) => {
    expect(differences(removal).map(({ actual }) => actual)).toContainEqual(
      expect.stringContaining('renewal opens'),
    );
  });
});
