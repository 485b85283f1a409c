import type { Tier } from './program.js';

/** A standing as callers see it: days as `YYYY-MM-DD`, money as decimal strings of US dollars. */
export interface Standing {
  readonly competency: string;
  readonly option: string;
  readonly tier: Tier | null;
  /** First day of the run of days up to `asOf` on which the tier was this one; `null` before the enrolment. */
  readonly since: string | null;
  /** First day after `asOf` with a lower tier, from what is known; `null` = none to the horizon. */
  readonly lapsesOn: string | null;
  readonly edition: {
    readonly id: string;
    readonly effectiveFrom: string | null;
    readonly contentHash: string;
  };
  /** Every tier's requirements, the lowest tier first. */
  readonly requirements: readonly Finding[];
}

interface FindingOf<K extends string> {
  readonly tier: Tier;
  readonly id: string;
  readonly kind: K;
  readonly met: boolean;
}

export interface RevenueFinding extends FindingOf<'rolling-revenue'> {
  readonly required: string;
  readonly actual: string;
  readonly shortBy: string;
  readonly currency: 'USD';
  /** Half-open: `from` inclusive, `to` exclusive. */
  readonly window: { readonly from: string; readonly to: string };
}

export interface PeopleFinding extends FindingOf<'qualified-individuals'> {
  readonly required: number;
  /** Places filled by the largest matching of people to places. */
  readonly actual: number;
  readonly shortBy: number;
  /** Who fills which group's place, by `individualId`. */
  readonly assignment: readonly { readonly individualId: string; readonly group: number }[];
}

export type Finding = RevenueFinding | PeopleFinding;

/** The tier from `from` (inclusive) to `to` (exclusive; `null` = to the horizon and beyond). */
export interface TierInterval {
  readonly from: string;
  readonly to: string | null;
  readonly tier: Tier | null;
}

/** A value that holds from `day` (inclusive) to the next point's. */
export interface AmountPoint {
  readonly day: string;
  readonly amount: string;
}

export interface RevenueSteps {
  readonly points: readonly AmountPoint[];
  readonly thresholds: readonly { readonly tier: Tier; readonly points: readonly AmountPoint[] }[];
}
