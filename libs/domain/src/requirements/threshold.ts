import { type Day, formatDay } from '../business-day.js';
import type { DailyTotals } from '../daily-totals.js';
import type { KnownFacts } from '../known-facts.js';
import type { ByMarket, Window } from '../program.js';
import { valueOn } from '../steps.js';
import { windowOn } from '../trailing-months.js';

/** What the market of `day` asks for. */
export function thresholdOn(threshold: ByMarket<number>, known: KnownFacts, day: Day): number {
  return threshold[valueOn(known.market, day)];
}

/** A count on `day` beside what is required of it. */
export function counted(
  totals: DailyTotals,
  threshold: ByMarket<number>,
  known: KnownFacts,
  day: Day,
): { met: boolean; required: number; actual: number; shortBy: number } {
  const actual = totals.on(day);
  const required = thresholdOn(threshold, known, day);
  return { met: actual >= required, required, actual, shortBy: Math.max(0, required - actual) };
}

/** The window of `day` as callers see it: half-open. */
export function shownWindow(day: Day, window: Window): { from: string; to: string } {
  const { from, to } = windowOn(day, window);
  return { from: formatDay(from), to: formatDay(to) };
}
