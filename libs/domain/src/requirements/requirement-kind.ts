import type { Day } from '../business-day.js';
import type { Tier } from '../facts/fields.js';
import type { KnownFacts } from '../known-facts.js';
import type { Requirement } from '../program.js';
import type { FindingOf } from '../standing.js';
import type { Turns } from '../turns.js';

/** How a kind of requirement is evaluated. To add a kind: its shape in `program.ts`, its finding in `standing.ts`, one file here. */
export interface RequirementKind<R extends Requirement> {
  /** What holds on `day`, with the figures. */
  finding(requirement: R, tier: Tier, known: KnownFacts, day: Day): FindingOf<R['kind']>;
  /** The days on which it is met. */
  metOn(requirement: R, known: KnownFacts): Turns;
}
