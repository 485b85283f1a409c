/** How many places each group of a roster has; nobody fills two places of one roster. */
export type RosterOfRoles = readonly number[];

/** Somebody to assign; people of one kind are interchangeable. */
export interface Person {
  readonly individualId: string;
  readonly kind: bigint;
}

/** The group whose place somebody fills, by roster; `null` = none of it. */
export type Roles = readonly (number | null)[];

export interface RoleAssignment {
  readonly cost: number;
  readonly members: readonly { readonly individualId: string; readonly roles: Roles }[];
  /** Of people who are still to come, who begin as kind 0. */
  readonly others: readonly Roles[];
  readonly optimal: boolean;
}

/** What somebody of a kind costs in some roles; `null` = they cannot fill them. */
export type CostOf = (kind: bigint, roles: Roles) => number | null;

/** As much work as a few hundred milliseconds do. */
const MAX_STEPS = 40_000_000;
const MAX_ROLES = 1_024;

/**
 * Fills every place of every roster at the lowest cost: first the cost in all, then the fewest people who are still to come, then the
 * lowest cost of the members. `null` = it cannot be done.
 *
 * Exact by dynamic programming over people and over how many places of each group are filled; beyond some millions of steps it takes the
 * next cheapest place each time, which is a bound and says so.
 */
export function assignRoles(
  rosters: readonly RosterOfRoles[],
  members: readonly Person[],
  costOf: CostOf,
): RoleAssignment | null {
  const places = rosters.flat();
  const states = places.reduce((product, count) => product * (count + 1), 1);
  const combinations = rosters.reduce((product, roster) => product * (roster.length + 1), 1);
  if (combinations > MAX_ROLES) return cheapestPlaceByPlace(rosters, members, costOf);
  const roles = allRoles(rosters);
  const candidates = worthwhile(members, roles, sum(places), costOf);
  if (states * (candidates.length + sum(places)) * roles.length > MAX_STEPS) {
    return cheapestPlaceByPlace(rosters, members, costOf);
  }
  return exact(rosters, candidates, roles, states, costOf);
}

/** Every way to take part in the rosters, with no part at all first. */
function allRoles(rosters: readonly RosterOfRoles[]): Roles[] {
  return rosters.reduce<(number | null)[][]>(
    (combined, roster) =>
      combined.flatMap((before) => [null, ...roster.keys()].map((role) => [...before, role])),
    [[]],
  );
}

/**
 * Those whom a cheapest assignment needs at most: for each way to take part as many of the cheapest as there are places. Anybody else in
 * such an assignment could be changed for one of them who is free.
 */
function worthwhile(
  members: readonly Person[],
  roles: readonly Roles[],
  places: number,
  costOf: CostOf,
): Person[] {
  const kinds = Map.groupBy(members, ({ kind }) => kind);
  const wanted = new Map<bigint, number>();
  for (const role of roles.slice(1)) {
    const byCost = [...kinds]
      .map(([kind, people]) => ({ kind, people, cost: costOf(kind, role) }))
      .filter((entry): entry is typeof entry & { cost: number } => entry.cost !== null)
      .sort((a, b) => a.cost - b.cost);
    let left = places;
    for (const { kind, people } of byCost) {
      if (left <= 0) break;
      const taken = Math.min(people.length, left);
      wanted.set(kind, Math.max(wanted.get(kind) ?? 0, taken));
      left -= taken;
    }
  }
  return [...kinds].flatMap(([kind, people]) => people.slice(0, wanted.get(kind) ?? 0));
}

/** Costs as one number in the order in which they matter; each part stays below ten thousand. */
const IN_ALL = 1e8;
const TO_COME = 1e4;

function exact(
  rosters: readonly RosterOfRoles[],
  candidates: readonly Person[],
  roles: readonly Roles[],
  states: number,
  costOf: CostOf,
): RoleAssignment | null {
  const steps = stepsOf(rosters, roles, states);
  const others = sum(rosters.flat());
  const people: { person: Person | null; costs: (number | null)[] }[] = [
    ...candidates.map((person) => ({
      person,
      costs: roles.map((role) => weighed(costOf(person.kind, role), IN_ALL + 1, 0)),
    })),
    ...Array.from({ length: others }, () => ({
      person: null,
      costs: roles.map((role, place) =>
        weighed(costOf(0n, role), IN_ALL, place === 0 ? 0 : TO_COME),
      ),
    })),
  ];
  let costs = new Float64Array(states).fill(Infinity);
  costs[0] = 0;
  const chosen: Uint16Array[] = [];
  for (const { costs: ofPerson } of people) {
    const next = costs.slice();
    const choice = new Uint16Array(states);
    for (const [place, cost] of ofPerson.entries()) {
      const step = steps[place];
      if (place === 0 || cost === null || step === undefined) continue;
      for (let state = 0; state < states; state += 1) {
        const after = step[state] ?? NO_ROOM;
        if (after === NO_ROOM) continue;
        const sum = (costs[state] ?? Infinity) + cost;
        if (sum < (next[after] ?? Infinity)) {
          next[after] = sum;
          choice[after] = place;
        }
      }
    }
    chosen.push(choice);
    costs = next;
  }
  const total = costs[states - 1] ?? Infinity;
  if (total === Infinity) return null;
  const assigned: { person: Person | null; roles: Roles }[] = [];
  let state = states - 1;
  for (let place = people.length - 1; place >= 0; place -= 1) {
    const choice = chosen[place]?.[state] ?? 0;
    if (choice === 0) continue;
    assigned.unshift({ person: people[place]?.person ?? null, roles: roles[choice] ?? [] });
    state = steps[choice]?.indexOf(state) ?? 0;
  }
  return assignmentOf(assigned, Math.floor(total / IN_ALL), true);
}

