/** Somebody, and the groups whose places they could fill. */
export interface Candidate {
  readonly individualId: string;
  readonly groups: readonly number[];
}

export interface Place {
  readonly individualId: string;
  readonly group: number;
}

/**
 * A largest matching of candidates to places, nobody in two: Kuhn's augmenting paths, where a place that is taken is given
 * up by whoever can fill another group's. A candidate that finds no path never will, so each is tried once.
 *
 * `places[g]` is the number of places of group g. Candidates are served in the order given, so equal input has equal output.
 */
export function largestMatching(
  candidates: readonly Candidate[],
  places: readonly number[],
): Place[] {
  const filled: Candidate[][] = places.map(() => []);
  const wanted = places.reduce((sum, count) => sum + count, 0);
  let matched = 0;
  for (const candidate of candidates) {
    if (matched === wanted) break;
    if (seat(candidate, places, filled, new Set())) matched += 1;
  }
  return filled.flatMap((people, group) =>
    people.map(({ individualId }) => ({ individualId, group })),
  );
}

function seat(
  candidate: Candidate,
  places: readonly number[],
  filled: Candidate[][],
  visited: Set<number>,
): boolean {
  for (const group of candidate.groups) {
    if (visited.has(group)) continue;
    visited.add(group);
    const people = filled[group] ?? [];
    if (people.length < (places[group] ?? 0)) {
      people.push(candidate);
      return true;
    }
    const movable = people.findIndex((person) => seat(person, places, filled, visited));
    if (movable !== -1) {
      people[movable] = candidate;
      return true;
    }
  }
  return false;
}
