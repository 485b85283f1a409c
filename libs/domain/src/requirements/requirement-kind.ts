import type { Day } from '../business-day.js';
import type { Tier } from '../facts/fields.js';
import type { KnownFacts } from '../known-facts.js';
import type { Requirement } from '../program.js';
import type { FindingOf } from '../standing.js';
import type { Steps } from '../steps.js';

/** How a kind of requirement is evaluated. To add a kind: its shape in `program.ts`, its finding in `standing.ts`, one file here. */
export interface RequirementKind<R extends Requirement> {
  /** What holds on `day`, with the figures. */
  finding(requirement: R, tier: Tier, known: KnownFacts, day: Day): FindingOf<R['kind']>;
  /** Whether it is met, for every day. */
  metOn(requirement: R, known: KnownFacts): Steps<boolean>;
}
