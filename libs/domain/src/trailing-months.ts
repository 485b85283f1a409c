import { addMonths, type Day, FIRST_DAY, firstOfMonth, LAST_DAY } from './business-day.js';
import type { DayInterval, DayIntervals } from './intervals.js';
import type { Window } from './program.js';

const MONTHS = 12;

/** The days that count on `day`: `by-day` (t − 12 months, t], `by-month` the twelve full months before the month of `day`. */
export function windowOn(day: Day, window: Window): DayInterval {
  if (window === 'by-day') return { from: addMonths(day, -MONTHS) + 1, to: day + 1 };
  const month = firstOfMonth(day);
  return { from: addMonths(month, -MONTHS), to: month };
}

/** By the days since `FIRST_DAY`: since then, the first day on which each counts, and the first one on which it counts no more. */
interface CountingDays {
  readonly from: Uint16Array;
  /** 0 = not worked out yet. */
  readonly upTo: Uint16Array;
}

/** Worked out once a day: asked of every booking, and days are few. */
const kept: Record<Window, CountingDays> = { 'by-day': noneYet(), 'by-month': noneYet() };

function noneYet(): CountingDays {
  const days = LAST_DAY + 1 - FIRST_DAY;
  return { from: new Uint16Array(days), upTo: new Uint16Array(days) };
}

/** The days on which `day` counts, those whose window holds it: always one interval. */
export function daysThatCount(day: Day, window: Window): DayIntervals {
  return [{ from: countsFrom(day, window), to: countsUpTo(day, window) }];
}

/** The first day on which `day` counts. */
export function countsFrom(day: Day, window: Window): Day {
  const { from } = workedOut(day, window);
  return (from[day - FIRST_DAY] ?? 0) + FIRST_DAY;
}

/** The first day on which `day`, which counted before, counts no more. */
export function countsUpTo(day: Day, window: Window): Day {
  const { upTo } = workedOut(day, window);
  return (upTo[day - FIRST_DAY] ?? 0) + FIRST_DAY;
}

function workedOut(day: Day, window: Window): CountingDays {
  const days = kept[window];
  const place = day - FIRST_DAY;
  if (days.upTo[place] === 0) {
    const { from, to } = countingInterval(day, window);
    days.from[place] = from - FIRST_DAY;
    days.upTo[place] = to - FIRST_DAY;
  }
  return days;
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
