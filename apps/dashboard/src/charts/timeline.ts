import type { Schemas } from '../api/client.js';
import type { Tier } from '../parts/tier-badge.js';
import type { Shown } from './cursor.js';
import { type DayNumber, dayNumberOf, type Step, stepsOf } from './steps.js';

/** A tier from a day on; before the first one there is no standing. */
export interface TierFrom {
  readonly day: DayNumber;
  /** First day behind it; `null` = it goes on. */
  readonly to: DayNumber | null;
  readonly tier: Tier | null;
}

export interface Threshold {
  readonly tier: Tier;
  readonly steps: readonly Step[];
}

/** The revenue of twelve months on every day, what the tiers ask for, and the tier that was attained. */
export interface Timeline {
  readonly revenue: readonly Step[];
  /** Silver first. */
  readonly thresholds: readonly Threshold[];
  readonly tiers: readonly TierFrom[];
}

export function tiersOf({ intervals }: Schemas['History']): readonly TierFrom[] {
  return intervals.map(({ from, to, tier }) => ({
    day: dayNumberOf(from),
    to: to === null ? null : dayNumberOf(to),
    tier,
  }));
}

export function timelineOf(revenue: Schemas['Revenue'], history: Schemas['History']): Timeline {
  return {
    revenue: stepsOf(revenue.points),
    thresholds: revenue.thresholds.map(({ tier, points }) => ({ tier, steps: stepsOf(points) })),
    tiers: tiersOf(history),
  };
}

export const RANGES = ['1y', '3y', 'all'] as const;
export type Range = (typeof RANGES)[number];

const YEAR_DAYS = 366;
const MARGIN_DAYS = 31;

/**
 * The days that a range shows: so long before the day asked about and a year behind it, since by then every booking of
 * that day has left the window; `all` from the first day that there is to a month behind the last change.
 */
export function shownIn(range: Range, { revenue, tiers }: Timeline, asked: DayNumber): Shown {
  const first = Math.min(asked, revenue[0]?.day ?? asked, tiers[0]?.day ?? asked);
  if (range === 'all') {
    const last = Math.max(asked, revenue.at(-1)?.day ?? asked, tiers.at(-1)?.day ?? asked);
    return { from: first, to: last + MARGIN_DAYS };
  }
  const before = range === '1y' ? YEAR_DAYS : 3 * YEAR_DAYS;
  return { from: Math.max(first, asked - before), to: asked + YEAR_DAYS };
}

/** Everything that changes, for keys and the table. */
export function seriesOf({ revenue, thresholds, tiers }: Timeline) {
  return [revenue, ...thresholds.map(({ steps }) => steps), tiers];
}

/** The tier of a day; `undefined` before there is a standing. */
export function tierOn(tiers: readonly TierFrom[], day: DayNumber): Tier | null | undefined {
  return tiers.findLast((held) => held.day <= day)?.tier;
}
