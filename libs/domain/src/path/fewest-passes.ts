import { isWithin } from '../intervals.js';
import type { Day } from '../business-day.js';
import type { KnownFacts } from '../known-facts.js';
import type { Credential, PeopleGroup } from '../program.js';
import { rostersOf } from '../requirements/qualified-individuals.js';
import {
  both,
  CredentialCatalogue,
  type CredentialSet,
  sizeOf,
  type Ways,
} from './credential-ways.js';
import { assignRoles, type Person, type RosterOfRoles } from './role-assignment.js';

/** Who has to earn what. */
export interface FewestPasses {
  /** In all, those of further individuals included. */
  readonly passes: number;
  readonly byMembers: readonly { readonly individualId: string; readonly earns: Credential[] }[];
  /** What each further individual has to earn. */
  readonly byOthers: readonly Credential[][];
  /** `false` = a bound: it is a way, and there may be a shorter one. */
  readonly optimal: boolean;
}

/**
 * The fewest further credentials, earned on `day`, with which all of the lists of groups are filled: first the fewest in all, then the
 * fewest further individuals, then the fewest by members. `null` = it cannot be done, whoever joins.
 */
export function fewestPasses(
  lists: readonly (readonly PeopleGroup[])[],
  known: KnownFacts,
  day: Day,
): FewestPasses | null {
  const catalogue = new CredentialCatalogue(lists, day);
  const rosters = lists.flatMap((groups) =>
    rostersOf(groups).map((roster) =>
      roster.map(({ group, places }) => ({ places, holds: groups[group]?.holds })),
    ),
  );
  const members = known.individuals
    .filter(({ membership }) => isWithin(membership, day))
    .map(({ individualId, passes }) => ({
      individualId,
      held: catalogue.heldBy(passes),
    }));
  let cut = false;
  const waysOf = (held: CredentialSet, roles: readonly (number | null)[]): Ways => {
    let ways: Ways = { sets: [0n], cut: false };
    for (const [place, role] of roles.entries()) {
      const holds = role === null ? undefined : rosters[place]?.[role]?.holds;
      if (holds !== undefined) ways = both(ways, catalogue.waysTo(holds, held));
    }
    cut ||= ways.cut;
    return ways;
  };
  const result = assignRoles(
    rosters.map((roster): RosterOfRoles => roster.map(({ places }) => places)),
    members.map(({ individualId, held }): Person => ({ individualId, kind: held })),
    (held, roles) => {
      const [fewest] = waysOf(held, roles).sets;
      return fewest === undefined ? null : sizeOf(fewest);
    },
  );
  if (result === null) return null;
  const heldBy = new Map(members.map(({ individualId, held }) => [individualId, held]));
  const earns = (held: CredentialSet, roles: readonly (number | null)[]) =>
    catalogue.in(waysOf(held, roles).sets[0] ?? 0n);
  const byMembers = result.members
    .map(({ individualId, roles }) => ({
      individualId,
      earns: earns(heldBy.get(individualId) ?? 0n, roles),
    }))
    .filter((member) => member.earns.length > 0)
    .sort((a, b) => (a.individualId < b.individualId ? -1 : 1));
  return {
    passes: result.cost,
    byMembers,
    byOthers: result.others.map((roles) => earns(0n, roles)),
    optimal: result.optimal && !cut,
  };
}
