import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { type BookingRow, BookingRows } from './booking-rows.js';
import { REVENUE_TYPES } from './facts/fields.js';

const MAX_WORD = 0x7fff_ffff;

const FIRST = { day: 1, cents: 1, product: 0, customer: 0, revenueType: REVENUE_TYPES[0] };

const booking = fc.record({
  day: fc.nat(40_000),
  cents: fc.oneof(
    fc.integer({ min: -9_999, max: 9_999 }),
    fc.constantFrom(MAX_WORD, MAX_WORD + 1, -MAX_WORD, -MAX_WORD - 1, 9_000_000_000_000_000),
  ),
  product: fc.nat(5),
  customer: fc.nat(3),
  revenueType: fc.constantFrom(...REVENUE_TYPES),
  /** Other facts before it. */
  gap: fc.nat(2),
});

test('bookings come back as they were recorded, up to any revision, from a snapshot too', () => {
  check(
    fc.property(fc.array(booking, { maxLength: 60 }), fc.nat(150), (bookings, knownAt) => {
      const rows = new BookingRows();
      const list: BookingRow[] = [];
      let revision = 0;
      for (const { gap, ...one } of bookings) {
        revision += 1 + gap;
        list.push({ ...one, revision });
        rows.push({ ...one, revision });
        expect(rows.last).toEqual(list.at(-1));
      }
      for (const one of [rows, BookingRows.of(rows.toContent())]) {
        const known: BookingRow[] = [];
        one.forEachKnown(knownAt, (row) => known.push({ ...row }));
        expect(known).toEqual(list.filter((row) => row.revision <= knownAt));
        expect(one.length).toBe(list.length);
      }
      // What a snapshot holds is left alone.
      const content = rows.toContent();
      BookingRows.of(content).push({ ...FIRST, revision: revision + 1 });
      expect(content).toEqual(rows.toContent());
    }),
    200,
  );
});
