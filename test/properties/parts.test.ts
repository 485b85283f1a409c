import { describe, expect, it } from '@jest/globals';
import { DailyTotals, daysThatCount, largestMatching, windowOn } from '@app/domain';
import fc from 'fast-check';
import {
  epochDay,
  HORIZON,
  isoDayOf,
  plusDays,
  windowOn as oracleWindowOn,
  type IsoDay,
} from '../oracle/days.js';
import { mostPlacesFilled } from '../oracle/matching.js';
import { check } from './check.js';
import { anyDay, day } from './vocabulary.js';

const someDay = fc.oneof({ arbitrary: day, weight: 4 }, anyDay);
const window = fc.constantFrom('by-day' as const, 'by-month' as const);

describe('The window of twelve months', () => {
  it('is what Temporal makes of it', () => {
    check(
      fc.property(anyDay, window, (asked, read) => {
        const { from, to } = windowOn(epochDay(asked), read);
        expect({ from: isoDayOf(from), to: isoDayOf(to) }).toEqual(oracleWindowOn(read, asked));
      }),
      500,
    );
  });

  it('holds a day on exactly the days on which it counts, those around its first and its last most of all', () => {
    check(
      fc.property(someDay, window, fc.array(anyDay), (booked, read, others) => {
        const days = daysThatCount(epochDay(booked), read);
        const edges = days
          .flatMap(({ from, to }) => [from, to])
          .flatMap((edge) => [edge - 1, edge, edge + 1])
          .map(isoDayOf);
        for (const asked of [booked, ...edges, ...others]) {
          const { from, to } = oracleWindowOn(read, asked);
          const counts = days.some(
            (span) => span.from <= epochDay(asked) && epochDay(asked) < span.to,
          );
          expect({ asked, counts }).toEqual({ asked, counts: from <= booked && booked < to });
        }
      }),
      300,
    );
  });
});

const counting = fc.record({
  from: someDay,
  days: fc.oneof(fc.constantFrom(0, 1, 365, 366, 40_000), fc.nat(800)),
  value: fc.integer({ min: -20_000, max: 30_000 }),
});

describe('The totals of days', () => {
  it('are the sums of what counts on each, added at once or one by one', () => {
    check(
      fc.property(fc.array(counting), fc.array(someDay), (parts, days) => {
        const spans = parts.map(({ from, days: length, value }) => ({
          span: { from: epochDay(from), to: epochDay(from) + length },
          value,
        }));
        const oneByOne = new DailyTotals();
        for (const { span, value } of spans) oneByOne.add(span, value);
        const atOnce = DailyTotals.sumOf((sum) => {
          for (const { span, value } of spans) sum.add(span.from, span.to, value);
        });
        const edges = parts.flatMap(({ from, days: length }) =>
          [-1, 0, length - 1, length].map((offset) => plusDays(from, offset)),
        );
        for (const asked of [...days, ...edges].filter(isAskable)) {
          const expected = spans
            .filter(({ span }) => span.from <= epochDay(asked) && epochDay(asked) < span.to)
            .reduce((sum, { value }) => sum + value, 0);
          expect([oneByOne.on(epochDay(asked)), atOnce.on(epochDay(asked))]).toEqual([
            expected,
            expected,
          ]);
        }
      }),
      150,
    );
  });
});

function isAskable(asked: IsoDay): boolean {
  return asked >= '1990-01-01' && asked <= HORIZON;
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
