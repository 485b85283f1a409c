import { parseDay } from '@app/domain';
import type { CredentialDocument, EditionDocument, HoldsDocument } from './edition-document.js';
import type { Path } from './problem.js';
import type { ReadValue } from './read-yaml.js';

type Declared = CredentialDocument & { readonly list: 'exams' | 'certifications' };

/** The keys of a holding that is no credential's id. */
const FORMS = ['allOf', 'anyOf', 'atLeast and of'];
const DAYS = ['availableFrom', 'retiredOn', 'acceptedUntil'] as const;

/** Exams and certifications, and what people are asked to hold of them. */
export class HoldingsCheck {
  readonly #declared: ReadonlyMap<string, Declared>;

  constructor(
    private readonly read: ReadValue<EditionDocument>,
    private readonly add: (path: Path, message: string) => void,
  ) {
    const declared = (['exams', 'certifications'] as const).flatMap((list) =>
      read.soundEntries<CredentialDocument>([list]).map(({ value }) => ({ ...value, list })),
    );
    // Of an id that is both, the exam is the one that is meant; the certification is told of.
    this.#declared = new Map(declared.reverse().map((credential) => [credential.id, credential]));
  }

  /** The days, the replacements and the spelling of what is declared. */
  credentials(): void {
    for (const list of ['exams', 'certifications'] as const) {
      for (const { path, value } of this.read.soundEntries<CredentialDocument>([list])) {
        const noun = list.slice(0, -1);
        if (value.id !== value.id.toUpperCase()) {
          this.add([...path, 'id'], `${noun} ${value.id} is not in upper case, as facts have it`);
        }
        if (list === 'certifications' && this.#declared.get(value.id)?.list === 'exams') {
          this.add([...path, 'id'], `${value.id} is an exam too; what is held goes by one name`);
        }
        this.#days(value, path);
        this.#replacement({ ...value, list }, path);
      }
    }
  }

