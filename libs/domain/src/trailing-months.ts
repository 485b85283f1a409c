import { addMonths, type Day, FIRST_DAY, firstOfMonth, LAST_DAY } from './business-day.js';
import type { DayInterval, DayIntervals } from './intervals.js';
import type { Window } from './program.js';

const MONTHS = 12;
const LOWER_HALF = 0xffff;

/** The days that count on `day`: `by-day` (t − 12 months, t], `by-month` the twelve full months before the month of `day`. */
export function windowOn(day: Day, window: Window): DayInterval {
  if (window === 'by-day') return { from: addMonths(day, -MONTHS) + 1, to: day + 1 };
  const month = firstOfMonth(day);
  return { from: addMonths(month, -MONTHS), to: month };
}

/** The days on which something counts, by its own day. Each is worked out once: asked of every booking, and days are few. */
export class CountedDays {
  /** By days since `FIRST_DAY`, the first such day in the lower half and the one behind the last above it; 0 = not worked out yet. */
  readonly #days = new Uint32Array(LAST_DAY + 1 - FIRST_DAY);

  constructor(private readonly window: Window) {}

  /** The first day on which `day` counts. */
  from(day: Day): Day {
    return (this.bothOf(day) & LOWER_HALF) + FIRST_DAY;
  }

  /** The first day on which `day`, which counted before, counts no more. */
  upTo(day: Day): Day {
    return (this.bothOf(day) >>> 16) + FIRST_DAY;
  }

  /** Both in one number, as days since `FIRST_DAY`: `from` in its lower 16 bits, `upTo` above them. */
  bothOf(day: Day): number {
    const both = this.#days[day - FIRST_DAY] ?? 0;
    return both === 0 ? this.#workedOut(day) : both;
  }

  #workedOut(day: Day): number {
    const { from, to } = countingInterval(day, this.window);
    const both = (((to - FIRST_DAY) << 16) | (from - FIRST_DAY)) >>> 0;
    this.#days[day - FIRST_DAY] = both;
    return both;
  }
}

/** By the window that a rule looks at. */
export const COUNTED_DAYS: Readonly<Record<Window, CountedDays>> = {
  'by-day': new CountedDays('by-day'),
  'by-month': new CountedDays('by-month'),
};

/** The days on which `day` counts, those whose window holds it: always one interval. */
export function daysThatCount(day: Day, window: Window): DayIntervals {
  const counted = COUNTED_DAYS[window];
  return [{ from: counted.from(day), to: counted.upTo(day) }];
}

function countingInterval(day: Day, window: Window): DayInterval {
  if (window === 'by-month') {
    const nextMonth = addMonths(firstOfMonth(day), 1);
    return { from: nextMonth, to: addMonths(nextMonth, MONTHS) };
  }
  // Up to the first t with t − 12 months >= day.
  const anniversary = addMonths(day, MONTHS);
  // The anniversary of 29 February is clamped to the 28th, whose window still holds the 29th.
  const to = addMonths(anniversary, -MONTHS) >= day ? anniversary : anniversary + 1;
  return { from: day, to };
}
