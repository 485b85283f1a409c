import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Edition, type Option, optionIdOf, type Program, type Requirement } from '@app/domain';
import {
  builtInEditions,
  type CasesDocument,
  casesFileOf,
  loadPrograms,
  runCases,
} from '@app/programs';
import { parse } from 'yaml';
import { builtInProgram } from '../oracle/programs.js';
import { EDITION } from './editions-copy.js';

const edition = loadPrograms()[0]?.editions[0] as Edition;

describe('the built-in edition', () => {
  test('has the rules that the oracle transcribed from the same documents', () => {
    const rulesOf = ({ options }: Edition) =>
      options.map((option) => ({
        option: optionIdOf(option),
        tiers: option.tiers.map(({ tier, requirements }) => ({
          tier,
          requirements: requirements.map(({ citations: _citations, ...rules }) => rules),
        })),
      }));
    expect(rulesOf(edition)).toEqual(rulesOf(builtInProgram().editions[0] as Edition));
  });
});

/** One rule of the edition, changed. */
interface Change {
  readonly option: string;
  readonly change: string;
  readonly options: Option[];
}

describe('the cases beside the built-in edition', () => {
  const { cases } = parse(
    readFileSync(casesFileOf(join(builtInEditions(), EDITION)), 'utf8'),
  ) as CasesDocument;

  test('notice every change of a rule: a cent, a place, a product or an exam more or less', () => {
    const changes = changesOf(edition);
    const unnoticed = changes.filter(({ option, options }) => {
      const program: Program = {
        id: 'changed',
        name: 'Changed',
        editions: [{ ...edition, options }],
      };
      return cases
        .filter((one) => one.option === option)
        .every((one) =>
          runCases([program], [one]).every(({ actual, expected }) => actual === expected),
        );
    });
    expect(changes.length).toBeGreaterThan(450);
    expect(unnoticed.map(({ change }) => change)).toEqual([]);
  });
});

function changesOf({ options, products, exams }: Edition): Change[] {
  const productIds = [...products.map(({ id }) => id), 'office-365'];
  const examIds = exams.map(({ id }) => id);
  return options.flatMap((option, optionPlace) =>
    option.tiers.flatMap(({ tier, requirements }, tierPlace) =>
      requirements.flatMap((requirement, place) =>
        changesOfRequirement(requirement, productIds, examIds).map(([what, changed]): Change => {
          const tierChanged = {
            tier,
            requirements: requirements.toSpliced(place, 1, ...(changed === null ? [] : [changed])),
          };
          const optionChanged = { ...option, tiers: option.tiers.with(tierPlace, tierChanged) };
          return {
            option: optionIdOf(option),
            change: `${option.option} ${tier} ${requirement.id}: ${what}`,
            options: options.with(optionPlace, optionChanged),
          };
        }),
      ),
    ),
  );
}

type Changed = readonly [what: string, requirement: Requirement | null];

function changesOfRequirement(
  requirement: Requirement,
  products: readonly string[],
  exams: readonly string[],
): Changed[] {
  const without: Changed = ['taken away', null];
  if (requirement.kind === 'rolling-revenue') {
    const { threshold, revenueTypes } = requirement;
    const otherTypes = revenueTypes.length === 0 ? (['net-new'] as const) : [];
    return [
      without,
      ['other revenue types', { ...requirement, revenueTypes: otherTypes }],
      ['recurring only', { ...requirement, revenueTypes: ['recurring'] }],
      ...(['developed', 'developing'] as const).flatMap((market) =>
        [-1, 1].map((cents): Changed => [
          `${market} ${cents} cent`,
          { ...requirement, threshold: { ...threshold, [market]: threshold[market] + cents } },
        ]),
      ),
      ...(['products', 'associationProducts'] as const).flatMap((list) =>
        listChanges(requirement[list], products).map(([what, changed]): Changed => [
          `${list} ${what}`,
          { ...requirement, [list]: changed },
        ]),
      ),
    ];
  }
  const { groups } = requirement;
  return [
    without,
    ...groups.flatMap((group, place) => {
      const withGroup = (what: string, changed: Partial<typeof group>): Changed => [
        `group ${place}: ${what}`,
        { ...requirement, groups: groups.with(place, { ...group, ...changed }) },
      ];
      return [
        ...[-1, 1].map((more) => withGroup(`${more} place`, { places: group.places + more })),
        ...group.exams.flatMap((list, listPlace) => [
          withGroup(`without ${list.join(' or ')}`, {
            exams: group.exams.toSpliced(listPlace, 1),
          }),
          ...listChanges(list, exams).map(([what, changed]) =>
            withGroup(what, { exams: group.exams.with(listPlace, changed) }),
          ),
        ]),
      ];
    }),
  ];
}

/** The list less each of its entries, unless it is the only one, and with each other one of `all`. */
function listChanges(
  list: readonly string[],
  all: readonly string[],
): (readonly [what: string, list: readonly string[]])[] {
  const less = list.length === 1 ? [] : list;
  return [
    ...less.map((id) => [`less ${id}`, list.filter((other) => other !== id)] as const),
    ...all
      .filter((id) => !list.includes(id))
      .map((id) => [`${list.join(' or ')} or ${id}`, [...list, id]] as const),
  ];
}
