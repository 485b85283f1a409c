/** How deep arrays and objects may be nested in JSON from outside. */
export const MAX_DEPTH = 32;

/** What is wrong with a JSON text, and where. */
export interface JsonFault {
  readonly what: string;
  /** 0-based, in UTF-16 code units. */
  readonly offset: number;
}

/** In words, for the answer to whoever sent it. */
export function describeFault({ what, offset }: JsonFault): string {
  return `${what} (at character ${offset + 1})`;
}

/**
 * The first fault of a text that is not acceptable JSON. It reads letter by letter and keeps every key, which is slow: only texts that
 * were refused come here.
 */
export function locateFault(text: string): JsonFault {
  const scanner = new Scanner(text);
  try {
    scanner.document();
  } catch (fault) {
    if (fault instanceof Found) return fault.fault;
    throw fault;
  }
  return { what: 'it is not acceptable JSON', offset: 0 };
}

class Found extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.what);
  }
}

const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;

class Scanner {
  #at = 0;

  constructor(private readonly text: string) {}

  document(): void {
    this.#value(1);
    if (this.#at < this.text.length) this.#fail('there is more behind the end of the JSON value');
  }

  #value(depth: number): void {
    this.#take(SPACE);
    const next = this.text[this.#at];
    if (next === '{' || next === '[') {
      if (depth > MAX_DEPTH) this.#fail(`it is nested deeper than ${MAX_DEPTH}`);
      this.#at += 1;
      if (next === '{') this.#members(depth);
      else this.#items(depth);
    } else if (next === '"') this.#string();
    else if (next === undefined) this.#fail('it ends before its JSON value does');
    else if (this.#take(LITERAL) === '') this.#fail('no JSON value begins here');
    this.#take(SPACE);
  }

  #members(depth: number): void {
    const keys = new Set<string>();
    if (this.#ends('}')) return;
    do {
      this.#take(SPACE);
      const start = this.#at;
      if (this.text[start] !== '"') this.#fail('a key in double quotes must stand here');
      const key = JSON.parse(this.#string()) as string;
      if (key === '__proto__') this.#fail('a key must not be __proto__', start);
      if (keys.has(key)) this.#fail(`the key ${quoted(key)} stands twice in one object`, start);
      keys.add(key);
      this.#take(SPACE);
      if (this.text[this.#at] !== ':') this.#fail('a colon must stand behind a key');
      this.#at += 1;
      this.#value(depth + 1);
    } while (this.#continues('}'));
  }

  #items(depth: number): void {
    if (this.#ends(']')) return;
    do this.#value(depth + 1);
    while (this.#continues(']'));
  }

  #ends(closing: string): boolean {
    this.#take(SPACE);
    if (this.text[this.#at] !== closing) return false;
    this.#at += 1;
    return true;
  }

  #continues(closing: string): boolean {
    if (this.#ends(closing)) return false;
    if (this.text[this.#at] !== ',') {
      this.#fail(
        this.#at < this.text.length
          ? `a comma or ${closing} must stand here`
          : 'it ends before its JSON value does',
      );
    }
    this.#at += 1;
    return true;
  }

  #string(): string {
    const string = this.#take(STRING);
    if (string === '') this.#fail('a string that begins here is not well-formed or does not end');
    return string;
  }

  #take(token: RegExp): string {
    token.lastIndex = this.#at;
    const [taken = ''] = token.exec(this.text) ?? [];
    this.#at += taken.length;
    return taken;
  }

  #fail(what: string, offset = this.#at): never {
    throw new Found({ what, offset });
  }
}

function quoted(key: string): string {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}
