import type { Day } from '../business-day.js';
import type { Tier } from '../facts/fields.js';
import type { KnownFacts } from '../known-facts.js';
import type { Composition, Requirement } from '../program.js';
import type { Finding, FindingOf } from '../standing.js';
import { always, combined, type Steps } from '../steps.js';
import { customerCount } from './customer-count.js';
import { organizationAttribute } from './organization-attribute.js';
import { qualifiedIndividuals } from './qualified-individuals.js';
import { reportedMeasure } from './reported-measure.js';
import { rollingRevenue } from './rolling-revenue.js';

/** What a requirement finds on `day`. */
export function findingOf(
  requirement: Requirement,
  tier: Tier,
  known: KnownFacts,
  day: Day,
): Finding {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return rollingRevenue.finding(requirement, tier, known, day);
    case 'customer-count':
      return customerCount.finding(requirement, tier, known, day);
    case 'reported-measure':
      return reportedMeasure.finding(requirement, tier, known, day);
    case 'organization-attribute':
      return organizationAttribute.finding(requirement, tier, known, day);
    case 'qualified-individuals':
      return qualifiedIndividuals.finding(requirement, tier, known, day);
    case 'all-of':
    case 'any-of':
      return findingOfParts(requirement, tier, known, day);
  }
}

/** Whether a requirement is met, for every day. */
export function metOn(requirement: Requirement, known: KnownFacts): Steps<boolean> {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return rollingRevenue.metOn(requirement, known);
    case 'customer-count':
      return customerCount.metOn(requirement, known);
    case 'reported-measure':
      return reportedMeasure.metOn(requirement, known);
    case 'organization-attribute':
      return organizationAttribute.metOn(requirement, known);
    case 'qualified-individuals':
      return qualifiedIndividuals.metOn(requirement, known);
    case 'all-of':
      return allMetOn(requirement.of, known);
    case 'any-of':
      return requirement.of
        .map((part) => metOn(part, known))
        .reduce((any, one) => combined(any, one, (a, b) => a || b), always(false));
  }
}

/** Whether all of the requirements are met, for every day. */
export function allMetOn(requirements: readonly Requirement[], known: KnownFacts): Steps<boolean> {
  const [first, ...others] = requirements;
  if (first === undefined) return always(true);
  return others.reduce(
    (all, one) => combined(all, metOn(one, known), (a, b) => a && b),
    metOn(first, known),
  );
}

function findingOfParts(
  { kind, id, of }: Composition,
  tier: Tier,
  known: KnownFacts,
  day: Day,
): FindingOf<Composition['kind']> {
  const requirements = of.map((part) => findingOf(part, tier, known, day));
  const required = kind === 'all-of' ? of.length : 1;
  const actual = requirements.filter(({ met }) => met).length;
  return { tier, id, kind, met: actual >= required, required, actual, requirements };
}
