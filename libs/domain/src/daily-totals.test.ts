import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, Shares } from '../../../test/properties/check.js';
import { FIRST_DAY } from './business-day.js';
import { DailyTotals } from './daily-totals.js';
import type { Market } from './facts/fields.js';
import { ReachedDays } from './reached-days.js';
import { HORIZON, type Steps, valueOn } from './steps.js';
import { holdsOn } from './turns.js';

/** What counts from a day on, for some days; near each other, and at both ends of the business days. */
const counting = fc
  .record({
    from: fc.oneof(
      fc.integer({ min: 17_000, max: 17_100 }),
      fc.integer({ min: FIRST_DAY - 3, max: FIRST_DAY + 3 }),
      fc.integer({ min: HORIZON - 3, max: HORIZON + 3 }),
    ),
    length: fc.oneof(fc.nat(40), fc.constant(Number.POSITIVE_INFINITY)),
    value: fc.integer({ min: -5, max: 8 }),
  })
  .map(({ from, length, value }) => ({ from, to: from + length, value }));
type Counting = typeof counting extends fc.Arbitrary<infer C> ? C : never;

const someDay = fc.oneof(
  fc.integer({ min: 16_990, max: 17_150 }),
  fc.constantFrom(FIRST_DAY, FIRST_DAY + 1, HORIZON - 1, HORIZON),
);
const THRESHOLDS = [-3, 0, 1, 5, 12];

const BY_MARKET = THRESHOLDS.map((threshold) => ({
  developed: threshold,
  developing: 2 * threshold,
}));
/** Reassigned in the middle of it all. */
const MARKET: Steps<Market> = [
  { from: FIRST_DAY, value: 'developed' },
  { from: 17_050, value: 'developing' },
];

function naiveTotal(parts: readonly Counting[], day: number): number {
  if (day < FIRST_DAY || day >= HORIZON) return 0;
  return parts
    .filter(({ from, to }) => from <= day && day < to)
    .reduce((sum, { value }) => sum + value, 0);
}

/** Only on these days can anything change. */
function edgesOf(parts: readonly Counting[], from: number, to: number): number[] {
  const edges = new Set([from, FIRST_DAY, ...parts.flatMap((part) => [part.from, part.to])]);
  return [...edges]
    .filter((day) => day >= from && day < to && day >= FIRST_DAY && day < HORIZON)
    .sort((a, b) => a - b);
}

function sumOf(parts: readonly Counting[]): DailyTotals {
  return DailyTotals.sumOf((sum) => {
    for (const { from, to, value } of parts) sum.add(from, to, value);
  });
}

describe('daily totals', () => {
  test('cross a threshold and change on the days that a look at each day finds, whatever came when', () => {
    const shares = new Shares();
    const parts = fc.array(counting, { maxLength: 30 });
    check(
      fc.property(parts, parts, someDay, someDay, (atOnce, later, from, to) => {
        const made = sumOf(atOnce);
        const totals = made.copy();
        for (const part of later) totals.add(part, part.value);
        const all = [...atOnce, ...later];
        const total = (day: number) => naiveTotal(all, day);
        for (const day of edgesOf(all, FIRST_DAY, HORIZON).flatMap((edge) => [edge - 1, edge])) {
          expect([day, totals.on(day), made.on(day)]).toEqual([
            day,
            total(day),
            naiveTotal(atOnce, day),
          ]);
        }
        const edges = edgesOf(all, from, to);
        for (const threshold of THRESHOLDS) {
          const reached = (day: number) => day >= FIRST_DAY && total(day) >= threshold;
          const crossed = edges.filter((day) => reached(day) !== reached(day - 1));
          expect(totals.crossings(threshold, { from, to })).toEqual(crossed);
          shares.saw({ 'crosses more than once': crossed.length > 1 });
        }
        const changes = totals.daysOfChange({ from, to });
        expect(changes).toEqual([...new Set(changes)].sort((a, b) => a - b));
        expect(changes.every((day) => day >= from && day < to)).toBe(true);
        expect(changes).toEqual(
          expect.arrayContaining(edges.filter((day) => total(day) !== total(day - 1))),
        );
      }),
      300,
    );
    expect(shares.report()['crosses more than once']).toBeGreaterThan(0.05);
  });

  test('reach the threshold of each day’s market as a look at each day finds, booking by booking', () => {
    check(
      fc.property(fc.array(counting, { maxLength: 30 }), (parts) => {
        const totals = new DailyTotals();
        const kept = new ReachedDays(totals);
        for (const threshold of BY_MARKET) kept.met(threshold, MARKET);
        for (const part of parts) {
          totals.add(part, part.value);
          kept.changed(part);
          for (const threshold of BY_MARKET) {
            const met = kept.met(threshold, MARKET);
            expect(met).toEqual(new ReachedDays(totals).met(threshold, MARKET));
            for (const day of edgesOf(parts, FIRST_DAY, HORIZON).flatMap((edge) => [
              edge - 1,
              edge,
            ])) {
              if (day < FIRST_DAY) continue;
              const required = threshold[valueOn(MARKET, day)];
              expect([day, holdsOn(met, day)]).toEqual([day, totals.on(day) >= required]);
            }
          }
        }
      }),
      300,
    );
  });

  test('are the same kept at once or only when a day is asked about, whatever is summed up meanwhile', () => {
    const steps = fc.array(
      fc.oneof(
        fc.constantFrom('threshold' as const, 'other' as const, 'day' as const, 'copy' as const),
        counting,
      ),
      { maxLength: 8 },
    );
    check(
      fc.property(
        fc.array(counting),
        fc.array(counting),
        steps,
        someDay,
        (parts, more, then, day) => {
          const atOnce = sumOf(parts);
          const whenAsked = DailyTotals.summedWhenAsked((sum) => {
            for (const { from, to, value } of parts) sum.add(from, to, value);
          });
          const everyDay = { from: FIRST_DAY, to: HORIZON };
          const look = {
            threshold: (totals: DailyTotals) =>
              THRESHOLDS.map((threshold) => totals.crossings(threshold, everyDay)),
            day: (totals: DailyTotals) => totals.on(day),
            copy: (totals: DailyTotals) => totals.copy().daysOfChange(everyDay),
            other: () => sumOf(more).on(day),
          };
          for (const step of then) {
            if (typeof step === 'string') expect(look[step](whenAsked)).toEqual(look[step](atOnce));
            else for (const totals of [atOnce, whenAsked]) totals.add(step, step.value);
          }
          expect(whenAsked.daysOfChange(everyDay)).toEqual(atOnce.daysOfChange(everyDay));
          expect(whenAsked.bytes).toBe(atOnce.bytes);
        },
      ),
      300,
    );
  });

  test('are not touched by sums that are made meanwhile, or that nobody finished', () => {
    check(
      fc.property(fc.array(counting), fc.array(counting), someDay, (outer, inner, day) => {
        let within = new DailyTotals();
        const totals = DailyTotals.sumOf((sum) => {
          for (const { from, to, value } of outer) sum.add(from, to, value);
          within = sumOf(inner);
          expect(() =>
            DailyTotals.sumOf((unfinished) => {
              unfinished.add(day, HORIZON, 1);
              throw new Error('unfinished');
            }),
          ).toThrow('unfinished');
        });
        expect(totals.on(day)).toBe(naiveTotal(outer, day));
        expect(within.on(day)).toBe(naiveTotal(inner, day));
      }),
      200,
    );
  });
});
