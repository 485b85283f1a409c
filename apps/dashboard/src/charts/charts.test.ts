import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayBehindKey } from './cursor.js';
import { decimated } from './decimated.js';
import {
  clipped,
  dayNumberOf,
  isoDayOf,
  lastChange,
  nextChange,
  type Step,
  stepOn,
  stepsOf,
} from './steps.js';

const someSteps = fc
  .uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 120 })
  .chain((days) =>
    fc
      .array(fc.integer({ min: -50, max: 50 }), { minLength: days.length, maxLength: days.length })
      .map((heights): Step[] =>
        [...days]
          .sort((a, b) => a - b)
          .map((day, index) => ({
            day,
            height: heights[index] ?? 0,
            amount: String(heights[index]),
          })),
      ),
  );
const someDay = fc.integer({ min: -5, max: 410 });

/** What a column of pixels shows: everything from the lowest to the highest that holds anywhere in it. */
function shown(steps: readonly Step[], daysPerColumn: number): Map<number, readonly number[]> {
  const columns = new Map<number, readonly number[]>();
  let before: number[] = [];
  for (const { day, height } of steps) {
    const column = Math.floor(day / daysPerColumn);
    const seen = [...(columns.get(column) ?? before), height];
    columns.set(column, [Math.min(...seen), Math.max(...seen)]);
    before = [height];
  }
  return columns;
}

test('a day becomes a number and is the same day again, leap days too', () => {
  expect(dayNumberOf('1970-01-02')).toBe(1);
  for (const day of ['1990-01-01', '2028-02-29', '2100-12-31']) {
    expect(isoDayOf(dayNumberOf(day))).toBe(day);
  }
});

test('points are steps with every digit of their amounts', () => {
  expect(stepsOf([{ day: '2018-03-31', amount: '90000000000000.01' }])).toEqual([
    { day: 17621, amount: '90000000000000.01', height: Number('90000000000000.01') },
  ]);
});

describe('steps', () => {
  test('say what a scan from the first to the last says', () => {
    fc.assert(
      fc.property(someSteps, someDay, (steps, day) => {
        expect(stepOn(steps, day)).toBe(steps.findLast((step) => step.day <= day));
        expect(nextChange(steps, day)).toBe(steps.find((step) => step.day > day)?.day ?? null);
        expect(lastChange(steps, day)).toBe(steps.findLast((step) => step.day < day)?.day ?? null);
      }),
    );
  });

  test('are the same on every day of what they are clipped to', () => {
    fc.assert(
      fc.property(someSteps, someDay, fc.integer({ min: 1, max: 200 }), (steps, from, length) => {
        const inside = clipped(steps, from, from + length);
        for (let day = from; day < from + length; day += 1) {
          expect(stepOn(inside, day)?.height).toBe(stepOn(steps, day)?.height);
        }
        expect(inside.every(({ day }) => day >= from && day < from + length)).toBe(true);
      }),
    );
  });
});

describe('decimated steps', () => {
  test('show in every column of pixels what all of them show', () => {
    fc.assert(
      fc.property(someSteps, fc.integer({ min: 1, max: 60 }), (steps, daysPerColumn) => {
        const drawn = decimated(steps, ({ day }) => Math.floor(day / daysPerColumn));
        expect(shown(drawn, daysPerColumn)).toEqual(shown(steps, daysPerColumn));
      }),
    );
  });

  test('are four a column at most, however many there were', () => {
    const many = Array.from({ length: 80_000 }, (_, day): Step => {
      const height = (day * 7919) % 1009;
      return { day, height, amount: String(height) };
    });
    const drawn = decimated(many, ({ day }) => Math.floor(day / 100));
    expect(drawn.length).toBeLessThanOrEqual(4 * 800);
    expect(drawn.at(-1)).toBe(many.at(-1));
  });
});

describe('a key of the chart', () => {
  const series = [[{ day: 10 }, { day: 20 }], [{ day: 15 }]];
  const shown = { from: 0, to: 31 };
  const behind = (key: string, day: number, shiftKey = false) =>
    dayBehindKey({ key, shiftKey }, day, series, shown);

  test.each([
    ['ArrowRight', 10, false, 15],
    ['ArrowRight', 20, false, 30],
    ['ArrowLeft', 20, false, 15],
    ['ArrowLeft', 10, false, 0],
    ['ArrowRight', 10, true, 11],
    ['ArrowLeft', 0, true, 0],
    ['ArrowUp', 30, false, 30],
    ['PageDown', 12, false, 0],
    ['Home', 12, false, 0],
    ['End', 12, false, 30],
    ['Tab', 12, false, null],
  ])('%s on day %i (with Shift: %s) leads to %s', (key, day, shift, expected) => {
    expect(behind(key, day, shift)).toBe(expected);
  });
});
