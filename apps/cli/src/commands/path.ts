import { type CheapestPath, type NamedId, type Paths, type Program, type Tier } from '@app/domain';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface PathOptions {
  readonly option: string;
  readonly tier: Tier;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly edition?: string;
}

/** The cheapest way to a tier; exit code 1 where something is still needed. */
export async function pathCommand(
  organizationId: string,
  options: PathOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('as-of', options.asOf);
  return await whileReading(settings, async ({ reasons, programs }) => {
    const { answer, refusal } = await reasons.path({ organizationId, ...options });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, (paths) => renderPaths(paths, namesIn(programs)));
    return isNothing(answer) ? ExitCode.good : ExitCode.findings;
  });
}

type Names = (id: string) => string;

function namesIn(programs: readonly Program[]): Names {
  const named = programs.flatMap(({ editions }) =>
    editions.flatMap(({ exams, certifications }): readonly NamedId[] => [
      ...exams,
      ...certifications,
    ]),
  );
  const names = new Map(named.map(({ id, name }) => [id, `${id} ${name}`]));
  return (id) => names.get(id) ?? id;
}

function renderPaths(paths: Paths, names: Names): string {
  const others = paths.alternatives ?? [];
  return [
    renderWay(paths, names),
    ...others.map((way) => `or, by ${(way.by ?? []).join(', ')}:\n${renderWay(way, names)}`),
  ].join('\n\n');
}

function renderWay(way: CheapestPath, names: Names): string {
  const { exams, certifications = [], people, furtherIndividuals = [], revenue } = way;
  const { other = [], impossible = [], optimal } = way;
  if (isNothing(way)) return 'nothing is needed: the tier is attained';
  const rows = [
    ...exams.map(({ individualId, exam, retracted }) => [
      individualId,
      'passes',
      `${names(exam)}${onceRetracted(retracted)}`,
    ]),
    ...certifications.map(({ individualId, certification, retracted }) => [
      individualId,
      'earns',
      `${names(certification)}${onceRetracted(retracted)}`,
    ]),
    ...furtherIndividuals.map((earns, place) => [
      `further individual ${place + 1} of ${people}`,
      'passes',
      earns.join(', '),
    ]),
    ...revenue.map(({ requirement, shortBy, products, revenueTypes, before }) => [
      requirement,
      'needs',
      `${shortBy} USD of ${revenueTypes.join(' or ')}${revenueTypes.length > 0 ? ' ' : ''}revenue from ${products.join(', ')}` +
        (before === null ? '' : `, booked before ${before}`),
    ]),
    ...other.map(({ id, required, actual }) => [
      id,
      'needs',
      `${String(required)}, has ${String(actual)}`,
    ]),
    ...impossible.map((id) => [id, 'cannot be met', 'what it asks for can no longer be earned']),
  ];
  const bound = optimal ? [] : ['a way, and perhaps not the shortest: there are too many to try'];
  return [table(rows), ...bound].join('\n');
}

function onceRetracted(revision: number | undefined): string {
  return revision === undefined
    ? ''
    : ` (recorded of this day at revision ${revision} and retracted: reinstate that fact)`;
}

function isNothing({ exams, certifications, people, revenue, other, impossible }: CheapestPath) {
  const lists = [exams, certifications ?? [], revenue, other ?? [], impossible ?? []];
  return people === 0 && lists.every((list) => list.length === 0);
}
