import type { Tier } from '@app/domain';
import type { IsoDay } from './days.js';

/**
 * What callers are shown, in the oracle's own words: so that a field which the product forgets or adds is a difference, and no type that
 * both share.
 */

interface FindingOf<K extends string> {
  readonly tier: Tier;
  readonly id: string;
  readonly kind: K;
  readonly met: boolean;
}

/** Half-open: `from` inclusive, `to` exclusive. */
interface Range {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

interface Amounts {
  readonly required: string;
  readonly actual: string;
  readonly shortBy: string;
  readonly currency: 'USD';
  readonly window: Range;
}

interface Counts {
  readonly required: number;
  readonly actual: number;
  readonly shortBy: number;
}

export type OracleFinding =
  | (FindingOf<'rolling-revenue'> & Amounts)
  | (FindingOf<'customer-count'> & Counts & { readonly window: Range })
  /** The window only where the reports of twelve months are summed. */
  | (FindingOf<'reported-measure'> & Counts & { readonly window?: Range })
  | (FindingOf<'organization-attribute'> & {
      readonly required: readonly string[];
      readonly actual: string | null;
    })
  | PeopleFinding
  | (FindingOf<'all-of' | 'any-of'> & {
      readonly required: number;
      readonly actual: number;
      readonly requirements: readonly OracleFinding[];
    });

export type PeopleFinding = FindingOf<'qualified-individuals'> &
  Counts & {
    /** Which of several alternatives the figures are of; absent where there is one. */
    readonly alternative?: number;
    readonly assignment: readonly { readonly individualId: string; readonly group: number }[];
  };

/** What was bought, where anything was. */
export interface OracleMembership {
  readonly held: Tier | null;
  readonly renewalOpensOn: IsoDay | null;
  readonly atRiskAtRenewal: boolean;
}

export interface OracleStanding extends Partial<OracleMembership> {
  readonly competency: string;
  readonly option: string;
  readonly tier: Tier | null;
  readonly since: IsoDay | null;
  readonly lapsesOn: IsoDay | null;
  readonly edition: {
    readonly id: string;
    readonly effectiveFrom: IsoDay | null;
    readonly contentHash: string;
  };
  readonly requirements: readonly OracleFinding[];
}

export interface OracleCompetency extends Partial<OracleMembership> {
  readonly competency: string;
  readonly tier: Tier | null;
  readonly since: IsoDay | null;
  readonly lapsesOn: IsoDay | null;
  /** The full ids of the options that attain `tier`. */
  readonly attainedBy: readonly string[];
}

/** `null` is below every tier. */
export function rank(tier: Tier | null): number {
  return ['silver', 'gold'].indexOf(tier ?? '');
}
