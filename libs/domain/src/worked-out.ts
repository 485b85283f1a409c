/** What a derived value rests on; it is kept as long as no fact touches that. */
export type Basis = 'individuals' | 'everything';

type Values = Map<string, unknown>;

interface Made {
  readonly parts: readonly unknown[];
  readonly made: unknown;
  /** Of whose facts the parts are known to be the same. */
  holdsFor: WorkedOut;
}

/** What was worked out of what is known, by keys. */
export class WorkedOut {
  #individuals: Values | null = null;
  #everything: Values | null = null;
  #made: Map<string, Made> | null = null;

  /** What `make` returns, made once for a `key` and kept while no fact touches its basis. */
  derived<T extends object>(basis: Basis, key: string, make: () => T): T {
    const kept = basis === 'individuals' ? this.#ofIndividuals() : (this.#everything ??= new Map());
    let made = kept.get(key) as T | undefined;
    if (made === undefined) kept.set(key, (made = make()));
    return made;
  }

  /** What `madeOf` told of these very facts; `undefined` where it was not asked since the last one. */
  alreadyMade<T>(key: string): T | undefined {
    const kept = this.#made?.get(key);
    return kept?.holdsFor === this ? (kept.made as T) : undefined;
  }

  /**
   * What `make` returns, made once for a `key` and kept, whatever is recorded, as long as it would be made of the very same `parts`: of
   * steps, for instance, that are told anew only where they are others than before.
   */
  madeOf<T>(key: string, parts: readonly unknown[], make: () => T): T {
    const kept = this.#made?.get(key);
    if (kept !== undefined && isSame(kept.parts, parts)) {
      kept.holdsFor = this;
      return kept.made as T;
    }
    const made = make();
    this.#made ??= new Map();
    this.#made.set(key, { parts, made, holdsFor: this });
    return made;
  }

  /** Whether something of it rests on everything that is known. */
  get restsOnEverything(): boolean {
    return this.#everything !== null;
  }

  /** Takes over from `before` what goes by its parts alone. */
  takeMade(before: WorkedOut): void {
    this.#made = before.#made;
  }

  /** Shares with `other`, from now on too, what rests on individuals. */
  shareIndividuals(other: WorkedOut): void {
    this.#individuals = other.#ofIndividuals();
  }

  #ofIndividuals(): Values {
    return (this.#individuals ??= new Map());
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
