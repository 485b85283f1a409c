import type { NaiveStanding, Program, Requirement, Standing } from '@app/domain';
import type { IsoDay } from './days.js';
import { editionOn } from './evaluation.js';
import type { OracleFinding, OracleStanding, PeopleFinding } from './findings.js';
import { usdCents } from './money.js';
import { holderOn, isTrue, membersOn } from './people.js';
import type { Oracle } from './standing.js';

/**
 * What is wrong with the assignments shown: of several largest ones any may be shown, but whoever fills a place must be a member who
 * fits it, fill no other that is for others, and the places shown must be as many as are said to be filled. Empty = all is well.
 */
export function faultsOfAssignments(
  oracle: Oracle,
  programs: readonly Program[],
  shown: readonly Standing[],
  asOf: IsoDay,
): string[] {
  return (shown as readonly OracleStanding[]).flatMap((standing) =>
    standing.requirements.flatMap((finding) =>
      withRequirements(finding, requirementOf(programs, standing, finding, asOf))
        .flatMap((pair) => faults(oracle, ...pair, asOf))
        .map((fault) => `${standing.option} ${finding.tier} ${finding.id}: ${fault}`),
    ),
  );
}

/** The standings as the oracle says them: without assignments. */
export function withoutAssignments(standings: readonly Standing[]): OracleStanding[] {
  return (standings as readonly OracleStanding[]).map((standing) => ({
    ...standing,
    requirements: standing.requirements.map(withoutAssignment),
  }));
}

function withoutAssignment(finding: OracleFinding): OracleFinding {
  if (finding.kind === 'qualified-individuals') return { ...finding, assignment: [] };
  return 'requirements' in finding
    ? { ...finding, requirements: finding.requirements.map(withoutAssignment) }
    : finding;
}

/** A standing without words: the tier, and of each requirement, however deep, its figure by `tier/id`. */
export function inFigures(standing: Standing | OracleStanding): NaiveStanding {
  const { competency, option, tier, requirements } = standing as OracleStanding;
  const figures = withPartsOf(requirements).map((finding) => [
    `${finding.tier}/${finding.id}`,
    figureOf(finding),
  ]);
  return { optionId: `${competency}/${option}`, tier, actual: Object.fromEntries(figures) };
}

function withPartsOf(findings: readonly OracleFinding[]): OracleFinding[] {
  return findings.flatMap((finding) => [
    finding,
    ...('requirements' in finding ? withPartsOf(finding.requirements) : []),
  ]);
}

/** Cents, customers, units, places, parts; of an attribute whether it is one of the values. */
function figureOf(finding: OracleFinding): number {
  if (finding.kind === 'rolling-revenue') return Number(usdCents(finding.actual));
  return finding.kind === 'organization-attribute' ? Number(finding.met) : finding.actual;
}

type Pair = readonly [PeopleFinding, Requirement | undefined];

/** The people findings in a finding, however deep, each with the requirement it is of. */
function withRequirements(finding: OracleFinding, requirement: Requirement | undefined): Pair[] {
  if (finding.kind === 'qualified-individuals') return [[finding, requirement]];
  if (!('requirements' in finding)) return [];
  const parts = requirement !== undefined && 'of' in requirement ? requirement.of : [];
  return finding.requirements.flatMap((part, n) => withRequirements(part, parts[n]));
}

function faults(
  oracle: Oracle,
  { actual, alternative, assignment }: PeopleFinding,
  requirement: Requirement | undefined,
  asOf: IsoDay,
): string[] {
  if (requirement?.kind !== 'qualified-individuals') return ['it is of another kind'];
  const groups = requirement.alternatives[alternative ?? 0] ?? [];
  const members = membersOn(oracle.live, asOf);
  const found: string[] = [];
  if (assignment.length !== actual) found.push(`${actual} places, ${assignment.length} shown`);
  const together = assignment.filter(({ group }) => groups[group]?.individuals === 'others');
  if (isAnyTwice(together.map((place) => place.individualId)))
    found.push('somebody fills two places');
  groups.forEach(({ places, holds }, index) => {
    const filledBy = assignment
      .filter(({ group }) => group === index)
      .map(({ individualId }) => individualId);
    if (filledBy.length > places)
      found.push(`group ${index} has ${places} places, more are filled`);
    if (isAnyTwice(filledBy)) found.push(`somebody fills two places of group ${index}`);
    for (const individualId of filledBy) {
      if (!members.includes(individualId)) found.push(`${individualId} is not a member`);
      if (!isTrue(holds, holderOn(oracle.live, individualId, asOf)))
        found.push(`${individualId} does not fit group ${index}`);
    }
  });
  if (assignment.some(({ group }) => groups[group] === undefined)) found.push('no such group');
  return found;
}

function isAnyTwice(individuals: readonly string[]): boolean {
  return new Set(individuals).size < individuals.length;
}

function requirementOf(
  programs: readonly Program[],
  standing: OracleStanding,
  finding: OracleFinding,
  asOf: IsoDay,
): Requirement | undefined {
  return programs
    .flatMap((program) => editionOn(program, asOf)?.options ?? [])
    .filter(({ competency }) => competency === standing.competency)
    .find(({ option }) => option === standing.option)
    ?.tiers.find(({ tier }) => tier === finding.tier)
    ?.requirements.find(({ id }) => id === finding.id);
}
