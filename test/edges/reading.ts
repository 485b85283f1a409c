import { expect } from '@jest/globals';
import {
  naiveStandings,
  type Policies,
  type Program,
  type Requirement,
  type Standing,
  standingsOn,
} from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { editionOf, optionOf, programOf } from '../oracle/programs.js';
import { groupsOf, revenueOf } from '../oracle/requirements.js';
import { Oracle } from '../oracle/standing.js';
import { faultsOfAssignments, inFigures, withoutAssignments } from '../oracle/witness.js';
import { ledgerOf } from './ledger.js';

/** One line of a table: what a ledger says of a day. */
export interface Reading {
  readonly name: string;
  readonly ledger: string;
  readonly asOf: string;
  /** `silver, since 2016-02-29, lapses 2017-03-01, 100.00 of 100.00`; the figure is the silver tier's. */
  readonly is: string;
}

/**
 * Two options: `revenue` asks for 100 dollars net-new of alpha or beta for silver (developing: 50) and 300 for gold (150);
 * `people` for one who passed E1 and one other who passed E2 or E3, and for gold two of each.
 */
export const RULES: readonly Program[] = [
  programOf('tested', [
    editionOf('only', null, [
      optionOf('tested', 'revenue', (tier) => [
        revenueOf('revenue', {
          products: ['alpha', 'beta'],
          revenueTypes: ['net-new'],
          associationProducts: ['alpha', 'beta'],
          threshold:
            tier === 'silver'
              ? { developed: 10_000, developing: 5_000 }
              : { developed: 30_000, developing: 15_000 },
        }),
      ]),
      optionOf('tested', 'people', (tier) => [
        groupsOf('people', [
          { places: tier === 'silver' ? 1 : 2, exams: [['E1']] },
          { places: tier === 'silver' ? 1 : 2, exams: [['E2', 'E3']] },
        ]),
      ]),
    ]),
  ]),
];

/** Holds the product's reading of a ledger against what is written in the table, and the oracle's as well. */
export function expectReading(
  option: string,
  { ledger, asOf, is }: Reading,
  rules: readonly Program[] = RULES,
): void {
  const { index, recorded } = ledgerOf(ledger);
  const shown = standingsOn(index.knownAt(), rules, epochDay(asOf));
  const oracle = new Oracle(recorded, recorded.length, rules);
  expect(inWords(shown, option)).toBe(is);
  expect(inWords(oracle.standingsOn(asOf), option)).toBe(is);
  expect(withoutAssignments(shown)).toEqual(oracle.standingsOn(asOf));
  expect(naiveStandings(recorded, rules, epochDay(asOf))).toEqual(shown.map(inFigures));
  expect(faultsOfAssignments(oracle, rules, shown, asOf)).toEqual([]);
}

/** Silver of the option `tested/it` for whoever meets `requirement`; there is no gold. */
export function silverFor(requirement: Requirement, policies?: Policies): readonly Program[] {
  const tiers = [{ tier: 'silver' as const, requirements: [requirement] }];
  const it = { competency: 'tested', option: 'it', name: 'it', tiers };
  return [programOf('tested', [editionOf('only', null, [it], policies)])];
}

function inWords(standings: readonly Standing[], option: string): string {
  const standing = standings.find((one) => one.option === option);
  const [silver] = standing?.requirements ?? [];
  if (standing === undefined || silver === undefined) return 'no such option';
  const { tier, since, lapsesOn } = standing;
  return [
    tier ?? 'none',
    ...(since === null ? [] : [`since ${since}`]),
    ...(lapsesOn === null ? [] : [`lapses ${lapsesOn}`]),
    `${silver.actual} of ${silver.required}`,
  ].join(', ');
}