function weighed(cost: number | null, weight: number, extra: number): number | null {
  return cost === null ? null : cost * weight + extra;
}

const NO_ROOM = -1;

/**
 * For each way to take part, the state that follows on each state, or `NO_ROOM`. States count the filled places of every group as digits,
 * each to the base of one more than the group's places.
 */
function stepsOf(
  rosters: readonly RosterOfRoles[],
  roles: readonly Roles[],
  states: number,
): Int32Array[] {
  const digits: { weight: number; places: number }[][] = [];
  let weight = 1;
  for (const roster of rosters) {
    digits.push(
      roster.map((places) => {
        const digit = { weight, places };
        weight *= places + 1;
        return digit;
      }),
    );
  }
  return roles.map((role) => {
    const taken = role.flatMap((group, place) => {
      const digit = group === null ? undefined : digits[place]?.[group];
      return digit === undefined ? [] : [digit];
    });
    const size = sum(taken.map((digit) => digit.weight));
    return Int32Array.from({ length: states }, (_, state) =>
      taken.every((digit) => Math.floor(state / digit.weight) % (digit.places + 1) < digit.places)
        ? state + size
        : NO_ROOM,
    );
  });
}

/** Fills one place after the other with whoever it costs least to add, members before people who are still to come. */
function cheapestPlaceByPlace(
  rosters: readonly RosterOfRoles[],
  members: readonly Person[],
  costOf: CostOf,
): RoleAssignment | null {
  const free = rosters.map((roster) => [...roster]);
  const nobody: Roles = rosters.map(() => null);
  const assigned = new Map<string, { person: Person | null; roles: Roles; cost: number }>();
  const newcomers = sum(rosters.flat());
  const everybody: { key: string; person: Person | null }[] = [
    ...members.map((person) => ({ key: `m ${person.individualId}`, person })),
    ...Array.from({ length: newcomers }, (_, place) => ({ key: `n ${place}`, person: null })),
  ];
  for (let left = newcomers; left > 0; left -= 1) {
    let best: { key: string; person: Person | null; roles: Roles; cost: number } | null = null;
    let bestExtra = Infinity;
    for (const { key, person } of everybody) {
      const present = assigned.get(key) ?? { roles: nobody, cost: 0 };
      for (const [place, groups] of free.entries()) {
        if (present.roles[place] !== null) continue;
        for (const [group, room] of groups.entries()) {
          if (room === 0) continue;
          const roles = present.roles.with(place, group);
          const cost = costOf(person?.kind ?? 0n, roles);
          if (cost === null || cost - present.cost >= bestExtra) continue;
          best = { key, person, roles, cost };
          bestExtra = cost - present.cost;
        }
      }
      // Of those still to come one stands for all that are not assigned yet.
      if (person === null && !assigned.has(key)) break;
    }
    if (best === null) return null;
    const before = assigned.get(best.key)?.roles ?? nobody;
    for (const [place, groups] of free.entries()) {
      const group = best.roles[place];
      if (group !== null && group !== undefined && before[place] === null) {
        groups[group] = (groups[group] ?? 0) - 1;
      }
    }
    assigned.set(best.key, best);
  }
  const all = [...assigned.values()];
  return assignmentOf(all, sum(all.map(({ cost }) => cost)), false);
}

function assignmentOf(
  assigned: readonly { person: Person | null; roles: Roles }[],
  cost: number,
  optimal: boolean,
): RoleAssignment {
  return {
    cost,
    members: assigned.flatMap(({ person, roles }) =>
      person === null ? [] : [{ individualId: person.individualId, roles }],
    ),
    others: assigned.flatMap(({ person, roles }) => (person === null ? [roles] : [])),
    optimal,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
