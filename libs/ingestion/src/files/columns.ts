import { FileRefused } from './file-refused.js';
import { columnKey } from './mapping.js';

/** The columns of a table, found by name whatever its case, spaces and punctuation. */
export class Columns {
  readonly #places = new Map<string, number>();
  readonly #twice = new Set<string>();

  constructor(readonly names: readonly string[]) {
    for (const [place, name] of names.entries()) {
      const key = columnKey(name);
      if (key === '') continue;
      if (this.#places.has(key)) this.#twice.add(key);
      else this.#places.set(key, place);
    }
  }

  has(name: string): boolean {
    return this.#places.has(columnKey(name));
  }

  /** From 0, or `null` where there is none. Throws `FileRefused` where two columns have the name. */
  placeOf(name: string): number | null {
    const key = columnKey(name);
    if (this.#twice.has(key)) {
      throw new FileRefused(
        'columns-missing',
        `two columns are called ${name}: rename one of them`,
      );
    }
    return this.#places.get(key) ?? null;
  }

  /** As the file spells it. */
  spelled(name: string): string {
    const place = this.placeOf(name);
    return place === null ? name : (this.names[place] ?? name).trim();
  }
}
