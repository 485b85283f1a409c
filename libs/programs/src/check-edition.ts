import { parseDay } from '@app/domain';
import { HoldingsCheck } from './check-holdings.js';
import { RequirementsCheck } from './check-requirements.js';
import {
  type EditionDocument,
  type NamedDocument,
  type OptionDocument,
  type RequirementDocument,
  withPartsIn,
} from './edition-document.js';
import type { Path, Problem } from './problem.js';
import type { ReadValue } from './read-yaml.js';

const LISTS = ['products', 'exams', 'certifications', 'measures', 'attributes'] as const;

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

  constructor(private readonly read: ReadValue<EditionDocument>) {}

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
    new HoldingsCheck(this.read, this.#add).credentials();
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
    const check = new RequirementsCheck(this.read, this.#add);
    for (const { path: option } of this.read.entries(['options'])) {
      for (const { requirement, path } of this.#requirementsOf(option)) {
        check.requirement(requirement, path);
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

  readonly #add = (path: Path, message: string): void => {
    this.problems.push(this.read.locator.problem(path, message));
  };
}
