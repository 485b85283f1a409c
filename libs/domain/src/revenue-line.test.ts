import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { type Day, formatDay } from './business-day.js';
import type { OrganizationFact } from './facts/fact.js';
import { FactsIndex } from './facts-index.js';
import type { RevenueFilter } from './program.js';
import { windowOn } from './trailing-months.js';

/** More than are looked at in one go, twice over. */
const BOOKINGS = 2_300;
const FIRST_BOOKED_ON: Day = 17_000;
const FILTER: RevenueFilter = {
  products: ['counted'],
  revenueTypes: ['net-new'],
  associationKinds: ['partner-of-record'],
  associationProducts: ['counted'],
  window: 'by-day',
  attribution: 'prospective',
};

/** Of every three bookings one is of another product, of every five one is recurring. */
function bookingAt(at: number, seed: number) {
  return {
    isCounted: (at * seed) % 3 !== 0 && (at + seed) % 5 !== 0,
    product: (at * seed) % 3 === 0 ? 'other' : 'counted',
    revenueType: (at + seed) % 5 === 0 ? ('recurring' as const) : ('net-new' as const),
    day: FIRST_BOOKED_ON + ((at * seed) % 900),
    cents: 100 + ((at * 7 + seed) % 5_000),
  };
}

function factsOf(seed: number, retracted: readonly number[]): OrganizationFact[] {
  const organizationId = 'contoso';
  const source = '/billing';
  const effectiveOn = formatDay(FIRST_BOOKED_ON);
  const enrolment = { organizationId, name: 'Contoso', market: 'developed' as const, effectiveOn };
  const association = { organizationId, customerId: 'c', effectiveOn };
  return [
    { type: 'OrganizationEnrolled', source, id: 'enrolment', data: enrolment },
    { type: 'PartnerOfRecordAssociated', source, id: 'association', data: association },
    ...Array.from({ length: BOOKINGS }, (_, at): OrganizationFact => {
      const { product, revenueType, day, cents } = bookingAt(at, seed);
      const amount = (cents / 100).toFixed(2);
      const bookedOn = formatDay(day);
      const bookingId = `b${at}`;
      const data = { organizationId, bookingId, customerId: 'c', product, revenueType, amount };
      const booked = { ...data, currency: 'USD', bookedOn };
      return { type: 'RevenueBooked', source, id: bookingId, data: booked };
    }),
    ...retracted.map((at): OrganizationFact => {
      const data = { organizationId, factSource: source, factId: `b${at}`, reason: 'wrong' };
      return { type: 'FactRetracted', source, id: `r${at}`, data };
    }),
  ];
}

test('the revenue of more bookings than are looked at in one go is that of each of them', () => {
  const place = fc.oneof(fc.nat(BOOKINGS - 1), fc.constantFrom(1_023, 1_024, 2_047, 2_048));
  const retractions = fc.uniqueArray(place, { maxLength: 20 });
  const asked = fc.integer({ min: FIRST_BOOKED_ON, max: FIRST_BOOKED_ON + 1_300 });
  check(
    fc.property(
      fc.integer({ min: 1, max: 97 }),
      retractions,
      place,
      asked,
      (seed, gone, upTo, day) => {
        const index = new FactsIndex();
        for (const [revision, fact] of factsOf(seed, gone).entries())
          index.apply({ ...fact, revision, recordedAt: revision, recordedBy: 'test' });
        const window = windowOn(day, 'by-day');
        const totalOf = (count: number, without: readonly number[]) =>
          Array.from({ length: count }, (_, at) => ({ at, ...bookingAt(at, seed) }))
            .filter(({ at, isCounted }) => isCounted && !without.includes(at))
            .filter((booking) => booking.day >= window.from && booking.day < window.to)
            .reduce((sum, { cents }) => sum + cents, 0);
        const known = (revision?: number) => index.knownAt(revision).revenueOf(FILTER).on(day);
        expect(known()).toBe(totalOf(BOOKINGS, gone));
        // The bookings begin at revision 2.
        expect(known(2 + upTo)).toBe(totalOf(upTo + 1, []));
      },
    ),
    25,
  );
});
