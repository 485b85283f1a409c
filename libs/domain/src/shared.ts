import { ownText } from './own-text.js';

/** Whoever sends names that nobody knows is not to fill the memory with them. */
const MAX_SHARED = 10_000;

/**
 * Values that organizations have in common, each made once for all of them, so that whoever looks at one organization after the other
 * finds them in the processor's cache. Behind the first 10,000 each organization has its own.
 */
export class Shared<T> {
  readonly #kept = new Map<string, T>();

  /** The value for `key`: the one that `make` returned, of the key in memory of its own, when it was first asked for. */
  of(key: string, make: (key: string) => T): T {
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const own = ownText(key);
    const made = make(own);
    if (this.#kept.size < MAX_SHARED) this.#kept.set(own, made);
    return made;
  }
}

const texts = new Shared<string>();

/** `text` as everybody has it. */
export function sharedText(text: string): string {
  return texts.of(text, (own) => own);
}
