import type { Day } from '../business-day.js';
import type { Pass } from '../facts-index.js';
import { canBeEarnedOn, countsOn, credentialsOfGroups, keyOfCredential } from '../holding.js';
import type { Credential, Holding, PeopleGroup } from '../program.js';

/** Sets of credentials as bits: bit i is the catalogue's credential i. */
export type CredentialSet = bigint;

/** The smallest sets of further credentials that satisfy a holding. */
export interface Ways {
  /** None is part of another; the smallest first; empty = it cannot be satisfied. */
  readonly sets: readonly CredentialSet[];
  /** Whether sets were left out because there are too many. */
  readonly cut: boolean;
}

/** More ways than these are not looked at: who has them all to choose from misses little. */
const MAX_WAYS = 256;
const NOTHING_NEEDED: Ways = { sets: [0n], cut: false };
const IMPOSSIBLE: Ways = { sets: [], cut: false };

/** The credentials that lists of groups name, on one day: who holds which, and which can be earned. */
export class CredentialCatalogue {
  readonly #places = new Map<string, number>();
  readonly #ways = new Map<Holding, Map<CredentialSet, Ways>>();

  readonly credentials: readonly Credential[];

  constructor(
    lists: readonly (readonly PeopleGroup[])[],
    private readonly day: Day,
  ) {
    this.credentials = credentialsOfGroups(lists);
    for (const [place, credential] of this.credentials.entries()) {
      this.#places.set(keyOfCredential(credential), place);
    }
  }

  bitOf(credential: Credential): CredentialSet {
    return 1n << BigInt(this.#places.get(keyOfCredential(credential)) ?? 0);
  }

  /** The credentials of a set, in the catalogue's order. */
  in(set: CredentialSet): Credential[] {
    return this.credentials.filter((credential) => (set & this.bitOf(credential)) !== 0n);
  }

  /** What somebody with these passes holds on the day, member or not. */
  heldBy(passes: readonly Pass[]): CredentialSet {
    return this.credentials
      .filter((credential) => passes.some((pass) => countsOn(pass, credential, this.day)))
      .reduce((set, credential) => set | this.bitOf(credential), 0n);
  }

  /** The smallest further sets for somebody who has `held`. */
  waysTo(holding: Holding, held: CredentialSet): Ways {
    const known = this.#ways.get(holding) ?? new Map<CredentialSet, Ways>();
    this.#ways.set(holding, known);
    const kept = known.get(held) ?? this.#findWays(holding, held);
    known.set(held, kept);
    return kept;
  }

  #findWays(holding: Holding, held: CredentialSet): Ways {
    if ('id' in holding) {
      const bit = this.bitOf(holding);
      if ((held & bit) !== 0n) return NOTHING_NEEDED;
      return canBeEarnedOn(holding, this.day) ? { sets: [bit], cut: false } : IMPOSSIBLE;
    }
    // `some[n]` are the ways to satisfy n of the parts looked at so far.
    let some: Ways[] = [NOTHING_NEEDED];
    for (const part of holding.of) {
      const ofPart = this.waysTo(part, held);
      const next = [...some, IMPOSSIBLE].map((without, count) => {
        const before = some[count - 1];
        return before === undefined ? without : either(without, both(before, ofPart));
      });
      some = next.slice(0, holding.atLeast + 1);
    }
    return some[holding.atLeast] ?? IMPOSSIBLE;
  }
}

/** The ways to satisfy both. */
export function both(a: Ways, b: Ways): Ways {
  return smallest(
    a.sets.flatMap((one) => b.sets.map((other) => one | other)),
    a.cut || b.cut,
  );
}

function either(a: Ways, b: Ways): Ways {
  return smallest([...a.sets, ...b.sets], a.cut || b.cut);
}

function smallest(sets: readonly CredentialSet[], cut: boolean): Ways {
  const ordered = [...new Set(sets)].sort((a, b) => sizeOf(a) - sizeOf(b) || (a < b ? -1 : 1));
  const kept: CredentialSet[] = [];
  for (const set of ordered) {
    if (kept.length === MAX_WAYS) return { sets: kept, cut: true };
    if (!kept.some((smaller) => (smaller & set) === smaller)) kept.push(set);
  }
  return { sets: kept, cut };
}

/** How many credentials are in a set. */
export function sizeOf(set: CredentialSet): number {
  let size = 0;
  for (let rest = set; rest > 0n; rest &= rest - 1n) size += 1;
  return size;
}
