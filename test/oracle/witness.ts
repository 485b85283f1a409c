import type { Finding, NaiveStanding, Program, QualifiedIndividuals, Standing } from '@app/domain';
import type { IsoDay } from './days.js';
import { editionOn, groupsThatFit, membersOn } from './evaluation.js';
import { usdCents } from './money.js';
import type { Oracle } from './standing.js';

/**
 * What is wrong with the assignments shown: of several largest ones any may be shown, but whoever fills a place must be a member who
 * fits it, fill no other, and the places shown must be as many as are said to be filled. Empty = all is well.
 */
export function faultsOfAssignments(
  oracle: Oracle,
  programs: readonly Program[],
  shown: readonly Standing[],
  asOf: IsoDay,
): string[] {
  return shown.flatMap((standing) =>
    standing.requirements.flatMap((finding) => {
      const requirement = peopleRequirement(programs, standing, finding, asOf);
      return requirement === null
        ? []
        : faults(oracle, requirement, finding, asOf).map(
            (fault) => `${standing.option} ${finding.tier} ${finding.id}: ${fault}`,
          );
    }),
  );
}

/** The standings as the oracle says them: without assignments. */
export function withoutAssignments(standings: readonly Standing[]): Standing[] {
  return standings.map((standing) => ({
    ...standing,
    requirements: standing.requirements.map((finding) =>
      finding.kind === 'qualified-individuals' ? { ...finding, assignment: [] } : finding,
    ),
  }));
}

/** A standing without words: the tier, and of each requirement the cents or the places, by `tier/id`. */
export function inFigures({ competency, option, tier, requirements }: Standing): NaiveStanding {
  const figures = requirements.map((finding) => [
    `${finding.tier}/${finding.id}`,
    finding.kind === 'rolling-revenue' ? Number(usdCents(finding.actual)) : finding.actual,
  ]);
  return { optionId: `${competency}/${option}`, tier, actual: Object.fromEntries(figures) };
}

function faults(
  oracle: Oracle,
  requirement: QualifiedIndividuals,
  finding: Finding,
  asOf: IsoDay,
): string[] {
  if (finding.kind !== 'qualified-individuals') return ['it is of another kind'];
  const { assignment, actual } = finding;
  const members = membersOn(oracle.live, asOf);
  const found: string[] = [];
  if (assignment.length !== actual) found.push(`${actual} places, ${assignment.length} shown`);
  if (new Set(assignment.map((place) => place.individualId)).size !== assignment.length)
    found.push('somebody fills two places');
  for (const { individualId, group } of assignment) {
    if (!members.includes(individualId)) found.push(`${individualId} is not a member`);
    if (!groupsThatFit(oracle.live, requirement, individualId, asOf).includes(group))
      found.push(`${individualId} does not fit group ${group}`);
  }
  requirement.groups.forEach(({ places }, index) => {
    if (assignment.filter(({ group }) => group === index).length > places)
      found.push(`group ${index} has ${places} places, more are filled`);
  });
  return found;
}

function peopleRequirement(
  programs: readonly Program[],
  standing: Standing,
  finding: Finding,
  asOf: IsoDay,
): QualifiedIndividuals | null {
  const found = programs
    .flatMap((program) => editionOn(program, asOf)?.options ?? [])
    .filter(({ competency }) => competency === standing.competency)
    .find(({ option }) => option === standing.option)
    ?.tiers.find(({ tier }) => tier === finding.tier)
    ?.requirements.find(({ id }) => id === finding.id);
  return found?.kind === 'qualified-individuals' ? found : null;
}
