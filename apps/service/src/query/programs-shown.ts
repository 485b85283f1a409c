import {
  type Credential,
  type Day,
  type Edition,
  formatCents,
  formatDay,
  type Holding,
  type Program,
  type Requirement,
} from '@app/domain';

/** Programs as callers see them: days as `YYYY-MM-DD`, money as decimal strings of US dollars. */
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
    effectiveFrom: dayShown(edition.effectiveFrom),
    publishedOn: formatDay(edition.publishedOn),
    exams: edition.exams.map(credentialShown),
    certifications: edition.certifications.map(credentialShown),
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
  switch (requirement.kind) {
    case 'rolling-revenue': {
      const { developed, developing } = requirement.threshold;
      return {
        ...requirement,
        threshold: { developed: formatCents(developed), developing: formatCents(developing) },
        currency: 'USD',
      };
    }
    case 'customer-count':
      return { ...requirement, atLeast: formatCents(requirement.atLeast), currency: 'USD' };
    case 'qualified-individuals':
      return {
        ...requirement,
        alternatives: requirement.alternatives.map((groups) =>
          groups.map((group) => ({ ...group, holds: holdingShown(group.holds) })),
        ),
      };
    case 'all-of':
    case 'any-of':
      return { ...requirement, of: requirement.of.map(requirementShown) };
    default:
      return requirement;
  }
}

function holdingShown(holding: Holding): object {
  return 'of' in holding
    ? { ...holding, of: holding.of.map(holdingShown) }
    : credentialShown(holding);
}

function credentialShown(credential: Omit<Credential, 'type'>): object {
  return {
    ...credential,
    availableFrom: dayShown(credential.availableFrom),
    retiredOn: dayShown(credential.retiredOn),
    acceptedUntil: dayShown(credential.acceptedUntil),
  };
}

function dayShown(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}
