import {
  type Day,
  type Edition,
  editionOn,
  FIRST_DAY,
  type FactsIndex,
  type KnownFacts,
  metOn,
  optionIdOf,
  optionIdsOf,
  type Program,
  type Requirement,
} from '@app/domain';
import type { Cause } from '../announcement.js';
import { happeningsOf, leavesOf } from './happenings.js';
import type { Change } from './standing-decider.js';

/** How many facts are listed before the rest is counted. */
const MAX_LISTED = 20;

/** What was looked at, and what was before it. */
export interface Between {
  readonly index: FactsIndex;
  readonly programs: readonly Program[];
  readonly revision: number;
  readonly day: Day;
  /** The last revision of the look before; -1 where this is the first. */
  readonly before: number;
  readonly editionsChanged: boolean;
  readonly timeZoneChanged: boolean;
}

interface Listed {
  readonly revision: number;
  readonly type: string;
  readonly effect: string;
  readonly weight: number;
}

/**
 * Why a change is announced, the most telling first: other editions or another zone, then the facts that came since the look before, or
 * else what the day itself brought. What is at risk is explained by the day of the lapse.
 */
export function causesOf({ type, optionId, effectiveOn }: Change, between: Between): Cause[] {
  if (type === 'TierAtRisk') return ofDay(between, optionId, effectiveOn);
  const causes: Cause[] = [];
  if (between.editionsChanged) causes.push(editionChanged(between.programs, optionId, between.day));
  if (between.timeZoneChanged) causes.push({ type: 'TimeZoneChanged', effect: 'took-effect' });
  if (between.revision > between.before) causes.push(...ofFacts(between, optionId));
  return causes.length > 0 ? causes : ofDay(between, optionId, between.day);
}

function editionChanged(programs: readonly Program[], optionId: string, day: Day): Cause {
  const program = programs.find((candidate) => optionIdsOf([candidate]).includes(optionId));
  if (program === undefined) return { type: 'EditionChanged', effect: 'took-effect' };
  const { id, contentHash } = editionOn(program, day);
  return { type: 'EditionChanged', effect: 'took-effect', edition: { id, contentHash } };
}

/** The facts behind the look before that bear upon a requirement which is met on other days since. */
function ofFacts({ index, programs, revision, before }: Between, optionId: string): Cause[] {
  // Days of every edition may have changed.
  const editions = programs.flatMap((program) => program.editions);
  const requirements = requirementsIn(editions, optionId);
  const known = index.knownAt(revision);
  const earlier = before < 0 ? null : index.knownAt(before);
  const changed = requirements.filter(
    (requirement) =>
      earlier === null || !sameDays(metOn(requirement, earlier), metOn(requirement, known)),
  );
  const asked = changed.length > 0 ? changed : requirements;
  const isSince = (at: number) => before < at && at <= revision;
  const bearing = happeningsOf(index).filter((happening) =>
    asked.some((requirement) => happening.effectsOn(requirement).length > 0),
  );
  const byRevision = new Map(bearing.map((happening) => [happening.revision, happening]));
  const recorded = bearing
    .filter((happening) => isSince(happening.revision))
    .map((happening) => ({ ...happening, effect: 'recorded' }));
  const history = index.content.liveness.history();
  const targets = new Map(history.map(({ at, target }) => [at, target]));
  const verdicts = history
    .filter(({ at }) => isSince(at))
    .flatMap(({ at, live }) => {
      const target = byRevision.get(rootOf(at, targets));
      const type = live ? 'FactReinstated' : 'FactRetracted';
      const effect = live ? 'reinstated' : 'retracted';
      return target === undefined ? [] : [{ revision: at, type, effect, weight: target.weight }];
    });
  return listed([...verdicts, ...recorded]);
}

/** What a retraction is about in the end: it may name another retraction. */
function rootOf(at: number, targets: ReadonlyMap<number, number>): number {
  let root = at;
  for (;;) {
    const target = targets.get(root);
    if (target === undefined) return root;
    root = target;
  }
}

/** What changes on `day` by what is known: of the requirements that begin or cease to be met on it. */
function ofDay({ index, programs, revision }: Between, optionId: string, day: Day): Cause[] {
  const known = index.knownAt(revision);
  const program = programs.find((candidate) => optionIdsOf([candidate]).includes(optionId));
  const causes: Cause[] = [];
  if (program !== undefined && editionOn(program, day).effectiveFrom === day) {
    causes.push(editionChanged(programs, optionId, day));
  }
  const inForce = programs.map((one) => editionOn(one, day));
  const requirements = requirementsIn(inForce, optionId);
  const changed = requirements.filter((requirement) => changesOn(requirement, known, day));
  const isEnrolment = known.enrolledOn === day;
  const found = happeningsOf(index)
    .filter((happening) => known.isKnown(happening))
    .flatMap(({ effectsOn, ...happening }) => {
      if (isEnrolment && happening.type === 'OrganizationEnrolled') {
        return [{ ...happening, effect: 'took-effect' }];
      }
      const effects = changed.flatMap(effectsOn).filter((effect) => effect.day === day);
      return effects.slice(0, 1).map(({ effect }) => ({ ...happening, effect }));
    });
  return [...causes, ...listed(found)];
}

function changesOn(requirement: Requirement, known: KnownFacts, day: Day): boolean {
  return day > FIRST_DAY && metOn(requirement, known).includes(day);
}

function requirementsIn(editions: readonly Edition[], optionId: string): readonly Requirement[] {
  return editions
    .flatMap(({ options }) => options)
    .filter((option) => optionIdOf(option) === optionId)
    .flatMap(({ tiers }) => tiers)
    .flatMap(({ requirements }) => leavesOf(requirements));
}

function sameDays(a: readonly Day[], b: readonly Day[]): boolean {
  return a.length === b.length && a.every((day, place) => day === b[place]);
}

/** The heaviest first, and how many more of a kind there are behind the first ones. */
function listed(found: readonly Listed[]): Cause[] {
  const ordered = [...found].sort((a, b) => b.weight - a.weight || a.revision - b.revision);
  const rest = Map.groupBy(ordered.slice(MAX_LISTED), ({ type, effect }) => `${type} ${effect}`);
  return [
    ...ordered
      .slice(0, MAX_LISTED)
      .map(({ revision, type, effect }) => ({ revision, type, effect })),
    ...[...rest.values()].flatMap((more) => {
      const [first] = more;
      return first === undefined
        ? []
        : [{ type: first.type, effect: first.effect, more: more.length }];
    }),
  ];
}
