import type { Day } from '../business-day.js';
import type { KnownFacts } from '../known-facts.js';
import type { Requirement, Tier } from '../program.js';
import type { Finding } from '../standing.js';
import type { Steps } from '../steps.js';

/** How a kind of requirement is evaluated. To add a kind: its shape in `program.ts`, its finding in `standing.ts`, one file here. */
export interface RequirementKind<R extends Requirement> {
  /** What holds on `day`, with the figures. */
  finding(requirement: R, tier: Tier, known: KnownFacts, day: Day): Finding;
  /** Whether it is met, for every day. */
  metOn(requirement: R, known: KnownFacts): Steps<boolean>;
}
