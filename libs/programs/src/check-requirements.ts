import { centsOf, MARKETS, TIERS, type Tier } from '@app/domain';
import { HoldingsCheck } from './check-holdings.js';
import {
  type EditionDocument,
  type NamedDocument,
  type PeopleDocument,
  type RequirementDocument,
  withPartsIn,
} from './edition-document.js';
import type { Path } from './problem.js';
import type { ReadValue } from './read-yaml.js';

type List = 'products' | 'measures' | 'attributes';

/** Unmixed, every combination of the alternatives of a requirement's groups is one of the requirement's own. */
const MAX_WAYS = 256;

/** What requirements name is declared, their tiers fit one another, and gold asks for no less than silver. */
export class RequirementsCheck {
  readonly #declared: Readonly<Record<List, ReadonlySet<string>>>;
  readonly #holdings: HoldingsCheck;

  constructor(
    private readonly read: ReadValue<EditionDocument>,
    private readonly add: (path: Path, message: string) => void,
  ) {
    const idsIn = (list: List) =>
      new Set(read.soundEntries<NamedDocument>([list]).map(({ value }) => value.id));
    this.#declared = {
      products: idsIn('products'),
      measures: idsIn('measures'),
      attributes: idsIn('attributes'),
    };
    this.#holdings = new HoldingsCheck(read, add);
  }

  /** One requirement; those that it is made of are told of by themselves. */
  requirement(requirement: RequirementDocument, path: Path): void {
    this.#names(requirement, path);
    this.#goldAsksForMore(requirement, path);
  }

  #names(requirement: RequirementDocument, path: Path): void {
    switch (requirement.kind) {
      case 'rolling-revenue':
      case 'customer-count':
        this.#declaredIn('products', requirement.products, [...path, 'products']);
        this.#declaredIn('products', requirement.associationProducts, [
          ...path,
          'associationProducts',
        ]);
        break;
      case 'reported-measure': {
        const { measure, products, associationKinds, associationProducts } = requirement;
        this.#declaredIn('measures', [measure], [...path, 'measure'], false);
        if (products !== 'every') this.#declaredIn('products', products, [...path, 'products']);
        this.#declaredIn('products', associationProducts ?? [], [...path, 'associationProducts']);
        if ((associationKinds === 'none') === (associationProducts === undefined)) break;
        const message =
          associationKinds === 'none'
            ? 'associationKinds is none; leave associationProducts out'
            : 'associationKinds asks for an association; say for which products in associationProducts';
        this.add([...path, 'associationKinds'], message);
        break;
      }
      case 'organization-attribute':
        this.#declaredIn('attributes', [requirement.attribute], [...path, 'attribute'], false);
        break;
      case 'qualified-individuals':
        this.#people(requirement, path);
        break;
      case 'all-of':
      case 'any-of':
        for (const tier of TIERS) {
          const asks = withPartsIn(requirement.of, []).some(({ requirement: part }) =>
            asksOf(part, tier),
          );
          if (asks === (requirement.tiers[tier] !== undefined)) continue;
          const message = asks
            ? `parts ask something of ${tier}; say the sentence under tiers/${tier}`
            : `no part asks anything of ${tier}; leave tiers/${tier} out`;
          this.add([...path, 'tiers'], message);
        }
    }
  }

  #people({ groups }: PeopleDocument, path: Path): void {
    const ways = groups.reduce((product, one) => product * (one.alternatives?.length ?? 1), 1);
    const isUnmixed =
      this.read.isSound(['policies']) && this.read.value.policies.alternatives === 'unmixed';
    if (isUnmixed && ways > MAX_WAYS) {
      const message = `the alternatives of the groups combine in ${ways} ways; at most ${MAX_WAYS} are looked at one by one`;
      this.add([...path, 'groups'], message);
    }
    for (const [place, group] of groups.entries()) {
      const at = [...path, 'groups', place];
      if (group.silver === undefined && group.gold === undefined) {
        this.add(at, 'the group asks nothing of silver and nothing of gold; give it places');
      }
      if ((group.holds === undefined) === (group.alternatives === undefined)) {
        const found = group.holds === undefined ? 'neither' : 'both';
        this.add(at, `a group has either holds or alternatives; this one has ${found}`);
      }
      if (group.holds !== undefined) this.#holdings.holds(group.holds, [...at, 'holds']);
      this.#holdings.alternatives(group.alternatives ?? [], [...at, 'alternatives']);
      for (const [one, same] of (group.same ?? []).entries()) {
        this.#holdings.holds(same.holds, [...at, 'same', one, 'holds']);
        if (group.holds !== undefined) {
          this.#holdings.besides(group.holds, same.holds, [...at, 'same', one, 'holds']);
        }
        for (const tier of TIERS) {
          if ((group[tier] === undefined) === (same.says[tier] === undefined)) continue;
          const message =
            group[tier] === undefined
              ? `the group has no places in ${tier}; leave says/${tier} out`
              : `the group has places in ${tier}; say the sentence under says/${tier}`;
          this.add([...at, 'same', one, 'says'], message);
        }
      }
    }
  }

  #goldAsksForMore(requirement: RequirementDocument, path: Path): void {
    if (requirement.kind === 'qualified-individuals') {
      for (const [place, { silver, gold }] of requirement.groups.entries()) {
        if (silver === undefined || gold === undefined || gold.places >= silver.places) continue;
        const message = `gold asks for ${gold.places} individuals, less than silver's ${silver.places}`;
        this.add([...path, 'groups', place, 'gold', 'places'], message);
      }
      return;
    }
    if (requirement.kind === 'organization-attribute') {
      const { silver, gold } = requirement.tiers;
      for (const [place, value] of (gold?.values ?? []).entries()) {
        if (silver === undefined || silver.values.includes(value)) continue;
        const message = `gold takes ${value}, which silver does not; gold asks for no less than silver`;
        this.add([...path, 'tiers', 'gold', 'values', place], message);
      }
      return;
    }
    if ('of' in requirement) return;
    for (const market of MARKETS) {
      const silver = requirement.tiers.silver?.[market];
      const gold = requirement.tiers.gold?.[market];
      if (silver === undefined || gold === undefined) continue;
      const isMoney = 'usd' in silver && 'usd' in gold;
      const [less, more] = isMoney
        ? [centsOf(gold.usd), centsOf(silver.usd)]
        : 'count' in silver && 'count' in gold
          ? [gold.count, silver.count]
          : [0, 0];
      if (less >= more) continue;
      const shown = isMoney ? [`${gold.usd} USD`, silver.usd] : [String(less), String(more)];
      this.add(
        [...path, 'tiers', 'gold', market, isMoney ? 'usd' : 'count'],
        `gold asks for ${shown[0] ?? ''} in ${market} markets, less than silver's ${shown[1] ?? ''}`,
      );
    }
  }

  /** `inList`: whether the path leads to a list with the ids, or to the id itself. */
  #declaredIn(list: List, ids: readonly string[], path: Path, inList = true): void {
    // A list with a fault of its own declares less than it would; what it lacks is told after the fault is gone.
    if (!this.read.isSound([list])) return;
    for (const [place, id] of ids.entries()) {
      if (this.#declared[list].has(id)) continue;
      const message = `${list.slice(0, -1)} ${id} is not declared under ${list}`;
      this.add(inList ? [...path, place] : path, message);
    }
  }
}

function asksOf(requirement: RequirementDocument, tier: Tier): boolean {
  return requirement.kind === 'qualified-individuals'
    ? requirement.groups.some((group) => group[tier] !== undefined)
    : requirement.tiers[tier] !== undefined;
}
