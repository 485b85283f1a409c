import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Edition,
  type Holding,
  optionIdOf,
  type Program,
  type Requirement,
} from '@app/domain';
import { builtInEditions, type CasesDocument, casesFileOf, loadPrograms } from '@app/programs';
import { parse } from 'yaml';
import { builtInProgram } from '../oracle/programs.js';
import { EDITION } from './editions-copy.js';
import { changesOf, isNoticed } from './rule-changes.js';

const program = loadPrograms()[0] as Program;
const edition = program.editions[0] as Edition;

describe('the built-in edition', () => {
  test('has the rules that the oracle transcribed from the same documents', () => {
    const rulesOf = ({ options }: Edition) =>
      options.map((option) => ({
        option: optionIdOf(option),
        tiers: option.tiers.map(({ tier, requirements }) => ({
          tier,
          requirements: requirements.map(uncited),
        })),
      }));
    expect(rulesOf(edition)).toEqual(rulesOf(builtInProgram().editions[0] as Edition));
  });
});

/** Without citations, and with what people hold in its flattest form: the loader and the oracle nest it each in its own way. */
function uncited({ citations: _citations, ...rules }: Requirement): object {
  if (rules.kind !== 'qualified-individuals') return rules;
  const alternatives = rules.alternatives.map((groups) =>
    groups.map((group) => ({ ...group, holds: flattened(group.holds) })),
  );
  return { ...rules, alternatives };
}

/** All of all of some is all of them. */
function flattened(holding: Holding): Holding {
  if (!('of' in holding)) return holding;
  const parts = holding.of.map(flattened);
  if (holding.atLeast !== parts.length) return { ...holding, of: parts };
  const of = parts.flatMap((part) =>
    'of' in part && part.atLeast === part.of.length ? part.of : [part],
  );
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { atLeast: of.length, of };
}

describe('the cases beside the built-in edition', () => {
  const { cases, unknownProducts } = parse(
    readFileSync(casesFileOf(join(builtInEditions(), EDITION)), 'utf8'),
  ) as CasesDocument;

  test('notice every change of a rule: a cent, a place, a product, an exam or a policy', () => {
    const changes = changesOf(edition, unknownProducts);
    const unnoticed = changes.filter((change) => !isNoticed(change, program, cases));
    expect(unnoticed.map(({ change }) => change)).toEqual([]);
    expect(changes.length).toBeGreaterThanOrEqual(1296);
  });
});
