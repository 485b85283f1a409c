import type { Day } from '../business-day.js';
import type { Tier } from '../facts/fields.js';
import { keyWith } from '../key-of.js';
import type { KnownFacts } from '../known-facts.js';
import type { Composition, Requirement } from '../program.js';
import type { Finding, FindingOf } from '../standing.js';
import { allHold, ALWAYS, anyHolds, type Turns } from '../turns.js';
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

/** The days on which a requirement is met. */
export function metOn(requirement: Requirement, known: KnownFacts): Turns {
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
      return anyMetOn(requirement.of, known);
  }
}

/** The days on which all of the requirements are met. */
export function allMetOn(requirements: readonly Requirement[], known: KnownFacts): Turns {
  const [first] = requirements;
  if (first === undefined) return ALWAYS;
  if (requirements.length === 1) return metOn(first, known);
  const met = requirements.map((one) => metOn(one, known));
  return known.madeOf(keyOfAll(requirements), met, () => allHold(met));
}

/** The days on which at least one of the requirements is met. */
function anyMetOn(requirements: readonly Requirement[], known: KnownFacts): Turns {
  const met = requirements.map((one) => metOn(one, known));
  return known.madeOf(keyOfAny(requirements), met, () => anyHolds(met));
}

const keyOfAll = keyWith('all of');
const keyOfAny = keyWith('any of');

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
