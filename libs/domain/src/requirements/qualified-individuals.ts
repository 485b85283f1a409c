import { type Day, FIRST_DAY, LAST_DAY } from '../business-day.js';
import {
  type DayInterval,
  type DayIntervals,
  intersection,
  isWithin,
  union,
} from '../intervals.js';
import type { KnownFacts, KnownIndividual } from '../known-facts.js';
import { type Candidate, largestMatching } from '../matching.js';
import type { PeopleGroup, QualifiedIndividuals } from '../program.js';
import { type Steps, StepsBuilder } from '../steps.js';
import type { RequirementKind } from './requirement-kind.js';

/** Enough individuals for every group's places: who fills which place is a largest matching. */
export const qualifiedIndividuals: RequirementKind<QualifiedIndividuals> = {
  finding(requirement, tier, known, day) {
    const candidates = qualificationsOf(requirement, known).map(({ individualId, byGroup }) => ({
      individualId,
      groups: groupsOn(byGroup, day),
    }));
    const assignment = largestMatching(candidates, placesOf(requirement));
    const required = placesWanted(requirement);
    return {
      tier,
      id: requirement.id,
      kind: requirement.kind,
      met: assignment.length >= required,
      required,
      actual: assignment.length,
      shortBy: required - assignment.length,
      assignment,
    };
  },

  metOn(requirement, known) {
    return known.derived('individuals', `met ${keyOf(requirement)}`, () =>
      metOnEveryDay(requirement, known),
    );
  },
};

/** Somebody, and the days on which they could fill a place, by group. */
interface Qualification {
  readonly individualId: string;
  readonly byGroup: readonly DayIntervals[];
}

function qualificationsOf(
  requirement: QualifiedIndividuals,
  known: KnownFacts,
): readonly Qualification[] {
  return known.derived('individuals', `qualifications ${keyOf(requirement)}`, () =>
    known.individuals
      .map((individual) => ({
        individualId: individual.individualId,
        byGroup: requirement.groups.map((group) => daysQualified(individual, group)),
      }))
      .filter(({ byGroup }) => byGroup.some((days) => days.length > 0)),
  );
}

/** The days on which somebody is a member and holds, of every list of the group, at least one exam. */
function daysQualified(individual: KnownIndividual, group: PeopleGroup): DayIntervals {
  return group.exams.reduce(
    (days, list) =>
      intersection(days, union(individual.passes.filter(({ exam }) => list.includes(exam)))),
    individual.membership,
  );
}

function metOnEveryDay(requirement: QualifiedIndividuals, known: KnownFacts): Steps<boolean> {
  const qualifications = qualificationsOf(requirement, known);
  const places = placesOf(requirement);
  const wanted = placesWanted(requirement);
  const met = new StepsBuilder<boolean>();
  for (const day of daysOfChange(qualifications.flatMap(({ byGroup }) => byGroup.flat()))) {
    const candidates: Candidate[] = qualifications.map(({ individualId, byGroup }) => ({
      individualId,
      groups: groupsOn(byGroup, day),
    }));
    met.set(day, largestMatching(candidates, places).length >= wanted);
  }
  return met.build();
}

/** The first business day and every edge of the intervals behind it, ascending. */
function daysOfChange(intervals: readonly DayInterval[]): Day[] {
  const days = new Set([FIRST_DAY]);
  for (const { from, to } of intervals) days.add(from).add(to);
  return [...days].filter((day) => day <= LAST_DAY).sort((a, b) => a - b);
}

function groupsOn(byGroup: readonly DayIntervals[], day: Day): number[] {
  return byGroup.flatMap((days, group) => (isWithin(days, day) ? [group] : []));
}

function placesOf({ groups }: QualifiedIndividuals): number[] {
  return groups.map(({ places }) => places);
}

function placesWanted({ groups }: QualifiedIndividuals): number {
  return groups.reduce((sum, { places }) => sum + places, 0);
}

/** Equal groups have equal answers, whichever edition and tier they stand in. */
function keyOf({ groups }: QualifiedIndividuals): string {
  return JSON.stringify(groups);
}
