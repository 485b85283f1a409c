import { describe, expect, it } from '@jest/globals';
import { competenciesOn, type Policies, type Program, standingsOn, type Tier } from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { type OracleMembership, rank } from '../oracle/findings.js';
import { heldOn, type Purchase } from '../oracle/held-years.js';
import { enrolmentOf, liveFacts, markOn, ofType } from '../oracle/known-facts.js';
import { AS_BUILT_IN, editionOf, optionOf, programOf } from '../oracle/programs.js';
import { attributeOf } from '../oracle/requirements.js';
import { check, Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { bought, COMPETENCY } from './held-years-cases.js';
import { indexOf } from './indexing.js';

/** Two options, each with the tier that an attribute of its name says. */
function rulesBy(anniversary: Policies['anniversary']): Program[] {
  const options = ['one', 'two'].map((name) =>
    optionOf(COMPETENCY, name, (of) => [
      attributeOf('level', name, of === 'gold' ? ['gold'] : ['silver', 'gold']),
    ]),
  );
  return [programOf('tested', [editionOf('only', null, options, { ...AS_BUILT_IN, anniversary })])];
}

const POLICIES = ['from-anniversary', 'from-purchase'] as const;

describe('Held years', () => {
  it('are what living through them day by day comes to, under both policies', () => {
    const shares = new Shares();
    check(
      fc.property(bought, ({ told: { recorded }, days }) => {
        const live = liveFacts(recorded, recorded.length);
        const purchases = ofType(live, 'MembershipPurchased').map(({ data }): Purchase => data);
        const known = indexOf(recorded).knownAt();
        for (const asOf of days) {
          const [first, second] = POLICIES.map((policy): Partial<OracleMembership> => {
            const rules = rulesBy(policy);
            const expected =
              purchases.length === 0
                ? {}
                : heldOn(purchases, policy, asOf, (day) => attainedOn(live, day));
            const [competency] = competenciesOn(known, rules, epochDay(asOf)).map(membershipIn);
            expect({ asOf, policy, ...competency }).toEqual({ asOf, policy, ...expected });
            for (const standing of standingsOn(known, rules, epochDay(asOf)))
              expect(membershipIn(standing)).toEqual(expected);
            return expected;
          });
          shares.saw({
            ...kindsOf(first),
            'the policies differ': !isSame(first, second),
            'too late to renew': isTooLate(first, (day) => attainedOn(live, day)),
          });
        }
      }),
      250,
    );
    expectAllToHappen(shares);
  });
});

/** The highest of the tiers that the options attain. */
function attainedOn(live: Parameters<typeof ofType>[0], day: IsoDay): Tier | null {
  if (day < enrolmentOf(live).effectiveOn) return null;
  const tiers = ['one', 'two'].map((name): Tier | null => {
    const marksOfOne = ofType(live, 'AttributeAssigned').filter(
      ({ data }) => data.attribute === name,
    );
    const value = markOn(marksOfOne, day)?.data.value;
    return value === 'silver' || value === 'gold' ? value : null;
  });
  return tiers.reduce((best, one) => (rank(one) > rank(best) ? one : best), null);
}

function membershipIn(shown: Partial<OracleMembership>): Partial<OracleMembership> {
  const { held, renewalOpensOn, atRiskAtRenewal } = shown;
  if (held === undefined || renewalOpensOn === undefined || atRiskAtRenewal === undefined)
    return {};
  return { held, renewalOpensOn, atRiskAtRenewal };
}

function kindsOf(one: Partial<OracleMembership> | undefined): Record<string, boolean> {
  const opensOn = one?.renewalOpensOn ?? null;
  return {
    held: (one?.held ?? null) !== null,
    'renewal open': one?.held === null && opensOn !== null,
    'closed or not yet bought': one?.held === null && opensOn === null,
    'at risk': one?.atRiskAtRenewal === true,
    'not at risk': one?.atRiskAtRenewal === false && opensOn !== null,
    'at risk with the renewal open': one?.atRiskAtRenewal === true && one.held === null,
    'up to 28 February': opensOn?.endsWith('02-29') === true,
    'up to 28 February of a common year': opensOn === '2017-03-01',
    'up to 29 February': opensOn === '2020-03-01',
  };
}

/** Whether it could have been renewed earlier: on the first day at that. */
function isTooLate(
  one: Partial<OracleMembership> | undefined,
  tierOn: (day: IsoDay) => Tier | null,
): boolean {
  const isOpen = one?.held === null && (one.renewalOpensOn ?? null) !== null;
  return isOpen && one.atRiskAtRenewal === true && tierOn(one.renewalOpensOn ?? '') === 'gold';
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
