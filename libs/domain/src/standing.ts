import type { Tier } from './facts/fields.js';

/** A standing as callers see it: days as `YYYY-MM-DD`, money as decimal strings of US dollars. */
export interface Standing extends Partial<HeldMembership> {
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

interface FindingBase<K extends string> {
  readonly tier: Tier;
  readonly id: string;
  readonly kind: K;
  readonly met: boolean;
}

/** Half-open: `from` inclusive, `to` exclusive. */
export interface ShownWindow {
  readonly from: string;
  readonly to: string;
}

export interface RevenueFinding extends FindingBase<'rolling-revenue'> {
  readonly required: string;
  readonly actual: string;
  readonly shortBy: string;
  readonly currency: 'USD';
  readonly window: ShownWindow;
}

interface CountFinding<K extends string> extends FindingBase<K> {
  readonly required: number;
  readonly actual: number;
  readonly shortBy: number;
}

export interface CustomerFinding extends CountFinding<'customer-count'> {
  readonly window: ShownWindow;
}

export interface MeasureFinding extends CountFinding<'reported-measure'> {
  /** Where reports are summed. */
  readonly window?: ShownWindow;
}

export interface AttributeFinding extends FindingBase<'organization-attribute'> {
  /** Any of them will do. */
  readonly required: readonly string[];
  readonly actual: string | null;
}

export interface PeopleFinding extends CountFinding<'qualified-individuals'> {
  /** Who fills which group's place, by `individualId`. */
  readonly assignment: readonly { readonly individualId: string; readonly group: number }[];
  /** Of several alternatives, the place of the one that lacks the fewest people: the figures are of that one. */
  readonly alternative?: number;
}

export interface CompositionFinding<
  K extends 'all-of' | 'any-of' = 'all-of' | 'any-of',
> extends FindingBase<K> {
  /** How many of the parts must be met, and how many are. */
  readonly required: number;
  readonly actual: number;
  readonly requirements: readonly Finding[];
}

export type Finding =
  | RevenueFinding
  | CustomerFinding
  | MeasureFinding
  | AttributeFinding
  | PeopleFinding
  | CompositionFinding;

/** The finding of a kind of requirement. */
export type FindingOf<K extends Finding['kind']> = Extract<Finding, { readonly kind: K }>;

/** A badge that was bought, beside what is attained; see docs/rules.md, "Held years". */
export interface HeldMembership {
  readonly held: Tier | null;
  /** `null` = nothing was bought by then, or its renewal has closed. */
  readonly renewalOpensOn: string | null;
  /** By what is known, the competency's tier is below the held one on every day of the renewal. */
  readonly atRiskAtRenewal: boolean;
}

/** What is attained in a competency: of several options, any attains it. */
export interface CompetencyStanding extends Partial<HeldMembership> {
  readonly competency: string;
  readonly tier: Tier | null;
  /** As a standing's. */
  readonly since: string | null;
  readonly lapsesOn: string | null;
  /** The options (`competency/option`) whose tier it is; none where nothing is attained. */
  readonly attainedBy: readonly string[];
}

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
