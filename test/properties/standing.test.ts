import { describe, expect, it } from '@jest/globals';
import { competenciesOn, naiveStandings, standingsOn, type Program } from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { faultsOfAssignments, inFigures, withoutAssignments } from '../oracle/witness.js';
import { story, storyIn } from './arbitraries.js';
import { check, Shares } from './check.js';
import { indexOf } from './indexing.js';
import { BUILT_IN_WORLD, programs, SMALL_BUILT_IN } from './random-programs.js';
import type { Story } from './stories.js';
import { askedDay } from './vocabulary.js';

const someDays = fc.array(askedDay, { minLength: 1, maxLength: 6 });

describe('The standing of a day', () => {
  it('is what the contract says of random facts under random rules', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, someDays, (...given) => agree(...given, shares)),
      200,
    );
    const shown = expectInteresting(shares, { attained: 0.2, lapsing: 0.06 });
    for (const [kind, share] of Object.entries(shown))
      expect({ kind, happens: share > 0 }).toEqual({ kind, happens: true });
  });

  it('is what the contract says of random facts under the built-in rules', () => {
    const shares = new Shares();
    check(
      fc.property(storyIn(BUILT_IN_WORLD), someDays, (told, days) =>
        agree(told, SMALL_BUILT_IN, days, shares),
      ),
      120,
    );
    expectInteresting(shares, { attained: 0.05, lapsing: 0.05 });
  });
});

describe('The second opinion', () => {
  it('that the product keeps for its own verification says the same', () => {
    check(
      fc.property(story, programs, someDays, ({ recorded }, rules, days) => {
        const oracle = new Oracle(recorded, recorded.length, rules);
        for (const asOf of days)
          expect(naiveStandings(recorded, rules, epochDay(asOf))).toEqual(
            oracle.standingsOn(asOf).map(inFigures),
          );
      }),
      100,
    );
  });
});

function agree(
  { recorded }: Story,
  rules: readonly Program[],
  days: readonly IsoDay[],
  shares: Shares,
): void {
  const oracle = new Oracle(recorded, recorded.length, rules);
  const known = indexOf(recorded).knownAt();
  expect(known.enrolledOn).toBe(epochDay(oracle.enrolledOn));
  for (const asOf of days) {
    const shown = standingsOn(known, rules, epochDay(asOf));
    const expected = oracle.standingsOn(asOf);
    // Strictly: a field that says nothing is left out, and none is `undefined`.
    expect(withoutAssignments(shown)).toStrictEqual(expected);
    const competencies = oracle.competenciesOn(asOf);
    expect(competenciesOn(known, rules, epochDay(asOf))).toStrictEqual(competencies);
    for (const one of shown)
      expect(standingsOn(known, rules, epochDay(asOf), `${one.competency}/${one.option}`)).toEqual([
        one,
      ]);
    expect(faultsOfAssignments(oracle, rules, shown, asOf)).toEqual([]);
    shares.saw({
      attained: expected.some(({ tier }) => tier !== null),
      lapsing: expected.some(({ lapsesOn }) => lapsesOn !== null),
      'short of a tier': expected.some(({ tier, since }) => tier === null && since !== null),
      'by several options': competencies.some(({ attainedBy }) => attainedBy.length > 1),
      'by the other option': competencies.some(
        ({ tier }) => expected.filter((one) => one.tier === tier).length < expected.length,
      ),
      held: expected.some(({ held }) => (held ?? null) !== null),
      'renewal open': expected.some(
        ({ held, renewalOpensOn }) => held === null && renewalOpensOn !== null,
      ),
      'at risk at renewal': expected.some(({ atRiskAtRenewal }) => atRiskAtRenewal),
      'not at risk': expected.some(
        ({ held, atRiskAtRenewal }) => (held ?? null) !== null && !atRiskAtRenewal,
      ),
      'assigned people': shown.some(({ requirements }) =>
        requirements.some((f) => f.kind === 'qualified-individuals' && f.actual > 0),
      ),
    });
  }
}

/** A share that sinks below these says that the cases have become dull, not that the code is wrong. */
function expectInteresting(
  shares: Shares,
  least: { attained: number; lapsing: number },
): Readonly<Record<string, number>> {
  const shown = shares.report();
  const { attained = 0, lapsing = 0 } = shown;
  expect(attained).toBeGreaterThan(least.attained);
  expect(lapsing).toBeGreaterThan(least.lapsing);
  return shown;
}
