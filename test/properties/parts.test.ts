import { describe, expect, it } from '@jest/globals';
import { firstDayWithout, largestMatching, RollingWindow, windowOf } from '@app/domain';
import fc from 'fast-check';
import {
  dayAfter,
  epochDay,
  HORIZON,
  isoDayOf,
  plusDays,
  yearBefore,
  type IsoDay,
} from '../oracle/days.js';
import { mostPlacesFilled } from '../oracle/matching.js';
import { anyDay, askedDay, day } from './arbitraries.js';
import { check } from './check.js';

const booking = fc.record({
  bookedOn: fc.oneof({ arbitrary: day, weight: 4 }, anyDay),
  cents: fc.integer({ min: -20_000, max: 30_000 }),
});

describe('The rolling window', () => {
  it('holds the sum of what was booked in the twelve months up to the day', () => {
    check(
      fc.property(fc.array(booking), fc.array(fc.oneof(askedDay, anyDay)), (bookings, days) => {
        const window = new RollingWindow();
        const booked: typeof bookings = [];
        for (const one of bookings) {
          window.add(epochDay(one.bookedOn), one.cents);
          booked.push(one);
          const edges = [
            one.bookedOn,
            lastDayWith(one.bookedOn),
            dayAfter(lastDayWith(one.bookedOn)),
          ];
          for (const asked of [...days, ...edges].filter((edge) => edge <= HORIZON))
            expect(window.amountOn(epochDay(asked))).toBe(naiveSum(booked, asked));
        }
      }),
      150,
    );
  });

  it('begins the day after the same day a year before', () => {
    check(
      fc.property(anyDay, (asked) => {
        const { from, to } = windowOf(epochDay(asked));
        expect([isoDayOf(from), isoDayOf(to)]).toEqual([dayAfter(yearBefore(asked)), asked]);
      }),
      300,
    );
  });

  it('lets a booking go on the first day whose window no longer holds it', () => {
    check(
      fc.property(anyDay, (bookedOn) => {
        const gone = isoDayOf(firstDayWithout(epochDay(bookedOn)));
        expect(gone).toBe(dayAfter(lastDayWith(bookedOn)));
      }),
      300,
    );
  });
});

function naiveSum(
  bookings: readonly { readonly bookedOn: IsoDay; readonly cents: number }[],
  asked: IsoDay,
): number {
  return bookings
    .filter(({ bookedOn }) => yearBefore(asked) < bookedOn && bookedOn <= asked)
    .reduce((sum, { cents }) => sum + cents, 0);
}

/** The last day whose window holds a booking of `bookedOn`, found by trying. */
function lastDayWith(bookedOn: IsoDay): IsoDay {
  let last = plusDays(bookedOn, 363);
  while (yearBefore(dayAfter(last)) < bookedOn) last = dayAfter(last);
  return last;
}

const groups = fc.uniqueArray(fc.nat(3), { maxLength: 4 });
const places = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 });

describe('The largest matching', () => {
  it('fills as many places as trying everything does, nobody in two', () => {
    check(
      fc.property(fc.array(groups, { maxLength: 7 }), places, (fits, free) => {
        const candidates = fits.map((some, index) => ({
          individualId: `person ${index}`,
          groups: some,
        }));
        const matching = largestMatching(candidates, free);
        expect(matching).toHaveLength(mostPlacesFilled(fits, free));
        expect(new Set(matching.map(({ individualId }) => individualId)).size).toBe(
          matching.length,
        );
        for (const { individualId, group } of matching)
          expect(
            candidates.find((candidate) => candidate.individualId === individualId)?.groups,
          ).toContain(group);
        free.forEach((count, group) =>
          expect(matching.filter((place) => place.group === group).length).toBeLessThanOrEqual(
            count,
          ),
        );
      }),
      500,
    );
  });
});
