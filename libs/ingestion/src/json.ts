import { type JsonFault, locateFault, MAX_DEPTH } from './json-faults.js';

export type Parsed =
  | { readonly value: unknown; readonly fault?: never }
  | { readonly fault: JsonFault; readonly value?: never };

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of `bytes`, less a leading byte order mark, or `null` where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The value of JSON `text` from outside, or what is wrong with it and where: not JSON, nested deeper than 32, a key twice in one
 * object (however it is spelled), a key `__proto__`.
 */
export function parseJson(text: string): Parsed {
  return parseWith(text, null);
}

export interface ParsedItems {
  readonly items: readonly unknown[];
  /** How long each item is as it was sent, in UTF-16 code units, the white space around it included. */
  readonly lengths: readonly number[];
  readonly fault?: never;
}

/** As `parseJson`, for a text that must be an array: its items, each with the length of its text. */
export function parseJsonArray(text: string): ParsedItems | { readonly fault: JsonFault } {
  const commas: number[] = [];
  const parsed = parseWith(text, commas);
  if (parsed.fault !== undefined) return parsed;
  if (!Array.isArray(parsed.value)) {
    return { fault: { what: 'it must be an array', offset: 0 } };
  }
  const ends = [...commas, text.length];
  const lengths = ends.map((end, place) => end - (place === 0 ? 1 : (ends[place - 1] ?? 0) + 1));
  return { items: parsed.value, lengths };
}

/**
 * A key that stands twice leaves an object with fewer keys than the text has colons. So one scan counts colons, the parser
 * drops doubles, and one walk counts what is left: no set of names is kept for texts that are in order.
 */
function parseWith(text: string, commasOfArray: number[] | null): Parsed {
  const members = countMembers(text, commasOfArray);
  if (members === TOO_DEEP) return { fault: locateFault(text) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: locateFault(text) };
  }
  return countKeys(value) === members ? { value } : { fault: locateFault(text) };
}

const TOO_DEEP = -1;

/** Colons outside strings, or `TOO_DEEP`. Commas between the items of an outermost array go into `commas`. */
function countMembers(text: string, commas: number[] | null): number {
  let members = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case COLON:
        members += 1;
        break;
      case COMMA:
        if (commas !== null && depth === 1) commas.push(at);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > MAX_DEPTH) return TOO_DEEP;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        break;
    }
  }
  return members;
}

/** Where the string that begins at `start` ends: its closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
  }
}

/** Keys of all objects in `value`; never the right number where one of them is `__proto__`. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += countKeys(item);
    return keys;
  }
  for (const key in value) {
    if (key === '__proto__') return Number.NaN;
    keys += 1 + countKeys((value as Record<string, unknown>)[key]);
  }
  return keys;
}
