import { centsOf, MARKETS, parseDay, TIERS } from '@app/domain';
import type {
  EditionDocument,
  NamedDocument,
  OptionDocument,
  PeopleDocument,
  RequirementDocument,
  RevenueDocument,
} from './edition-document.js';
import type { Path, Problem } from './problem.js';
import type { ReadValue } from './read-yaml.js';

/**
 * What a schema cannot say: that names are declared, days exist, ids are unique, the id is the file's place (`place` is
 * `folder/file` without the ending) and gold asks for no less than silver. What the schema refused is passed over.
 */
export function checkEdition(read: ReadValue<EditionDocument>, place: string): Problem[] {
  if (!read.isMap) return [];
  const check = new EditionCheck(read);
  check.place(place);
  check.days();
  check.citations();
  check.examsInUpperCase();
  check.uniqueIds();
  check.requirements();
  return check.problems;
}

class EditionCheck {
  readonly problems: Problem[] = [];
  readonly #products: ReadonlySet<string>;
  readonly #exams: ReadonlySet<string>;

  constructor(private readonly read: ReadValue<EditionDocument>) {
    const idsIn = (list: 'products' | 'exams') =>
      new Set(read.soundEntries<NamedDocument>([list]).map(({ value }) => value.id));
    this.#products = idsIn('products');
    this.#exams = idsIn('exams');
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
  }

  citations(): void {
    if (!this.read.isSound(['documents'])) return;
    const { documents } = this.read.value;
    const cited = (document: string, path: Path) => {
      if (Object.hasOwn(documents, document)) return;
      const known = Object.keys(documents).join(', ');
      this.#add(path, `document ${document} is not among documents; there are ${known}`);
    };
    for (const list of ['products', 'exams', 'options'] as const) {
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

  examsInUpperCase(): void {
    for (const { path, value } of this.read.soundEntries<NamedDocument>(['exams'])) {
      if (value.id === value.id.toUpperCase()) continue;
      this.#add([...path, 'id'], `exam ${value.id} is not in upper case, as facts have it`);
    }
  }

  uniqueIds(): void {
    for (const list of [['products'], ['exams']]) {
      this.#unique<NamedDocument>(list, ({ id }) => id);
    }
    this.#unique<OptionDocument>(
      ['options'],
      ({ competency, option }) => `${competency}/${option}`,
    );
    for (const { path } of this.read.entries(['options'])) {
      this.#unique<RequirementDocument>([...path, 'requirements'], ({ id }) => id);
    }
  }

  requirements(): void {
    for (const { path: option } of this.read.entries(['options'])) {
      for (const { path, value } of this.read.soundEntries<RequirementDocument>([
        ...option,
        'requirements',
      ])) {
        if (value.kind === 'rolling-revenue') this.#revenue(value, path);
        else this.#people(value, path);
      }
    }
  }

  #unique<T>(list: Path, idOf: (entry: T) => string): void {
    const seen = new Set<string>();
    for (const { path, value } of this.read.soundEntries<T>(list)) {
      const id = idOf(value);
      if (seen.has(id)) this.#add(path, `${id} stands here twice; ids are unique in a list`);
      seen.add(id);
    }
  }

  #revenue(requirement: RevenueDocument, path: Path): void {
    for (const list of ['products', 'associationProducts'] as const) {
      this.#declared('product', requirement[list], this.#products, [...path, list]);
    }
    for (const market of MARKETS) {
      const [silver, gold] = TIERS.map((tier) => requirement.tiers[tier][market].usd);
      if (silver === undefined || gold === undefined || centsOf(silver) <= centsOf(gold)) continue;
      const message = `gold asks for ${gold} USD in ${market} markets, less than silver's ${silver}`;
      this.#add([...path, 'tiers', 'gold', market, 'usd'], message);
    }
  }

  #people(requirement: PeopleDocument, path: Path): void {
    for (const [place, { exams, silver, gold }] of requirement.groups.entries()) {
      const group = [...path, 'groups', place];
      for (const [list, ids] of exams.entries()) {
        this.#declared('exam', ids, this.#exams, [...group, 'exams', list]);
      }
      if (gold.places >= silver.places) continue;
      this.#add(
        [...group, 'gold', 'places'],
        `gold asks for ${gold.places} individuals, less than silver's ${silver.places}`,
      );
    }
  }

  #declared(
    noun: 'product' | 'exam',
    ids: readonly string[],
    declared: ReadonlySet<string>,
    path: Path,
  ): void {
    // A list with a fault of its own declares less than it would; what it lacks is told after the fault is gone.
    if (!this.read.isSound([`${noun}s`])) return;
    for (const [place, id] of ids.entries()) {
      if (declared.has(id)) continue;
      this.#add([...path, place], `${noun} ${id} is not declared under ${noun}s`);
    }
  }

  #add(path: Path, message: string): void {
    this.problems.push(this.read.locator.problem(path, message));
  }
}
