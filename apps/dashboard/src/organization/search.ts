import { type Range, RANGES } from '../charts/timeline.js';

/** A requirement of an option, as an address names it. */
export interface AskedRequirement {
  /** `competency/option`. */
  readonly option: string;
  readonly requirement: string;
}

export interface AskedFinding extends AskedRequirement {
  readonly tier: 'silver' | 'gold';
}

/** What of an organization's standing is opened; all of it stands in the address. */
export interface OverviewSearch {
  /** `competency/option/requirement/tier`: the finding whose facts are shown. */
  readonly facts?: string | undefined;
  /** `competency/option/requirement`: whose revenue the chart shows. */
  readonly chart?: string | undefined;
  readonly range?: Range | undefined;
  /** The day whose bookings are shown, `YYYY-MM-DD`. */
  readonly day?: string | undefined;
}

const FINDING = /^([a-z0-9-]+\/[a-z0-9-]+)\/([a-z0-9-]+)\/(silver|gold)$/;
const REQUIREMENT = /^([a-z0-9-]+\/[a-z0-9-]+)\/([a-z0-9-]+)$/;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export function overviewSearchOf(search: Record<string, unknown>): OverviewSearch {
  const { facts, chart, range, day } = search;
  const known = RANGES.find((each) => each === range);
  return {
    ...(matches(FINDING, facts) ? { facts } : {}),
    ...(matches(REQUIREMENT, chart) ? { chart } : {}),
    ...(known === undefined ? {} : { range: known }),
    ...(matches(DAY, day) ? { day } : {}),
  };
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

export function findingIn(facts: string | undefined): AskedFinding | null {
  const [, option, requirement, tier] = FINDING.exec(facts ?? '') ?? [];
  if (option === undefined || requirement === undefined) return null;
  return { option, requirement, tier: tier === 'gold' ? 'gold' : 'silver' };
}

export function requirementIn(chart: string | undefined): AskedRequirement | null {
  const [, option, requirement] = REQUIREMENT.exec(chart ?? '') ?? [];
  return option === undefined || requirement === undefined ? null : { option, requirement };
}
