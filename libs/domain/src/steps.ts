import { assert } from './assert.js';
import { type Day, FIRST_DAY, LAST_DAY } from './business-day.js';

/** `value` holds from `from` (inclusive) to the next step's `from` (exclusive). */
export interface Step<T> {
  readonly from: Day;
  readonly value: T;
}

/** A function of the day over all business days: the first step begins on `FIRST_DAY`, and neighbours differ. */
export type Steps<T> = readonly Step<T>[];

/** The same value on every day. */
export function always<T>(value: T): Steps<T> {
  return [{ from: FIRST_DAY, value }];
}

export function valueOn<T>(steps: Steps<T>, day: Day): T {
  return stepAt(steps, indexOn(steps, day)).value;
}

/** The place of the step that holds on `day`. */
export function indexOn<T>(steps: Steps<T>, day: Day): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (stepAt(steps, middle).from <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Builds a step function from values that are told in the order of their days; of one day the last one counts. */
export class StepsBuilder<T> {
  readonly #steps: Step<T>[] = [];

  set(from: Day, value: T): void {
    const steps = this.#steps;
    if (steps.at(-1)?.from === from) steps.pop();
    const last = steps.at(-1);
    if (last === undefined || last.value !== value) steps.push({ from, value });
  }

  build(): Steps<T> {
    assert(this.#steps[0]?.from === FIRST_DAY, 'a step function says something of every day');
    return this.#steps;
  }
}

/** Behind the last business day. */
export const HORIZON: Day = LAST_DAY + 1;

/** The values from `from` (inclusive) to `to` (exclusive) with the days they hold, in order; none where the range is empty. */
export function spans<T>(
  steps: Steps<T>,
  from: Day = FIRST_DAY,
  to: Day = HORIZON,
): { from: Day; to: Day; value: T }[] {
  const held: { from: Day; to: Day; value: T }[] = [];
  forEachSpan(steps, from, to, (begin, end, value) => held.push({ from: begin, to: end, value }));
  return held;
}

/** Calls `visit` with the days, from (inclusive) and to (exclusive), and the value of each of the `spans`. */
export function forEachSpan<T>(
  steps: Steps<T>,
  from: Day,
  to: Day,
  visit: (from: Day, to: Day, value: T) => void,
): void {
  for (let at = indexOn(steps, from); at < steps.length; at += 1) {
    const step = stepAt(steps, at);
    if (step.from >= to) return;
    const begin = Math.max(step.from, from);
    const end = Math.min(steps[at + 1]?.from ?? HORIZON, to);
    if (begin < end) visit(begin, end, step.value);
  }
}

/** `combine` of both values, day by day. */
export function combined<A, B, C>(a: Steps<A>, b: Steps<B>, combine: (a: A, b: B) => C): Steps<C> {
  const builder = new StepsBuilder<C>();
  let i = 0;
  let j = 0;
  let day = FIRST_DAY;
  for (;;) {
    builder.set(day, combine(stepAt(a, i).value, stepAt(b, j).value));
    const nextA = a[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const nextB = b[j + 1]?.from ?? Number.POSITIVE_INFINITY;
    day = Math.min(nextA, nextB);
    if (day === Number.POSITIVE_INFINITY) return builder.build();
    if (nextA === day) i += 1;
    if (nextB === day) j += 1;
  }
}

/** The step at a place that `indexOn` gave, or behind it; there is one. */
export function stepAt<T>(steps: Steps<T>, index: number): Step<T> {
  const step = steps[index];
  assert(step !== undefined, 'a step function has no gaps');
  return step;
}
