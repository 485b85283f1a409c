import { assert } from '../assert.js';
import { type Day, formatDay } from '../business-day.js';
import { editionOn, programOf } from '../editions.js';
import type { RevenueType, Tier } from '../facts/fields.js';
import { credentialsOfGroups } from '../holding.js';
import type { KnownFacts, RecordedIndividual } from '../known-facts.js';
import { formatCents } from '../money.js';
import {
  type Credential,
  optionIdOf,
  type PeopleGroup,
  type Program,
  type QualifiedIndividuals,
  type Requirement,
  type RollingRevenue,
} from '../program.js';
import { findingOf } from '../requirements/evaluate.js';
import { thresholdOn } from '../requirements/threshold.js';
import type { Finding } from '../standing.js';
import { HORIZON } from '../steps.js';
import { type FewestPasses, fewestPasses } from './fewest-passes.js';

/** The cheapest way to a tier, as callers see it. */
export interface CheapestPath {
  /** The exams to pass, by members. */
  readonly exams: readonly (ByMember & { readonly exam: string })[];
  /** The certifications to earn, by members; only where the tier names any. */
  readonly certifications?: readonly (ByMember & { readonly certification: string })[];
  /** How many further individuals are needed. */
  readonly people: number;
  /** What each of them has to pass or earn; only where some are needed. */
  readonly furtherIndividuals?: readonly (readonly string[])[];
  /** Revenue that is still needed. */
  readonly revenue: readonly NeededRevenue[];
  /** Whatever else is still needed, as its finding; only where there is such. */
  readonly other?: readonly Finding[];
  /** Requirements of people that nobody can fill, for what they ask for can no longer be earned; only where there are such. */
  readonly impossible?: readonly string[];
  /** `false` = a way, and perhaps not the shortest. */
  readonly optimal: boolean;
  /** Of requirements that leave a choice, the parts that this way goes by. */
  readonly by?: readonly string[];
}

interface ByMember {
  readonly individualId: string;
  /**
   * The revision at which the same was recorded of this very day; it was retracted since. Recorded once more it would be a duplicate and
   * change nothing: that fact is to be reinstated.
   */
  readonly retracted?: number;
}

export interface NeededRevenue {
  readonly requirement: string;
  readonly shortBy: string;
  readonly products: readonly string[];
  /** Empty = every type. */
  readonly revenueTypes: readonly RevenueType[];
  /** First day on which more would be needed, because earlier revenue leaves the window; `null` = none. */
  readonly before: string | null;
}

/** The cheapest way, and, where the rules leave a choice, the others that no way beats in every respect. */
export interface Paths extends CheapestPath {
  readonly alternatives?: readonly CheapestPath[];
}

/** Choices beyond these are not looked at. */
const MAX_CHOICES = 256;

/**
 * What is still needed on `asOf` for a tier of an option: the fewest further exam passes over all of its requirements of people, taken on
 * that day by its members, and the revenue. `null` where the edition of the day does not have the option or the option not the tier.
 */
export function cheapestPath(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  tier: Tier,
  asOf: Day,
): Paths | null {
  const edition = editionOn(programOf(programs, optionId), asOf);
  const option = edition.options.find((candidate) => optionIdOf(candidate) === optionId);
  const rules = option?.tiers.find((candidate) => candidate.tier === tier);
  if (rules === undefined) return null;
  const choices = choicesIn(rules.requirements);
  const ways = choices.map((choice) => wayBy(choice, choices.length > 1, known, tier, asOf));
  const ordered = ways.sort((a, b) => compare(a.cost, b.cost));
  const [best] = ordered;
  assert(best !== undefined, 'a tier leaves at least one way');
  const optimal = best.path.optimal && choices.length <= MAX_CHOICES;
  const others = ordered.slice(1).filter(({ cost, path }) => isWorthAskingFor(cost, path, ordered));
  return {
    ...best.path,
    optimal,
    ...(others.length === 0 ? {} : { alternatives: others.map(({ path }) => path) }),
  };
}

/** What one way takes: the less of each the better, the first counting most. */
interface Cost {
  readonly impossible: number;
  readonly passes: number;
  readonly people: number;
  readonly needs: number;
}

interface Way {
  readonly path: CheapestPath;
  readonly cost: Cost;
}

function compare(a: Cost, b: Cost): number {
  return (
    a.impossible - b.impossible || a.passes - b.passes || a.people - b.people || a.needs - b.needs
  );
}

function isWorthAskingFor(cost: Cost, path: CheapestPath, ways: readonly Way[]): boolean {
  if (cost.impossible > 0) return false;
  return !ways.some(
    (other) =>
      other.path !== path &&
      compare(other.cost, cost) < 0 &&
      other.cost.passes <= cost.passes &&
      other.cost.people <= cost.people &&
      needsOf(other.path).every((need) => needsOf(path).includes(need)),
  );
}

function needsOf({ revenue, other = [] }: CheapestPath): string[] {
  return [...revenue.map(({ requirement }) => requirement), ...other.map(({ id }) => id)];
}

