import { centsOf, MARKETS, parseDay } from '@app/domain';
import { HoldingsCheck } from './check-holdings.js';
import {
  type EditionDocument,
  type NamedDocument,
  type OptionDocument,
  type PeopleDocument,
  type RequirementDocument,
  withPartsIn,
} from './edition-document.js';
import type { Path, Problem } from './problem.js';
import type { ReadValue } from './read-yaml.js';

const LISTS = ['products', 'exams', 'certifications', 'measures', 'attributes'] as const;
type List = (typeof LISTS)[number];

/** Unmixed, every combination of the alternatives of a requirement's groups is one of the requirement's own. */
const MAX_WAYS = 256;

/**
 * What a schema cannot say: that names are declared, days exist and follow one another, ids are unique, the id is the file's place
 * (`place` is `folder/file` without the ending) and gold asks for no less than silver. What the schema refused is passed over.
 */
export function checkEdition(read: ReadValue<EditionDocument>, place: string): Problem[] {
  if (!read.isMap) return [];
  const check = new EditionCheck(read);
  check.place(place);
  check.days();
  check.citations();
  check.uniqueIds();
  check.requirements();
  return check.problems;
}

class EditionCheck {
  readonly problems: Problem[] = [];
  readonly #declared: Readonly<Record<List, ReadonlySet<string>>>;
  readonly #holdings: HoldingsCheck;

