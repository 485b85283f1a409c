const BEGUN = Promise.resolve();

/** Lets a number of tasks go on at a time, the others in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Resolves when it is the caller's turn, which lasts until they call `end`. */
  begin(): Promise<void> {
    if (this.#free === 0) return new Promise((begin) => this.#waiting.push(begin));
    this.#free -= 1;
    return BEGUN;
  }

  end(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
