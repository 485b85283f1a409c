import { assert } from '../assert.js';
import { type Day, FIRST_DAY, LAST_DAY } from '../business-day.js';
import { daysHeld } from '../holding.js';
import { type DayIntervals, intersection, isWithin } from '../intervals.js';
import { keyWith } from '../key-of.js';
import type { KnownFacts } from '../known-facts.js';
import { type Candidate, largestMatching, type Place } from '../matching.js';
import type { PeopleGroup, QualifiedIndividuals } from '../program.js';
import { anyHolds, turn, type Turns } from '../turns.js';
import type { RequirementKind } from './requirement-kind.js';

/** Enough individuals for every group's places: who fills which place is a largest matching. */
export const qualifiedIndividuals: RequirementKind<QualifiedIndividuals> = {
  finding(requirement, tier, known, day) {
    const { alternative, assignment, required, shortBy } = nearestAlternative(
      requirement,
      known,
      day,
    );
    return {
      tier,
      id: requirement.id,
      kind: requirement.kind,
      met: shortBy === 0,
      required,
      actual: assignment.length,
      shortBy,
      assignment,
      ...(requirement.alternatives.length === 1 ? {} : { alternative }),
    };
  },

  metOn({ alternatives }, known) {
    return known.derived('individuals', keyOfAny(alternatives), () =>
      anyHolds(alternatives.map((groups) => filledBy(groups, known))),
    );
  },
};

/** The days on which every place of the groups is filled. */
function filledBy(groups: readonly PeopleGroup[], known: KnownFacts): Turns {
  return known.derived('individuals', keyOfFilled(groups), () => filledOnEveryDay(groups, known));
}

const keyOfAny = keyWith('any filled of');
const keyOfFilled = keyWith('filled');
const keyOfQualifications = keyWith('qualifications');

/** How far one alternative is filled on a day. */
export interface FilledAlternative {
  /** Place among the requirement's alternatives. */
  readonly alternative: number;
  readonly groups: readonly PeopleGroup[];
  readonly assignment: readonly Place[];
  readonly required: number;
  readonly shortBy: number;
}

/** The alternative that lacks the fewest people on `day`, the first of equals. */
export function nearestAlternative(
  { alternatives }: QualifiedIndividuals,
  known: KnownFacts,
  day: Day,
): FilledAlternative {
  const filled = alternatives.map((groups, alternative) => {
    const candidates = candidatesOn(qualificationsFor(groups, known), day);
    const assignment = rostersOf(groups).flatMap((roster) => fill(roster, candidates));
    const required = groups.reduce((sum, { places }) => sum + places, 0);
    return { alternative, groups, assignment, required, shortBy: required - assignment.length };
  });
  const nearest = filled.sort((a, b) => a.shortBy - b.shortBy)[0];
  assert(nearest !== undefined, 'a requirement has at least one alternative');
  return nearest;
}

/** The groups, by their places in the list, among which nobody fills two places: the `others` together, each `either` by itself. */
export function rostersOf(groups: readonly PeopleGroup[]): Roster[] {
  const entries = groups.map(({ places, individuals }, group) => ({ group, places, individuals }));
  const together = entries.filter(({ individuals }) => individuals === 'others');
  const alone = entries.filter(({ individuals }) => individuals === 'either');
  return [together, ...alone.map((entry) => [entry])].filter((roster) => roster.length > 0);
}

export type Roster = readonly { readonly group: number; readonly places: number }[];

/** Somebody, and the days on which they could fill a place, by group. */
export interface Qualification {
  readonly individualId: string;
  readonly byGroup: readonly DayIntervals[];
}

/** Those who could fill a place of the groups on any day, by id. */
export function qualificationsFor(
  groups: readonly PeopleGroup[],
  known: KnownFacts,
): readonly Qualification[] {
  return known.derived('individuals', keyOfQualifications(groups), () =>
    known.individuals
      .map(({ individualId, membership, passes }) => ({
        individualId,
        byGroup: groups.map(({ holds }) => intersection(membership, daysHeld(holds, passes))),
      }))
      .filter(({ byGroup }) => byGroup.some((days) => days.length > 0)),
  );
}

function filledOnEveryDay(groups: readonly PeopleGroup[], known: KnownFacts): Turns {
  const qualifications = qualificationsFor(groups, known);
  const rosters = rostersOf(groups);
  // Whoever is supposed to leave changes nothing before they do.
  const { individualLeaves } = known;
  const from = individualLeaves?.from ?? FIRST_DAY;
  const otherwise = individualLeaves === null ? [] : filledBy(groups, individualLeaves.otherwise);
  const filled = otherwise.filter((day) => day < from);
  for (const day of daysOfChange(qualifications, from)) {
    const candidates = candidatesOn(qualifications, day);
    turn(
      filled,
      day,
      rosters.every((roster) => fill(roster, candidates).length === placesIn(roster)),
    );
  }
  return filled;
}

/**
 * The individuals without whom the groups' places would not all be filled on some day from `from` on on which they are: nobody else can
 * break a requirement of people by leaving.
 */
export function indispensableFrom(
  groups: readonly PeopleGroup[],
  known: KnownFacts,
  from: Day,
): ReadonlySet<string> {
  const qualifications = qualificationsFor(groups, known);
  const rosters = rostersOf(groups);
  const indispensable = new Set<string>();
  for (const day of daysOfChange(qualifications, from)) {
    const candidates = candidatesOn(qualifications, day);
    const filled = rosters.map((roster) => ({ roster, people: fill(roster, candidates) }));
    if (filled.some(({ roster, people }) => people.length < placesIn(roster))) continue;
    for (const { roster, people } of filled) {
      for (const { individualId } of people) {
        if (indispensable.has(individualId)) continue;
        const others = candidates.filter((candidate) => candidate.individualId !== individualId);
        if (fill(roster, others).length < placesIn(roster)) indispensable.add(individualId);
      }
    }
  }
  return indispensable;
}

function fill(roster: Roster, candidates: readonly Candidate[]): Place[] {
  // The matching counts groups from 0, a roster may leave some out.
  const places = roster.map((entry) => entry.places);
  const ofRoster = candidates.map(({ individualId, groups }) => ({
    individualId,
    groups: roster.flatMap(({ group }, index) => (groups.includes(group) ? [index] : [])),
  }));
  return largestMatching(ofRoster, places).map(({ individualId, group: index }) => ({
    individualId,
    group: roster[index]?.group ?? 0,
  }));
}

function placesIn(roster: Roster): number {
  return roster.reduce((sum, { places }) => sum + places, 0);
}

function candidatesOn(qualifications: readonly Qualification[], day: Day): Candidate[] {
  return qualifications.map(({ individualId, byGroup }) => ({
    individualId,
    groups: byGroup.flatMap((days, group) => (isWithin(days, day) ? [group] : [])),
  }));
}

/** `from` and every later day on which somebody begins or ceases to be qualified, ascending. */
function daysOfChange(qualifications: readonly Qualification[], from: Day): Day[] {
  const days = new Set([from]);
  for (const { byGroup } of qualifications) {
    for (const intervals of byGroup) {
      for (const interval of intervals) days.add(interval.from).add(interval.to);
    }
  }
  return [...days].filter((day) => day >= from && day <= LAST_DAY).sort((a, b) => a - b);
}
