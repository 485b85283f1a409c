import { type Edition, formatCents, formatDay, type Program, type Requirement } from '@app/domain';

/** Programs as callers see them: days as `YYYY-MM-DD`, thresholds as decimal strings of US dollars. */
export function programsShown(programs: readonly Program[]): object[] {
  return programs.map(({ id, name, editions }) => ({
    id,
    name,
    editions: editions.map(editionShown),
  }));
}

function editionShown(edition: Edition): object {
  return {
    ...edition,
    effectiveFrom: edition.effectiveFrom === null ? null : formatDay(edition.effectiveFrom),
    publishedOn: formatDay(edition.publishedOn),
    options: edition.options.map((option) => ({
      ...option,
      tiers: option.tiers.map(({ tier, requirements }) => ({
        tier,
        requirements: requirements.map(requirementShown),
      })),
    })),
  };
}

function requirementShown(requirement: Requirement): object {
  if (requirement.kind !== 'rolling-revenue') return requirement;
  const { developed, developing } = requirement.threshold;
  return {
    ...requirement,
    threshold: { developed: formatCents(developed), developing: formatCents(developing) },
    currency: 'USD',
  };
}
