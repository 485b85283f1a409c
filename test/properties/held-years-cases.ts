import type { Tier } from '@app/domain';
import fc from 'fast-check';
import { type IsoDay, plusDays, plusMonths } from '../oracle/days.js';
import { ORGANIZATION, type Said, type Step, storyOf, type Story } from './stories.js';

export const COMPETENCY = 'tested';
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

/** A few days about the ends of the years that may be bought. */
const aboutAnniversaries = fc
  .tuple(fc.constantFrom(...FIRST_DAYS), fc.nat(5), fc.integer({ min: -2, max: 32 }))
  .map(([first, years, days]) => plusDays(plusMonths(first, 12 * years), days));
const anyOtherDay = fc.nat(2_600).map((days) => plusDays('2015-01-01', days));

/** What decides which tier is attained. */
const mark = (attribute: string, value: string, effectiveOn: IsoDay): Said => ({
  type: 'AttributeAssigned',
  data: { organizationId, attribute, value, effectiveOn },
});
const changing: fc.Arbitrary<Said[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom('one', 'two'),
      fc.constantFrom('silver', 'gold', 'none'),
      fc.oneof({ arbitrary: aboutAnniversaries, weight: 2 }, anyOtherDay),
    )
    .map((said) => mark(...said)),
  { maxLength: 12, size: 'max' },
);
/** Attained up to about a year after one of the purchases: perhaps while the renewal is open. */
const lostAbout = (purchases: readonly Said[]): fc.Arbitrary<Said[]> =>
  fc.tuple(fc.constantFrom(...purchases.flatMap(dayOfPurchase)), fc.nat(32)).map(([day, days]) => {
    const lostOn = plusDays(plusMonths(day, 12), days);
    return [mark('one', 'gold', '2015-01-01'), mark('one', 'none', lostOn)];
  });

function dayOfPurchase({ type, data }: Said): IsoDay[] {
  return type === 'MembershipPurchased' ? [data.purchasedOn] : [];
}

interface Bought {
  readonly told: Story;
  readonly days: readonly IsoDay[];
}

/** Purchases in any order, of which some are taken back, and days to look at. */
export const bought: fc.Arbitrary<Bought> = chain
  .chain((purchases) =>
    fc.record({
      purchases: fc.constant(purchases),
      some: fc.oneof(changing, lostAbout(purchases)),
    }),
  )
  .chain(({ purchases, some }) =>
    fc.record({
      enrolledOn: fc.constantFrom('2015-01-01', '2017-03-10'),
      facts: fc.shuffledSubarray([...purchases, ...some], {
        minLength: purchases.length + some.length,
      }),
      taken: fc.array(fc.nat(18), { maxLength: 1 }),
      days: fc.array(
        fc.oneof(
          fc
            .tuple(
              fc.constantFrom(...purchases.flatMap(dayOfPurchase)),
              fc.integer({ min: -2, max: 32 }),
            )
            .map(([day, days]) => plusDays(plusMonths(day, 12), days)),
          aboutAnniversaries,
          anyOtherDay,
        ),
        { minLength: 6, maxLength: 10 },
      ),
    }),
  )
  .map(({ enrolledOn, facts, taken, days }) => {
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
    return { told: storyOf([...says, ...revokes], []), days };
  });
