import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FreeRoom, LETTER_PX } from './free-room.js';
import { type Plot, plotOf } from './plot.js';
import { type Step, stepOn } from './steps.js';
import type { Timeline } from './timeline.js';

const SHOWN = { from: 0, to: 400 };
const LETTERS = 8;

const steps = fc
  .uniqueArray(fc.integer({ min: -10, max: 399 }), { maxLength: 40 })
  .chain((days) =>
    fc
      .array(fc.integer({ min: 0, max: 500 }), { minLength: days.length, maxLength: days.length })
      .map((heights): Step[] =>
        [...days]
          .sort((a, b) => a - b)
          .map((day, index) => ({ day, height: heights[index] ?? 0, amount: '' })),
      ),
  );

/** How high the line is at every tenth of a pixel from `left` to `right`; a riser is at both of its ends. */
function* heightsIn(plot: Plot, line: readonly Step[], left: number, right: number) {
  for (let x = left; x <= right; x += 0.1) {
    const day = Math.floor(SHOWN.from + ((x - plot.left) / (plot.right - plot.left)) * SHOWN.to);
    const here = day >= SHOWN.from && day < SHOWN.to ? stepOn(line, day) : undefined;
    if (here !== undefined) yield plot.y(here.height);
  }
}

test('words find a place beside their line that no other line crosses and no other words have', () => {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  console.info(`seed ${seed}`);
  let [found, none, below] = [0, 0, 0];
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 20, max: 480 }),
      fc.constantFrom(320, 390, 900),
      (revenue, level, width) => {
        const threshold: Step[] = [{ day: 0, height: level, amount: '' }];
        const timeline: Timeline = {
          revenue,
          thresholds: [{ tier: 'gold', steps: threshold }],
          tiers: [],
        };
        const plot = plotOf(timeline, SHOWN, width, 2);
        const room = new FreeRoom(plot, [revenue, threshold]);
        const places = [1, 2].map(() => room.along(plot.y(level), plot.left, plot.right, LETTERS));
        for (const place of places) {
          if (place === null) {
            none += 1;
            continue;
          }
          found += 1;
          if (place.y > plot.y(level)) below += 1;
          const [top, bottom] = [place.y - 10, place.y + 3];
          expect(top).toBeGreaterThanOrEqual(plot.top);
          expect(bottom).toBeLessThanOrEqual(plot.bottom);
          const right = place.x + LETTERS * LETTER_PX;
          expect(right).toBeLessThanOrEqual(plot.right);
          const heights = [...heightsIn(plot, revenue, place.x, right)];
          // All above the words, or all below: what is on either side of them has gone through.
          expect(heights.every((y) => y < top) || heights.every((y) => y > bottom)).toBe(true);
        }
        const [one, other] = places;
        if (one && other && one.y === other.y)
          expect(other.x).toBeGreaterThanOrEqual(one.x + LETTERS * LETTER_PX);
      },
    ),
    { seed, numRuns: 300 },
  );
  expect([found > 0, none > 0, below > 0]).toEqual([true, true, true]);
});
