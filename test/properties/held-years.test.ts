import { describe, expect, it } from '@jest/globals';
import { competenciesOn, type Policies, type Program, standingsOn, type Tier } from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay, plusDays, plusMonths } from '../oracle/days.js';
import { type OracleMembership, rank } from '../oracle/findings.js';
import { heldOn, type Purchase } from '../oracle/held-years.js';
import { enrolmentOf, liveFacts, markOn, ofType } from '../oracle/known-facts.js';
import { AS_BUILT_IN, editionOf, optionOf, programOf } from '../oracle/programs.js';
import { attributeOf } from '../oracle/requirements.js';
import { check, Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { indexOf } from './indexing.js';
import { ORGANIZATION, type Said, type Step, storyOf, type Story } from './stories.js';

const COMPETENCY = 'tested';
const organizationId = ORGANIZATION;
const FIRST_DAYS = ['2016-02-29', '2016-02-29', '2016-02-28', '2015-02-28', '2016-01-31'];
const tier = fc.constantFrom<Tier>('silver', 'gold');

/** A purchase follows the one before it after so many months and days: within the year, about its end, or long after. */
const next = fc.record({
  months: fc.constantFrom(0, 0, 3, 11, 12, 12, 12, 12, 12, 12, 13, 24),
  days: fc.oneof(fc.constantFrom(0, 0, 1, 2, 15, 29, 30, 31), fc.nat(40)),
  anniversary: fc.option(fc.constantFrom(1, 20, 200, 365, 366, 400), { nil: undefined, freq: 6 }),
});
type Days = readonly { readonly purchasedOn: IsoDay; readonly anniversaryOn?: IsoDay }[];
const wild: fc.Arbitrary<Days> = fc
  .record({
    first: fc.constantFrom(...FIRST_DAYS),
    purchases: fc.array(next, { minLength: 1, maxLength: 6, size: 'max' }),
  })
  .map(({ first, purchases }) => {
    let purchasedOn: IsoDay = first;
    return purchases.map(({ months, days, anniversary }, place) => {
      if (place > 0) purchasedOn = plusDays(plusMonths(purchasedOn, months), days);
      const anniversaryOn = plusDays(purchasedOn, anniversary ?? 0);
      return { purchasedOn, ...(anniversary === undefined ? {} : { anniversaryOn }) };
    });
  });
/** Renewed year after year, or almost. */
const faithful: fc.Arbitrary<Days> = fc
  .record({
    first: fc.constantFrom(...FIRST_DAYS),
    delays: fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 2, maxLength: 5, size: 'max' }),
  })
  .map(({ first, delays }) => [
    { purchasedOn: first },
    ...delays.map((days, place) => ({
      purchasedOn: plusDays(plusMonths(first, 12 * (place + 1)), days),
    })),
  ]);
const chain: fc.Arbitrary<Said[]> = fc
  .record({
    days: fc.oneof({ arbitrary: wild, weight: 2 }, faithful),
    tiers: fc.array(tier, { minLength: 6, maxLength: 6 }),
  })
  .map(({ days, tiers }) =>
    days.map((some, place): Said => {
      const of = { competency: COMPETENCY, tier: tiers[place] ?? 'silver' };
      return { type: 'MembershipPurchased', data: { organizationId, ...of, ...some } };
    }),
  );

/** What decides which tier is attained, changing every few months. */
const marks: fc.Arbitrary<Said[]> = fc.array(
  fc
    .record({
      attribute: fc.constantFrom('one', 'two'),
      value: fc.constantFrom('silver', 'gold', 'none'),
      days: fc.nat(2_200),
    })
    .map(({ days, ...rest }): Said => {
      const effectiveOn = plusDays('2015-06-01', days);
      return {
        type: 'AttributeAssigned',
        data: { organizationId, ...rest, effectiveOn },
      };
    }),
  { maxLength: 8, size: 'max' },
);

/** Purchases in any order, of which some are taken back. */
const bought: fc.Arbitrary<Story> = fc
  .record({ chain, marks, enrolledOn: fc.constantFrom('2015-01-01', '2017-03-10') })
  .chain(({ chain: purchases, marks: some, enrolledOn }) =>
    fc.record({
      enrolledOn: fc.constant(enrolledOn),
      facts: fc.shuffledSubarray([...purchases, ...some], {
        minLength: purchases.length + some.length,
      }),
      taken: fc.array(fc.nat(14), { maxLength: 1 }),
    }),
  )
  .map(({ enrolledOn, facts, taken }) => {
    const enrolment: Said = {
      type: 'OrganizationEnrolled',
      data: {
        organizationId,
        name: 'Contoso',
        market: 'developed',
        effectiveOn: enrolledOn,
      },
    };
    const says = [enrolment, ...facts].map((said): Step => ({ step: 'say', says: said }));
    const revokes = taken.map((pick): Step => ({
      step: 'revoke',
      type: 'FactRetracted',
      among: 'all',
      pick,
    }));
    return storyOf([...says, ...revokes], []);
  });

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
/** Days about the ends of the years that were bought, and any others. */
const askedDays = fc.array(
  fc.oneof(
    fc
      .tuple(fc.constantFrom('2016-02-29', '2015-02-28', '2016-01-31'), fc.nat(6), fc.nat(35))
      .map(([day, years, days]) => plusDays(plusMonths(day, 12 * years), days - 2)),
    fc.nat(2_600).map((days) => plusDays('2015-01-01', days)),
  ),
  { minLength: 6, maxLength: 10 },
);

describe('Held years', () => {
  it('are what living through them day by day comes to, under both policies', () => {
    const shares = new Shares();
    check(
      fc.property(bought, askedDays, ({ recorded }, days) => {
        const live = liveFacts(recorded, recorded.length);
        const purchases = ofType(live, 'MembershipPurchased').map(({ data }): Purchase => data);
        const known = indexOf(recorded).knownAt();
        for (const asOf of days) {
          const [first, second] = POLICIES.map((policy) => {
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
          shares.saw({ ...kindsOf(first), 'the policies differ': !isSame(first, second) });
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
    'up to 28 February': opensOn?.endsWith('02-29') === true,
    'up to 28 February of a common year': opensOn === '2017-03-01',
    'up to 29 February': opensOn === '2020-03-01',
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
