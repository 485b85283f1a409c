import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/properties/check.js';
import { contentOf } from './identity.js';
import type { RevenueBooked } from './revenue.js';

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}$/);
const reference = fc.oneof(id, fc.string({ minLength: 1, maxLength: 6 }), fc.constant('"\\é😀'));
/** Every field that is declared, and what it stands for in the content. */
const booking: fc.Arbitrary<Required<RevenueBooked>> = fc.record({
  organizationId: id,
  bookingId: reference,
  customerId: reference,
  product: id,
  revenueType: fc.constantFrom('net-new', 'recurring'),
  amount: fc.constantFrom('1.5', '-20'),
  currency: id,
  bookedOn: fc.constantFrom('2018-01-31', '2020-02-29'),
  usdPerUnit: fc.constantFrom('1.0912', '0.5'),
  usdAmount: fc.constantFrom('3.00'),
});

test("a booking's content is its type and what was sent of it, by name", () => {
  const atPublishedRate = { publishedOn: '2018-01-30' };
  check(
    fc.property(booking, fc.constantFrom('own', 'published', 'none'), (whole, rate) => {
      const { usdAmount: _found, usdPerUnit, ...sent } = whole;
      const said = rate === 'own' ? { ...sent, usdPerUnit } : sent;
      const entries = Object.entries(said).sort(([one], [other]) => (one < other ? -1 : 1));
      const data = rate === 'none' ? sent : whole;
      const fact = { type: 'RevenueBooked' as const, source: 's', id: '1', data };
      const recorded = rate === 'published' ? { ...fact, rate: atPublishedRate } : fact;
      expect(contentOf(recorded)).toBe(JSON.stringify(['RevenueBooked', entries]));
    }),
    300,
  );
});
