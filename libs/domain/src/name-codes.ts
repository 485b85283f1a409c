import { ownText } from './own-text.js';

/** Codes of names: their places in a list, at whose end new ones are put. */
export class NameCodes {
  readonly #codes: Map<string, number>;

  /** `names` is added to. */
  constructor(private readonly names: string[]) {
    this.#codes = new Map(names.map((name, code) => [name, code]));
  }

  /** The code of `name`, a new one where it has none. */
  codeOf(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const own = ownText(name);
    const code = this.names.push(own) - 1;
    this.#codes.set(own, code);
    return code;
  }
}
