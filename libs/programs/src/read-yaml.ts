import { Ajv, type ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { Locator, type Path, type Problem } from './problem.js';
import { faultsOf, type SchemaFault } from './schema-faults.js';

/** A file as far as it could be read. */
export type Read<T> =
  ReadValue<T> | { readonly problems: readonly Problem[]; readonly value?: never };

/** An entry of a list in a file, with the path that leads to it. */
export interface Entry<T> {
  readonly path: Path;
  readonly value: T;
}

/** What a file says, with everything in which it is not as its schema has it. */
export class ReadValue<T> {
  constructor(
    /** Where the schema finds faults, of another shape than `T`: see `isSound`. */
    readonly value: T,
    readonly locator: Locator,
    private readonly faults: readonly SchemaFault[],
  ) {}

  get problems(): readonly Problem[] {
    return this.faults.map(({ path, message }) => this.locator.problem(path, message));
  }

  /** Whether there is a map to look into at all: an empty file is `null`. */
  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** Whether the value at a path, with all in it, has the shape that `T` gives it. */
  isSound(path: Path): boolean {
    return !this.faults.some(({ path: fault }) => isWithin(fault, path) || isWithin(path, fault));
  }

  /** The entries of the list at a path, whatever their shapes; none where there is no list. */
  entries(list: Path): Entry<unknown>[] {
    let value: unknown = this.value;
    for (const part of list)
      value = (value as Readonly<Record<string | number, unknown>> | null)?.[part];
    if (!Array.isArray(value)) return [];
    return value.map((entry: unknown, place) => ({ path: [...list, place], value: entry }));
  }

  /** Those of them that are sound. */
  soundEntries<E>(list: Path): Entry<E>[] {
    return this.entries(list).filter(({ path }) => this.isSound(path)) as Entry<E>[];
  }
}

const ajv = new Ajv({
  allErrors: true,
  discriminator: true,
  strict: false,
  verbose: true,
  // A start reads a few files, and would spend more on making the code shorter than it saves by that.
  code: { optimize: false },
});

export function compileSchema<T>(schema: object): ValidateFunction<T> {
  return ajv.compile<T>(schema);
}

/** The value of a YAML text with everything in which it is not as `schema` has it. */
export function readYaml<T>(text: string, file: string, schema: ValidateFunction<T>): Read<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { file, line, column: col, message: `this is no YAML: ${message}` };
      }),
    };
  }
  const locator = new Locator(file, text, document, lines);
  const value: unknown = document.toJS();
  return new ReadValue(value as T, locator, schema(value) ? [] : faultsOf(schema.errors ?? []));
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((part, place) => part === path[place]);
}
