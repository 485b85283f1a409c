import { addMonths, type Day, FIRST_DAY, firstOfMonth } from './business-day.js';
import type { DayInterval, DayIntervals } from './intervals.js';
import type { Window } from './program.js';

const MONTHS = 12;

/** The days that count on `day`: `by-day` (t − 12 months, t], `by-month` the twelve full months before the month of `day`. */
export function windowOn(day: Day, window: Window): DayInterval {
  if (window === 'by-day') return { from: addMonths(day, -MONTHS) + 1, to: day + 1 };
  const month = firstOfMonth(day);
  return { from: addMonths(month, -MONTHS), to: month };
}

/** Worked out once a day: asked of every booking, and days are few. */
const kept: Record<Window, DayIntervals[]> = { 'by-day': [], 'by-month': [] };

/** The days on which `day` counts, those whose window holds it: always one interval. */
export function daysThatCount(day: Day, window: Window): DayIntervals {
  return (kept[window][day - FIRST_DAY] ??= [countingInterval(day, window)]);
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
