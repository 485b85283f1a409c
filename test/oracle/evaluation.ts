import type { Edition, Option, Program, RecordedFact, Requirement, Tier } from '@app/domain';
import { customerFinding, revenueFinding } from './bookings.js';
import { isoDayOf, type IsoDay } from './days.js';
import type { OracleFinding } from './findings.js';
import { peopleFinding } from './people.js';
import { attributeFinding, measureFinding } from './reports.js';

/** Live facts, and the sentences about what counts on day t asked of all of them for every single day. */

/** The edition in force on `day`, or `null` before the first. */
export function editionOn(program: Program, day: IsoDay): Edition | null {
  let inForce: Edition | null = null;
  for (const edition of program.editions)
    if (edition.effectiveFrom === null || isoDayOf(edition.effectiveFrom) <= day) inForce = edition;
  return inForce;
}

/** The highest tier whose requirements are all met on `day`, enrolled or not. */
export function tierByRules(
  live: readonly RecordedFact[],
  option: Option,
  day: IsoDay,
): Tier | null {
  for (const { tier, requirements } of [...option.tiers].reverse())
    if (requirements.every((requirement) => findingOn(live, tier, requirement, day).met))
      return tier;
  return null;
}

/** The finding as callers see it, but for the assignment: there may be several largest ones, so it is left empty. */
export function findingOn(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: Requirement,
  day: IsoDay,
): OracleFinding {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return revenueFinding(live, tier, requirement, day);
    case 'customer-count':
      return customerFinding(live, tier, requirement, day);
    case 'reported-measure':
      return measureFinding(live, tier, requirement, day);
    case 'organization-attribute':
      return attributeFinding(live, tier, requirement, day);
    case 'qualified-individuals':
      return peopleFinding(live, tier, requirement, day);
    case 'all-of':
    case 'any-of': {
      const { id, kind, of } = requirement;
      const requirements = of.map((part) => findingOn(live, tier, part, day));
      const required = kind === 'all-of' ? of.length : 1;
      const actual = requirements.filter(({ met }) => met).length;
      return { tier, id, kind, met: actual >= required, required, actual, requirements };
    }
  }
}

/** Each requirement with those it is composed of, however deep. */
export function withParts(requirements: readonly Requirement[]): Requirement[] {
  return requirements.flatMap((requirement) => [
    requirement,
    ...('of' in requirement ? withParts(requirement.of) : []),
  ]);
}
