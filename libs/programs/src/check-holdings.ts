import { parseDay } from '@app/domain';
import type { CredentialDocument, EditionDocument, HoldsDocument } from './edition-document.js';
import type { Path } from './problem.js';
import type { ReadValue } from './read-yaml.js';

type Declared = CredentialDocument & { readonly list: 'exams' | 'certifications' };

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
    this.#declared = new Map(declared.map((credential) => [credential.id, credential]));
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
    const other = this.#declared.get(replacedBy);
    if (other?.list !== list) {
      this.add(
        [...path, 'replacedBy'],
        `${list.slice(0, -1)} ${replacedBy} is not declared under ${list}`,
      );
    } else if (this.#chainOf(replacedBy).includes(id)) {
      this.add(
        [...path, 'replacedBy'],
        `${id} is replaced by ${replacedBy}, which is replaced by ${id} again`,
      );
    }
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
    const key = 'allOf' in holds ? 'allOf' : 'anyOf' in holds ? 'anyOf' : 'of';
    const parts = 'allOf' in holds ? holds.allOf : 'anyOf' in holds ? holds.anyOf : holds.of;
    for (const [place, part] of parts.entries()) this.holds(part, [...path, key, place]);
    if ('atLeast' in holds && holds.atLeast > parts.length) {
      const message = `at least ${holds.atLeast} of ${parts.length} can never be held`;
      this.add([...path, 'atLeast'], message);
    }
    this.#twice(parts, [...path, key], key === 'anyOf');
  }

  #twice(parts: readonly HoldsDocument[], path: Path, oneIsEnough: boolean): void {
    const seen = new Set<string>();
    for (const [place, part] of parts.entries()) {
      if (typeof part !== 'string') continue;
      if (seen.has(part)) this.add([...path, place], `${part} stands here twice`);
      seen.add(part);
    }
    if (oneIsEnough) return;
    for (const [place, part] of parts.entries()) {
      if (typeof part !== 'string') continue;
      const replacement = this.#chainOf(part)
        .slice(1)
        .find((id) => seen.has(id));
      if (replacement === undefined) continue;
      const message = `${replacement} replaces ${part}: who passed it would be counted for both; name one of them`;
      this.add([...path, place], message);
    }
  }
}
