import { describe, expect, it } from '@jest/globals';
import { nextChangeAfter, revenueSteps, tierIntervals, type Program } from '@app/domain';
import fc from 'fast-check';
import { epochDay, HORIZON } from '../oracle/days.js';
import { editionOf, programOf, builtInProgram } from '../oracle/programs.js';
import { Oracle } from '../oracle/standing.js';
import { story, storyIn } from './arbitraries.js';
import { check, Shares } from './check.js';
import { indexOf } from './indexing.js';
import { BUILT_IN_WORLD, policies, programs } from './random-programs.js';
import { changedEdition, readAs } from './rules-rewritten.js';
import { askedDay } from './vocabulary.js';

const OPTIONS = ['tested/one', 'tested/two'] as const;

describe('A history', () => {
  it('is every single day, equal neighbours as one interval', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, ({ recorded }, rules) => {
        const oracle = new Oracle(recorded, recorded.length, rules);
        const known = indexOf(recorded).knownAt();
        for (const option of OPTIONS) {
          const from = oracle.enrolledOn;
          const expected = oracle.historyOf(option, from, null);
          expect(tierIntervals(known, rules, option, epochDay(from), null)).toEqual(expected);
          const tiers = new Set(expected.map(({ tier }) => tier));
          shares.saw({
            'attains a tier': tiers.size > 1 || !tiers.has(null),
            'loses it again': expected.some(({ tier }, i) => i > 0 && tier === null),
            'has both tiers': tiers.has('silver') && tiers.has('gold'),
          });
        }
      }),
      150,
    );
    const seen = shares.report();
    expect(seen['attains a tier']).toBeGreaterThan(0.35);
    expect(seen['loses it again']).toBeGreaterThan(0.2);
    expect(seen['has both tiers']).toBeGreaterThan(0.02);
  });

  it('is clipped to the days asked for', () => {
    check(
      fc.property(story, programs, askedDay, askedDay, ({ recorded }, rules, from, to) => {
        const oracle = new Oracle(recorded, recorded.length, rules);
        const known = indexOf(recorded).knownAt();
        for (const option of OPTIONS)
          expect(tierIntervals(known, rules, option, epochDay(from), epochDay(to))).toEqual(
            oracle.historyOf(option, from, to),
          );
      }),
      100,
    );
  });

  it('says when to look again: on the next day with another tier', () => {
    check(
      fc.property(story, programs, askedDay, ({ recorded }, rules, day) => {
        const oracle = new Oracle(recorded, recorded.length, rules);
        const known = indexOf(recorded).knownAt();
        for (const option of OPTIONS) {
          const next = oracle.historyOf(option, day, null)[1];
          expect(nextChangeAfter(known, rules, option, epochDay(day))).toBe(
            next === undefined ? null : epochDay(next.from),
          );
        }
      }),
      100,
    );
  });
});

/** The built-in rules, and half way through the stories' days the same with half the thresholds, each read by its own policies. */
const twoEditions = fc
  .tuple(policies, policies)
  .map(([first, second]): Program[] => [
    programOf('tested', [
      changedEdition(editionOf('first', null, optionsAt(100), first), readAs(first)),
      changedEdition(
        editionOf('second', epochDay('2017-02-28'), optionsAt(50), second),
        readAs(second),
      ),
    ]),
  ]);

function optionsAt(thousand: number): Program['editions'][number]['options'] {
  return builtInProgram({ thousand, people: [1, 2] }).editions[0]!.options;
}

describe('The revenue of a requirement', () => {
  it('is its finding on every single day, with the threshold of the day', () => {
    const option = 'cloud-business-applications/enterprise-operations';
    check(
      fc.property(
        storyIn(BUILT_IN_WORLD),
        twoEditions,
        askedDay,
        fc.option(askedDay, { nil: HORIZON }),
        fc.constantFrom('total-revenue', 'net-new-revenue'),
        ({ recorded }, rules, from, to, requirement) => {
          const oracle = new Oracle(recorded, recorded.length, rules);
          const known = indexOf(recorded).knownAt();
          expect(
            revenueSteps(known, rules, option, requirement, epochDay(from), epochDay(to)),
          ).toEqual(oracle.revenueOf(option, requirement, from, to));
        },
      ),
      60,
    );
  });
});
