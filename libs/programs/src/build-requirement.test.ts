import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { dayOf, type Holding, type PeopleGroup, type Policies } from '@app/domain';
import { parse } from 'yaml';
import { RequirementBuilder } from './build-requirement.js';
import type { EditionDocument, GroupDocument } from './edition-document.js';

const example = parse(
  readFileSync('examples/programs/harbor-partner-program/2019-01-01.yaml', 'utf8'),
) as EditionDocument;

const ONE = { places: 1, heading: 'Silver', says: 'One.' };

/** The lists of groups, any of which will do, that silver asks for. */
function built(
  groups: readonly GroupDocument[],
  alternatives: Policies['alternatives'] = 'unmixed',
): string[][] {
  const document = { ...example, policies: { ...example.policies, alternatives } };
  const [people] = new RequirementBuilder(document).ofTier(
    [{ id: 'people', kind: 'qualified-individuals', groups }],
    'silver',
    'Guide',
  );
  return people?.kind === 'qualified-individuals'
    ? people.alternatives.map((list) => list.map(shown))
    : [];
}

function shown({ places, holds, individuals }: PeopleGroup): string {
  return `${places} ${individuals}: ${holdingWords(holds)}`;
}

function holdingWords(holding: Holding): string {
  if (!('of' in holding)) return holding.id;
  return `${holding.atLeast} of (${holding.of.map(holdingWords).join(', ')})`;
}

describe('what people hold', () => {
  test.each<readonly [string, Omit<GroupDocument, 'silver'>, string]>([
    ['one credential', { holds: 'H-100' }, 'H-100'],
    ['a list of one is that one', { holds: { allOf: [{ anyOf: ['H-100'] }] } }, 'H-100'],
    ['all of two is two of two', { holds: { allOf: ['H-100', 'H-200'] } }, '2 of (H-100, H-200)'],
    ['any of two is one of two', { holds: { anyOf: ['H-100', 'H-200'] } }, '1 of (H-100, H-200)'],
    [
      'two of three, nested',
      { holds: { atLeast: 2, of: ['H-100', 'H-200', { allOf: ['H-300', 'HARBOR-EXPERT'] }] } },
      '2 of (H-100, H-200, 2 of (H-300, HARBOR-EXPERT))',
    ],
    ['what replaced it is as good', { holds: 'H-92' }, '1 of (H-92, H-192)'],
    ['and not the other way', { holds: 'H-192' }, 'H-192'],
    [
      'the same people hold besides, in one holding',
      {
        holds: 'H-100',
        same: [{ holds: { anyOf: ['H-200', 'H-92'] }, says: { silver: 'Same.' } }],
      },
      '2 of (H-100, 1 of (H-200, 1 of (H-92, H-192)))',
    ],
  ])('%s', (_what, group, holding) => {
    expect(built([{ ...group, silver: ONE }])).toEqual([[`1 others: ${holding}`]]);
  });
});

describe('alternatives for whole groups', () => {
  const same = [{ holds: 'H-301', says: { silver: 'Same.' } }];
  const groups: GroupDocument[] = [
    { alternatives: ['H-100', 'H-200'], silver: { ...ONE, places: 2 } },
    { alternatives: ['H-201', 'H-202'], same, individuals: 'either', silver: ONE },
    { holds: 'H-300', gold: ONE },
  ];

  test('unmixed are every combination of them, each with what the same people hold besides', () => {
    expect(built(groups)).toEqual([
      ['2 others: H-100', '1 either: 2 of (H-201, H-301)'],
      ['2 others: H-100', '1 either: 2 of (H-202, H-301)'],
      ['2 others: H-200', '1 either: 2 of (H-201, H-301)'],
      ['2 others: H-200', '1 either: 2 of (H-202, H-301)'],
    ]);
  });

  test('mixed are any of them for each person', () => {
    expect(built(groups, 'mixed')).toEqual([
      ['2 others: 1 of (H-100, H-200)', '1 either: 2 of (1 of (H-201, H-202), H-301)'],
    ]);
  });

  test('a tier of no group asks for nobody', () => {
    expect(built([{ holds: 'H-100', gold: ONE }])).toEqual([]);
  });
});

test('the days of a credential, its type and the policies are in the requirements themselves', () => {
  const builder = new RequirementBuilder(example);
  const requirements = example.options.flatMap((option) =>
    builder.ofTier(option.requirements, 'silver', 'Guide'),
  );
  const text = JSON.stringify(requirements);
  expect(text.includes('"id":"HARBOR-EXPERT","type":"certification"')).toBe(true);
  expect(text.includes(`"id":"H-110","type":"exam","availableFrom":${dayOf('2019-03-01')},`)).toBe(
    true,
  );
  expect(requirements.find(({ kind }) => kind === 'rolling-revenue')).toMatchObject({
    window: 'by-day',
    attribution: 'prospective',
    citations: [
      { heading: 'Resale > Silver', says: 'At least 1,000 USD in developed markets.' },
      { heading: 'Resale > Silver', says: 'At least 500 USD in developing markets.' },
      { heading: 'Resale > Silver', says: expect.stringMatching(/^Net-new .+ you are\.$/) },
    ],
  });
});
