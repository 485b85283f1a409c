/** What a derived value rests on; it is kept as long as no fact touches that. */
export type Basis = 'individuals' | 'everything';

type Values = Map<string, unknown>;

interface Made {
  readonly parts: readonly unknown[];
  readonly made: unknown;
}

/** What was worked out of what is known, by keys. */
export class WorkedOut {
  readonly #derived: Record<Basis, Values | null> = { individuals: null, everything: null };
  #made: Map<string, Made> | null = null;

  /** What `make` returns, made once for a `key` and kept while no fact touches its basis. */
  derived<T extends object>(basis: Basis, key: string, make: () => T): T {
    const kept = this.#of(basis);
    let made = kept.get(key) as T | undefined;
    if (made === undefined) kept.set(key, (made = make()));
    return made;
  }

  /**
   * What `make` returns, made once for a `key` and kept, whatever is recorded, as long as it would be made of the very same `parts`: of
   * steps, for instance, that are told anew only where they are others than before.
   */
  madeOf<T>(key: string, parts: readonly unknown[], make: () => T): T {
    const kept = this.#made?.get(key);
    if (kept !== undefined && isSame(kept.parts, parts)) return kept.made as T;
    const made = make();
    this.#made ??= new Map();
    this.#made.set(key, { parts, made });
    return made;
  }

  /** Takes over from `before` what goes by its parts alone. */
  takeMade(before: WorkedOut): void {
    this.#made = before.#made;
  }

  /** Shares with `other`, from now on too, what rests on individuals. */
  shareIndividuals(other: WorkedOut): void {
    this.#derived.individuals = other.#of('individuals');
  }

  #of(basis: Basis): Values {
    return (this.#derived[basis] ??= new Map());
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
