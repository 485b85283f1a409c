import { type Day, FIRST_DAY } from './business-day.js';
import type { Steps } from './steps.js';

/**
 * The days on which something holds, as those on which it begins to and ceases to in turns, ascending: on `FIRST_DAY` it begins where it
 * holds from the first business day on; behind the last turn it stays as it is.
 */
export type Turns = readonly Day[];

export const ALWAYS: Turns = [FIRST_DAY];
export const NEVER: Turns = [];

/** Whether it holds on `day`. */
export function holdsOn(turns: Turns, day: Day): boolean {
  return placeOf(turns, day + 1) % 2 === 1;
}

/** The place of the first of `days`, the first `length` of which are ascending, that is not before `day`. */
export function placeOf(days: readonly Day[], day: Day, length = days.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From `day` on, which is not before the last of `turns`, it `holds` or does not; of one day the last word counts. */
export function turn(turns: Day[], day: Day, holds: boolean): void {
  if ((turns.length % 2 === 1) === holds) return;
  if (turns.at(-1) === day) turns.pop();
  else turns.push(day);
}

/** The days on which the value is one for which `holds` is true. */
export function turnsWhere<T>(steps: Steps<T>, holds: (value: T) => boolean): Turns {
  const turns: Day[] = [];
  for (const { from, value } of steps) turn(turns, from, holds(value));
  return turns;
}

/** The days on which all of them hold. */
export function allHold(conditions: readonly Turns[]): Turns {
  return conditions.reduce((all, one) => (all === ALWAYS ? one : both(all, one, 2)), ALWAYS);
}

/** The days on which at least one of them holds. */
export function anyHolds(conditions: readonly Turns[]): Turns {
  return conditions.reduce((any, one) => (any === NEVER ? one : both(any, one, 1)), NEVER);
}

/** The days on which at least `atLeast` of the two hold. */
function both(a: Turns, b: Turns, atLeast: 1 | 2): Turns {
  const turns: Day[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const nextA = a[i] ?? Number.POSITIVE_INFINITY;
    const nextB = b[j] ?? Number.POSITIVE_INFINITY;
    const day = Math.min(nextA, nextB);
    if (day === Number.POSITIVE_INFINITY) return turns;
    if (nextA === day) i += 1;
    if (nextB === day) j += 1;
    turn(turns, day, (i % 2) + (j % 2) >= atLeast);
  }
}