  constructor(private readonly read: ReadValue<EditionDocument>) {
    const idsIn = (list: List) =>
      new Set(read.soundEntries<NamedDocument>([list]).map(({ value }) => value.id));
    this.#declared = {
      products: idsIn('products'),
      exams: idsIn('exams'),
      certifications: idsIn('certifications'),
      measures: idsIn('measures'),
      attributes: idsIn('attributes'),
    };
    this.#holdings = new HoldingsCheck(read, this.#add);
  }

  place(place: string): void {
    const [folder = ''] = place.split('/');
    const { program, id } = this.read.value;
    if (this.read.isSound(['program']) && program !== folder) {
      this.#add(
        ['program'],
        `program is ${program}; expected ${folder}, the name of the folder that the file is in`,
      );
    }
    if (this.read.isSound(['id']) && id !== place) {
      this.#add(['id'], `id is ${id}; expected ${place}, the file's folder and name`);
    }
  }

  days(): void {
    for (const field of ['publishedOn', 'effectiveFrom'] as const) {
      if (!this.read.isSound([field])) continue;
      const day = this.read.value[field];
      if (day !== null && parseDay(day) === null) {
        this.#add([field], `${day} is no day from 1990-01-01 to 2100-12-31`);
      }
    }
    this.#holdings.credentials();
  }

  citations(): void {
    if (!this.read.isSound(['documents'])) return;
    const { documents } = this.read.value;
    const cited = (document: string, path: Path) => {
      if (Object.hasOwn(documents, document)) return;
      const known = Object.keys(documents).join(', ');
      this.#add(path, `document ${document} is not among documents; there are ${known}`);
    };
    for (const list of [...LISTS, 'options'] as const) {
      for (const { path, value } of this.read.soundEntries<{ document: string }>([list])) {
        cited(value.document, [...path, 'document']);
      }
    }
    for (const { path, value } of this.read.soundEntries<EditionDocument['readings'][number]>([
      'readings',
    ])) {
      cited(value.cite.document, [...path, 'cite', 'document']);
    }
  }

  uniqueIds(): void {
    for (const list of LISTS) this.#unique(this.read.soundEntries<NamedDocument>([list]));
    this.#unique(
      this.read.soundEntries<OptionDocument>(['options']).map(({ path, value }) => ({
        path,
        value: { id: `${value.competency}/${value.option}` },
      })),
    );
    for (const { path } of this.read.entries(['options'])) {
      this.#unique(
        this.#requirementsOf(path).map((one) => ({ path: one.path, value: one.requirement })),
      );
    }
  }

  requirements(): void {
    for (const { path: option } of this.read.entries(['options'])) {
      for (const { requirement, path } of this.#requirementsOf(option)) {
        this.#names(requirement, path);
        this.#goldAsksForMore(requirement, path);
      }
    }
  }

  /** Those of an option, and those that compositions are made of. */
  #requirementsOf(option: Path): { requirement: RequirementDocument; path: Path }[] {
    const list = [...option, 'requirements'];
    return this.read.soundEntries<RequirementDocument>(list).flatMap(({ path, value }) =>
      withPartsIn([value], []).map(({ requirement, path: within }) => ({
        requirement,
        path: [...path, ...within.slice(1)],
      })),
    );
  }

  #unique(entries: readonly { path: Path; value: { readonly id: string } }[]): void {
    const seen = new Set<string>();
    for (const { path, value } of entries) {
      if (seen.has(value.id)) {
        this.#add(path, `${value.id} stands here twice; ids are unique in a list`);
      }
      seen.add(value.id);
    }
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
        this.#add([...path, 'associationKinds'], message);
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
        for (const tier of ['silver', 'gold'] as const) {
          const asks = withPartsIn(requirement.of, []).some(({ requirement: part }) =>
            asksOf(part, tier),
          );
          if (asks === (requirement.tiers[tier] !== undefined)) continue;
          const message = asks
            ? `parts ask something of ${tier}; say the sentence under tiers/${tier}`
            : `no part asks anything of ${tier}; leave tiers/${tier} out`;
          this.#add([...path, 'tiers'], message);
        }
    }
  }

  #people({ groups }: PeopleDocument, path: Path): void {
    const ways = groups.reduce((product, one) => product * (one.alternatives?.length ?? 1), 1);
    const isUnmixed =
      this.read.isSound(['policies']) && this.read.value.policies.alternatives === 'unmixed';
    if (isUnmixed && ways > MAX_WAYS) {
      const message = `the alternatives of the groups combine in ${ways} ways; at most ${MAX_WAYS} are looked at one by one`;
      this.#add([...path, 'groups'], message);
    }
    for (const [place, group] of groups.entries()) {
      const at = [...path, 'groups', place];
      if (group.silver === undefined && group.gold === undefined) {
        this.#add(at, 'the group asks nothing of silver and nothing of gold; give it places');
      }
      if ((group.holds === undefined) === (group.alternatives === undefined)) {
        const found = group.holds === undefined ? 'neither' : 'both';
        this.#add(at, `a group has either holds or alternatives; this one has ${found}`);
      }
      if (group.holds !== undefined) this.#holdings.holds(group.holds, [...at, 'holds']);
      for (const [way, holds] of (group.alternatives ?? []).entries()) {
        this.#holdings.holds(holds, [...at, 'alternatives', way]);
      }
      for (const [one, same] of (group.same ?? []).entries()) {
        this.#holdings.holds(same.holds, [...at, 'same', one, 'holds']);
        if (group.holds !== undefined) {
          this.#holdings.besides(group.holds, same.holds, [...at, 'same', one, 'holds']);
        }
        for (const tier of ['silver', 'gold'] as const) {
          if ((group[tier] === undefined) === (same.says[tier] === undefined)) continue;
          const message =
            group[tier] === undefined
              ? `the group has no places in ${tier}; leave says/${tier} out`
              : `the group has places in ${tier}; say the sentence under says/${tier}`;
          this.#add([...at, 'same', one, 'says'], message);
        }
      }
    }
  }

  #goldAsksForMore(requirement: RequirementDocument, path: Path): void {
    if (requirement.kind === 'qualified-individuals') {
      for (const [place, { silver, gold }] of requirement.groups.entries()) {
        if (silver === undefined || gold === undefined || gold.places >= silver.places) continue;
        const message = `gold asks for ${gold.places} individuals, less than silver's ${silver.places}`;
        this.#add([...path, 'groups', place, 'gold', 'places'], message);
      }
      return;
    }
    if (requirement.kind === 'organization-attribute') {
      const { silver, gold } = requirement.tiers;
      for (const [place, value] of (gold?.values ?? []).entries()) {
        if (silver === undefined || silver.values.includes(value)) continue;
        const message = `gold takes ${value}, which silver does not; gold asks for no less than silver`;
        this.#add([...path, 'tiers', 'gold', 'values', place], message);
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
      this.#add(
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
      this.#add(inList ? [...path, place] : path, message);
    }
  }

  readonly #add = (path: Path, message: string): void => {
    this.problems.push(this.read.locator.problem(path, message));
  };
}

function asksOf(requirement: RequirementDocument, tier: 'silver' | 'gold'): boolean {
  return requirement.kind === 'qualified-individuals'
    ? requirement.groups.some((group) => group[tier] !== undefined)
    : requirement.tiers[tier] !== undefined;
}
