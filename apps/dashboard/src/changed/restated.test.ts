import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { restatedOf } from './restated.js';

const tier = fc.constantFrom('gold' as const, 'silver' as const, null);
const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
const LAST = 40;

/** A history of days 0 to 40, as the service writes one: maximal, the last without an end. */
const history = fc.array(tier, { minLength: 1, maxLength: LAST }).chain((tiers) =>
  fc.integer({ min: 0, max: LAST - tiers.length }).map((first) => {
    const intervals = tiers.map((each, index) => ({
      from: dayOf(first + index),
      to: index === tiers.length - 1 ? null : dayOf(first + index + 1),
      tier: each,
    }));
    return intervals.reduce<typeof intervals>((maximal, next) => {
      const last = maximal.at(-1);
      if (last === undefined || last.tier !== next.tier) return [...maximal, next];
      return [...maximal.slice(0, -1), { ...last, to: next.to }];
    }, []);
  }),
);

const on = (intervals: readonly { from: string; to: string | null }[], day: string) =>
  intervals.find(({ from, to }) => from <= day && (to === null || day < to));

test('what is restated is what two histories say otherwise, day by day', () => {
  fc.assert(
    fc.property(history, history, (then, now) => {
      const restated = restatedOf(then, now);
      for (let number = 0; number < LAST + 5; number += 1) {
        const day = dayOf(number);
        const [was, is] = [on(then, day), on(now, day)].map(
          (interval) => (interval as { tier?: unknown } | undefined)?.tier,
        );
        const found = on(restated, day) as { was?: unknown; is?: unknown } | undefined;
        expect(found === undefined ? undefined : [found.was, found.is]).toEqual(
          was === is ? undefined : [was, is],
        );
      }
    }),
  );
});

test('days next to each other that changed in the same way are one interval', () => {
  const then = [
    { from: '2018-01-01', to: '2018-02-01', tier: null },
    { from: '2018-02-01', to: null, tier: 'silver' as const },
  ];
  const now = [
    { from: '2018-01-01', to: '2018-03-01', tier: null },
    { from: '2018-03-01', to: null, tier: 'gold' as const },
  ];
  expect(restatedOf(then, now)).toEqual([
    { from: '2018-02-01', to: '2018-03-01', was: 'silver', is: null },
    { from: '2018-03-01', to: null, was: 'silver', is: 'gold' },
  ]);
  expect(restatedOf(then, then)).toEqual([]);
});