  #days(credential: CredentialDocument, path: Path): void {
    for (const field of DAYS) {
      const day = credential[field];
      if (day === undefined || parseDay(day) !== null) continue;
      this.add([...path, field], `${day} is no day from 1990-01-01 to 2100-12-31`);
    }
    const { availableFrom, retiredOn, acceptedUntil } = credential;
    // Days as text are in the order of the calendar.
    if (retiredOn !== undefined && acceptedUntil !== undefined && acceptedUntil < retiredOn) {
      const message = `acceptedUntil is the first day it no longer counts: ${acceptedUntil} must not be before retiredOn ${retiredOn}, up to which it can be earned`;
      this.add([...path, 'acceptedUntil'], message);
      return;
    }
    if (availableFrom === undefined) return;
    if (retiredOn !== undefined && retiredOn <= availableFrom) {
      const message = `retiredOn is the first day it cannot be earned any more: ${retiredOn} must be after availableFrom ${availableFrom}`;
      this.add([...path, 'retiredOn'], message);
    }
    if (acceptedUntil !== undefined && acceptedUntil <= availableFrom) {
      const message = `acceptedUntil is the first day it no longer counts: ${acceptedUntil} must be after availableFrom ${availableFrom}`;
      this.add([...path, 'acceptedUntil'], message);
    }
  }

  #replacement({ id, replacedBy, list }: Declared, path: Path): void {
    if (replacedBy === undefined || !this.read.isSound([list])) return;
    const noun = list.slice(0, -1);
    const other = this.#declared.get(replacedBy);
    const wrong =
      other === undefined
        ? `${replacedBy}, which replaces ${id}, is not declared under ${list}`
        : other.list !== list
          ? `${replacedBy} is no ${noun}; ${id} is one, and is replaced by another`
          : replacedBy === id
            ? `${id} cannot replace itself`
            : this.#chainOf(replacedBy).includes(id)
              ? `${id} is replaced by ${replacedBy}, which is replaced by ${id} again`
              : null;
    if (wrong !== null) this.add([...path, 'replacedBy'], wrong);
  }

  /** What a credential may be replaced by, itself first. */
  #chainOf(id: string): string[] {
    const chain: string[] = [];
    let next: string | undefined = id;
    while (next !== undefined && !chain.includes(next)) {
      chain.push(next);
      next = this.#declared.get(next)?.replacedBy;
    }
    return chain;
  }

  /** Names that are declared, counts that can be reached, and nothing that would be counted twice. */
  holds(holds: HoldsDocument, path: Path): void {
    if (typeof holds === 'string') {
      if (this.#declared.has(holds)) return;
      if (!this.read.isSound(['exams']) || !this.read.isSound(['certifications'])) return;
      this.add(path, `${holds} is declared neither under exams nor under certifications`);
      return;
    }
    const form = Object.keys(holds).sort().join(' and ');
    if (!FORMS.includes(form)) {
      this.add(path, `a holding is allOf, anyOf, or atLeast with of; here it is ${form}`);
      return;
    }
    const key = 'allOf' in holds ? 'allOf' : 'anyOf' in holds ? 'anyOf' : 'of';
    const parts = 'allOf' in holds ? holds.allOf : 'anyOf' in holds ? holds.anyOf : holds.of;
    for (const [place, part] of parts.entries()) this.holds(part, [...path, key, place]);
    if ('atLeast' in holds && holds.atLeast > parts.length) {
      const message = `at least ${holds.atLeast} of ${parts.length} can never be held`;
      this.add([...path, 'atLeast'], message);
    }
    const named = parts.flatMap((part, place) =>
      typeof part === 'string' ? [{ id: part, path: [...path, key, place] }] : [],
    );
    const oneIsEnough = key === 'anyOf' || ('atLeast' in holds && holds.atLeast === 1);
    this.#twice(named, oneIsEnough);
  }

  /** Ways to be qualified, any of which will do: each of them once, in whatever order it is written. */
  alternatives(ways: readonly HoldsDocument[], path: Path): void {
    const seen = new Set<string>();
    for (const [way, holds] of ways.entries()) {
      this.holds(holds, [...path, way]);
      const meaning = meaningOf(holds);
      if (seen.has(meaning)) this.add([...path, way], 'this alternative stands here twice');
      seen.add(meaning);
    }
  }

  /** What the same people hold besides (at `path`) is nothing that the group asks of each of them anyway. */
  besides(holds: HoldsDocument, same: HoldsDocument, path: Path): void {
    for (const id of everyOneOf(same)) {
      for (const asked of everyOneOf(holds)) {
        if (id === asked) this.add(path, `the group asks for ${id} already`);
        else if (this.#chainOf(id).includes(asked)) this.add(path, countedTwice(id, asked));
        else if (this.#chainOf(asked).includes(id)) this.add(path, countedTwice(asked, id));
      }
    }
  }

  #twice(
    named: readonly { readonly id: string; readonly path: Path }[],
    oneIsEnough: boolean,
  ): void {
    const seen = new Set<string>();
    for (const { id, path } of named) {
      if (seen.has(id)) this.add(path, `${id} stands here twice; name it once`);
      seen.add(id);
    }
    if (oneIsEnough) return;
    for (const { id, path } of named) {
      const other = this.#chainOf(id)
        .slice(1)
        .find((one) => seen.has(one));
      if (other !== undefined) this.add(path, countedTwice(id, other));
    }
  }
}

function countedTwice(old: string, replacement: string): string {
  return `${replacement} replaces ${old}: who passed it would be counted for both; name one of them`;
}

/** A text that holdings share that differ in the order of their parts alone. */
function meaningOf(holds: HoldsDocument): string {
  if (typeof holds === 'string') return holds;
  const parts = Object.values(holds).map((part: number | readonly HoldsDocument[]) =>
    typeof part === 'number' ? String(part) : part.map(meaningOf).sort().join(' '),
  );
  return `(${Object.keys(holds).join(' ')}: ${parts.join(' ')})`;
}

/** The credentials that everybody holds for whom `holds` is true, as far as it names them outright. */
function everyOneOf(holds: HoldsDocument): string[] {
  if (typeof holds === 'string') return [holds];
  return 'allOf' in holds ? holds.allOf.flatMap(everyOneOf) : [];
}