/** A requirement without choice: no composition, and of the people one list of groups. */
type Simple = Exclude<Requirement, { readonly of: unknown } | QualifiedIndividuals> | PeopleChoice;

interface PeopleChoice {
  readonly kind: 'people';
  readonly id: string;
  readonly groups: readonly PeopleGroup[];
}

/** The sets of simple requirements of which any one, met, meets all of `requirements`. */
function choicesIn(requirements: readonly Requirement[]): Simple[][] {
  return requirements.reduce<Simple[][]>(
    (chosen, requirement) =>
      chosen
        .flatMap((before) => choicesOf(requirement).map((choice) => [...before, ...choice]))
        .slice(0, MAX_CHOICES + 1),
    [[]],
  );
}

function choicesOf(requirement: Requirement): Simple[][] {
  switch (requirement.kind) {
    case 'all-of':
      return choicesIn(requirement.of);
    case 'any-of':
      return requirement.of.flatMap(choicesOf);
    case 'qualified-individuals':
      return requirement.alternatives.map((groups) => [
        { kind: 'people', id: requirement.id, groups },
      ]);
    default:
      return [[requirement]];
  }
}

function wayBy(
  choice: readonly Simple[],
  chosen: boolean,
  known: KnownFacts,
  tier: Tier,
  asOf: Day,
): Way {
  const people = choice.filter((simple) => simple.kind === 'people');
  const passes = fewestPasses(
    people.map(({ groups }) => groups),
    known,
    asOf,
  );
  const impossible =
    passes === null
      ? people.filter(({ groups }) => fewestPasses([groups], known, asOf) === null)
      : [];
  const revenue = choice
    .filter((simple) => simple.kind === 'rolling-revenue')
    .flatMap((requirement) => revenueNeeded(requirement, known, asOf));
  const other = choice
    .filter((simple) => simple.kind !== 'people' && simple.kind !== 'rolling-revenue')
    .map((requirement) => findingOf(requirement, tier, known, asOf))
    .filter(({ met }) => !met);
  return {
    path: {
      ...passesShown(passes, people, known, asOf),
      revenue,
      ...(other.length === 0 ? {} : { other }),
      ...(impossible.length === 0 ? {} : { impossible: impossible.map(({ id }) => id) }),
      optimal: passes?.optimal ?? true,
      ...(chosen ? { by: choice.map(({ id }) => id) } : {}),
    },
    cost: {
      impossible: impossible.length,
      passes: passes?.passes ?? 0,
      people: passes?.byOthers.length ?? 0,
      needs: revenue.length + other.length,
    },
  };
}

function passesShown(
  passes: FewestPasses | null,
  people: readonly PeopleChoice[],
  known: KnownFacts,
  asOf: Day,
): Pick<CheapestPath, 'exams' | 'certifications' | 'people' | 'furtherIndividuals'> {
  const byMembers = passes?.byMembers ?? [];
  const recorded = byMembers.length === 0 ? [] : known.recordedIndividuals;
  const passesOf = new Map(recorded.map((one) => [one.individualId, one.passes]));
  const earned = byMembers.flatMap(({ individualId, earns }) =>
    earns.map((credential) => ({
      credential,
      member: { individualId, ...retractedOf(passesOf.get(individualId) ?? [], credential, asOf) },
    })),
  );
  const others = passes?.byOthers ?? [];
  const ofType = (type: 'exam' | 'certification') =>
    earned.filter(({ credential }) => credential.type === type);
  const certifications = ofType('certification').map(({ member, credential }) => ({
    ...member,
    certification: credential.id,
  }));
  const named = credentialsOfGroups(people.map(({ groups }) => groups)).some(
    ({ type }) => type === 'certification',
  );
  return {
    exams: ofType('exam').map(({ member, credential }) => ({ ...member, exam: credential.id })),
    ...(named ? { certifications } : {}),
    people: others.length,
    ...(others.length === 0
      ? {}
      : { furtherIndividuals: others.map((earns) => earns.map(({ id }) => id)) }),
  };
}

/** A pass for good of that day, which a record of it would repeat. */
function retractedOf(
  passes: RecordedIndividual['passes'],
  { type, id }: Credential,
  asOf: Day,
): Pick<ByMember, 'retracted'> {
  const same = passes.find(
    ({ pass, live }) =>
      !live &&
      pass.type === type &&
      pass.credential === id &&
      pass.from === asOf &&
      !Number.isFinite(pass.to),
  );
  return same === undefined ? {} : { retracted: same.pass.revision };
}

function revenueNeeded(requirement: RollingRevenue, known: KnownFacts, asOf: Day): NeededRevenue[] {
  const totals = known.revenueOf(requirement);
  const shortOn = (day: Day) => thresholdOn(requirement.threshold, known, day) - totals.on(day);
  const shortBy = shortOn(asOf);
  if (shortBy <= 0) return [];
  let before = asOf + 1;
  while (before < HORIZON && shortOn(before) <= shortBy) before += 1;
  return [
    {
      requirement: requirement.id,
      shortBy: formatCents(shortBy),
      products: requirement.products,
      revenueTypes: requirement.revenueTypes,
      before: before === HORIZON ? null : formatDay(before),
    },
  ];
}
