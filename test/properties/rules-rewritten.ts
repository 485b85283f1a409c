import type { Credential, Edition, Holding, Option, Program, Requirement } from '@app/domain';

/** Rules with something changed throughout: how policies and the days of credentials get into random rules, and out of them again. */

type Change = (requirement: Requirement) => Requirement;

/** The innermost requirements are changed first. */
export function changedOption(option: Option, change: Change): Option {
  const deep: Change = (requirement) =>
    change('of' in requirement ? { ...requirement, of: requirement.of.map(deep) } : requirement);
  return {
    ...option,
    tiers: option.tiers.map(({ tier, requirements }) => ({
      tier,
      requirements: requirements.map(deep),
    })),
  };
}

export function changedEdition(edition: Edition, change: Change): Edition {
  return { ...edition, options: edition.options.map((option) => changedOption(option, change)) };
}

export function changedProgram(program: Program, change: Change): Program {
  return {
    ...program,
    editions: program.editions.map((edition) => changedEdition(edition, change)),
  };
}

/** Requirements of revenue, customers and measures read by these policies. */
export function readAs(policies: Pick<Edition['policies'], 'window' | 'attribution'>): Change {
  const { window, attribution } = policies;
  return (requirement) =>
    'window' in requirement ? { ...requirement, window, attribution } : requirement;
}

/** What people hold, changed from the inside out. */
export function withHoldings(change: (holding: Holding) => Holding): Change {
  const deep = (holding: Holding): Holding =>
    change('of' in holding ? { ...holding, of: holding.of.map(deep) } : holding);
  return (requirement) =>
    requirement.kind === 'qualified-individuals'
      ? {
          ...requirement,
          alternatives: requirement.alternatives.map((groups) =>
            groups.map((group) => ({ ...group, holds: deep(group.holds) })),
          ),
        }
      : requirement;
}

export function withCredentials(change: (credential: Credential) => Credential): Change {
  return withHoldings((holding) => ('of' in holding ? holding : change(holding)));
}
