/** Codes of names: their places in a list, at whose end new ones are put. */
export class NameCodes {
  readonly #codes: Map<string, number>;

  /** `names` is added to; `textOf` gives the text that is kept of a new one. */
  constructor(
    private readonly names: string[],
    private readonly textOf: (name: string) => string,
  ) {
    this.#codes = new Map(names.map((name, code) => [name, code]));
  }

  /** The code of `name`, a new one where it has none. */
  codeOf(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const own = this.textOf(name);
    const code = this.names.push(own) - 1;
    this.#codes.set(own, code);
    return code;
  }
}
