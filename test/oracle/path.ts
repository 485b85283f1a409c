import type { Credential, PeopleGroup, RecordedFact, Requirement } from '@app/domain';
import type { IsoDay } from './days.js';
import {
  canBeEarnedOn,
  credentialsIn,
  holderOn,
  isAcceptedOn,
  membersOn,
  placesFilled,
  type Holder,
} from './people.js';

export interface FewestPasses {
  /** Credentials to be earned by everybody together. */
  readonly passes: number;
  /** Further individuals who are needed for it. */
  readonly people: number;
  /** How many of the passes are members'. */
  readonly memberPasses: number;
}

/**
 * The fewest further credentials, each earned on `asOf` by a member or by a further individual who starts with nothing, that fill every people
 * requirement; of equally many those that need the fewest further individuals, and of these the fewest that members earn.
 * `null` = no number is enough. Found by trying everything: first all ways to earn one, then all ways to earn two, and so on.
 *
 * What is no people requirement is left aside, for passes do not change it; within an `any-of` it would decide which branch is the
 * cheapest, so there it is refused.
 */
export function fewestPasses(
  live: readonly RecordedFact[],
  requirements: readonly Requirement[],
  asOf: IsoDay,
): FewestPasses | null {
  requirements.forEach(refuseMixedChoices);
  const named = requirements.flatMap(credentialsNamed);
  const earnable = new Map<string, Credential>();
  for (const credential of named)
    if (canBeEarnedOn(credential, asOf) && isAcceptedOn(credential, asOf))
      earnable.set(keyOf(credential), credential);
  const members = membersOn(live, asOf).map((individualId) => holderOn(live, individualId, asOf));
  const mostFurther = sumOf(requirements.map(mostPlaces));
  const everybody: Person[] = [
    ...members.map((holds) => ({ isMember: true, holds })),
    ...Array.from({ length: mostFurther }, () => ({ isMember: false, holds: () => false })),
  ];
  const missing = (person: Person): Credential[] =>
    [...earnable.values()].filter((credential) => !person.holds(credential));

  const areMet = (further: readonly Further[]): boolean => {
    const holders = further.map(({ person, earned }): Holder => {
      const keys = new Set(earned.map(keyOf));
      return (credential) => person.holds(credential) || keys.has(keyOf(credential));
    });
    return requirements.every((requirement) => isMet(requirement, holders));
  };

  if (!areMet(everybody.map((person) => ({ person, earned: missing(person) })))) return null;
  for (let passes = 0; ; passes += 1) {
    let best: FewestPasses | null = null;
    for (const further of waysToEarn(passes, everybody, missing)) {
      const answer = answerOf(further);
      if ((best === null || isBetter(answer, best)) && areMet(further)) best = answer;
    }
    if (best !== null) return best;
  }
}

interface Person {
  readonly isMember: boolean;
  readonly holds: Holder;
}

/** Somebody, with what they earn further. */
interface Further {
  readonly person: Person;
  readonly earned: readonly Credential[];
}

/** Every way in which `people` can earn so many credentials together. */
function* waysToEarn(
  passes: number,
  people: readonly Person[],
  missing: (person: Person) => readonly Credential[],
  before: readonly Further[] = [],
): Generator<readonly Further[]> {
  const [person, ...others] = people;
  if (person === undefined) {
    if (passes === 0) yield before;
    return;
  }
  const last = before.at(-1);
  for (const earned of subsets(missing(person))) {
    if (earned.length > passes) continue;
    // Further individuals are all alike: who of them earns more comes first.
    if (!person.isMember && last?.person.isMember === false && isAfter(earned, last.earned))
      continue;
    yield* waysToEarn(passes - earned.length, others, missing, [...before, { person, earned }]);
  }
}

function subsets<T>(all: readonly T[]): T[][] {
  const [first, ...rest] = all;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((some) => [some, [first, ...some]]);
}

function isAfter(one: readonly Credential[], other: readonly Credential[]): boolean {
  if (one.length !== other.length) return one.length > other.length;
  return one.map(keyOf).join() > other.map(keyOf).join();
}

function answerOf(further: readonly Further[]): FewestPasses {
  const passesOf = (some: readonly Further[]): number =>
    sumOf(some.map(({ earned }) => earned.length));
  const people = further.filter(({ person, earned }) => !person.isMember && earned.length > 0);
  const memberPasses = passesOf(further.filter(({ person }) => person.isMember));
  return { passes: passesOf(further), people: people.length, memberPasses };
}

/** Of two ways with equally many passes. */
function isBetter(one: FewestPasses, other: FewestPasses): boolean {
  if (one.people !== other.people) return one.people < other.people;
  return one.memberPasses < other.memberPasses;
}

function isMet(requirement: Requirement, holders: readonly Holder[]): boolean {
  switch (requirement.kind) {
    case 'qualified-individuals':
      return requirement.alternatives.some(
        (groups) => placesFilled(groups, holders) >= placesOf(groups),
      );
    case 'all-of':
      return requirement.of.every((part) => isMet(part, holders));
    case 'any-of':
      return requirement.of.some((part) => isMet(part, holders));
    default:
      return true;
  }
}

/** How many people a requirement can have use for. */
function mostPlaces(requirement: Requirement): number {
  if ('of' in requirement) return sumOf(requirement.of.map(mostPlaces));
  if (requirement.kind !== 'qualified-individuals') return 0;
  return Math.max(...requirement.alternatives.map(placesOf));
}

function placesOf(groups: readonly PeopleGroup[]): number {
  return sumOf(groups.map(({ places }) => places));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function credentialsNamed(requirement: Requirement): Credential[] {
  if ('of' in requirement) return requirement.of.flatMap(credentialsNamed);
  if (requirement.kind !== 'qualified-individuals') return [];
  return requirement.alternatives.flat().flatMap(({ holds }) => credentialsIn(holds));
}

function refuseMixedChoices(requirement: Requirement): void {
  if (!('of' in requirement)) return;
  const parts = requirement.of;
  if (requirement.kind === 'any-of' && !parts.every(isOfPeople))
    throw new Error(`${requirement.id} leaves a choice between people and something else`);
  parts.forEach(refuseMixedChoices);
}

function isOfPeople(requirement: Requirement): boolean {
  return 'of' in requirement
    ? requirement.of.every(isOfPeople)
    : requirement.kind === 'qualified-individuals';
}

function keyOf({ type, id }: Credential): string {
  return `${type} ${id}`;
}
