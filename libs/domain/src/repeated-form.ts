const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
/** A form is looked for anew once in so many texts that have another one. */
const MISSES_PER_FORM = 16;

type Members = Record<string, unknown>;

/**
 * What JSON texts of one form have in common: everything but the texts in them that differ from one to the next. `{"a":"…","b":1,"c":"…"}` is three
 * literals with two texts between them.
 */
export interface Form {
  /** One more than names: what stands before each text, and behind the last one. */
  readonly literals: readonly string[];
  /** Of the members whose values the texts are. */
  readonly names: readonly string[];
  /** Of each text, whether it is a member of the inner object. */
  readonly isInner: readonly boolean[];
  /** The member whose value is an object of its own; `null` = there is none. */
  readonly inner: string | null;
  /** An object of the form. */
  readonly sample: Readonly<Members>;
}

/**
 * Reads JSON objects that come by the million with the same members in the same order: of one that is so no more is read than what differs
 * from one before it, which takes a third to half of the time of parsing. Texts in the answer may be cut out of the text that was read, and keep it in memory.
 */
export class RepeatedForm {
  #form: Form | null = null;
  #misses = 0;

  /** `fixed`: outer members whose texts are a part of the form. */
  constructor(private readonly fixed: readonly string[] = []) {}

  /** As `JSON.parse`, by the form of one before where there is one. Throws where `text` is no JSON. */
  parse(text: string): unknown {
    const read = this.read(text);
    if (read !== null) return read;
    const parsed: unknown = JSON.parse(text);
    this.learn(text, parsed);
    return parsed;
  }

  /** The object that `text` spells, or `null` where it is not exactly of the form of one that was learned. */
  read(text: string): Members | null {
    return this.#form === null ? null : ofForm(text, this.#form);
  }

  /** Of a text that was not read, and is `parsed`: those behind it may be like it. */
  learn(text: string, parsed: unknown): void {
    if (this.#misses % MISSES_PER_FORM === 0)
      this.#form = formOf(text, parsed, this.fixed) ?? this.#form;
    this.#misses += 1;
  }
}

function ofForm(text: string, { literals, names, isInner, inner, sample }: Form): Members | null {
  const read: Members = { ...sample };
  const innerRead = inner === null ? read : { ...(sample[inner] as Members) };
  if (inner !== null) read[inner] = innerRead;
  let at = 0;
  for (let place = 0; place < names.length; place += 1) {
    const literal = literals[place] ?? '';
    if (!text.startsWith(literal, at)) return null;
    at += literal.length;
    const end = endOfText(text, at);
    if (end === -1) return null;
    const members = isInner[place] === true ? innerRead : read;
    members[names[place] ?? ''] = text.slice(at, end);
    at = end;
  }
  const last = literals[names.length] ?? '';
  return text.length === at + last.length && text.endsWith(last) ? read : null;
}

/** The place of the quote that ends the text which begins at `from`; -1 where anything in it is escaped or would have to be. */
function endOfText(text: string, from: number): number {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    // Behind the end of everything there is NaN.
    if (code === BACKSLASH || !(code >= FIRST_PRINTABLE)) return -1;
  }
}

/**
 * The form of `text`, which is `parsed`, or `null` where it has none that repeats: it is no object, holds lists or more objects than one inside, or is
 * spelled otherwise than `JSON.stringify` does. Texts of the outer members in `fixed` are a part of it.
 */
export function formOf(text: string, parsed: unknown, fixed: readonly string[] = []): Form | null {
  if (!isObject(parsed)) return null;
  const literals: string[] = [];
  const names: string[] = [];
  const isInner: boolean[] = [];
  let inner: string | null = null;
  let literal = '';
  /** Whether all values are such as may stand in a form. */
  const spell = (members: Members, isOuter: boolean): boolean => {
    let before = '{';
    for (const [name, value] of Object.entries(members)) {
      literal += `${before}${JSON.stringify(name)}:`;
      before = ',';
      if (isObject(value)) {
        if (!isOuter || inner !== null) return false;
        inner = name;
        if (!spell(value, false)) return false;
      } else if (typeof value === 'string' && !(isOuter && fixed.includes(name))) {
        literals.push(`${literal}"`);
        names.push(name);
        isInner.push(!isOuter);
        literal = '"';
      } else literal += JSON.stringify(value);
    }
    literal += before === '{' ? '{}' : '}';
    return true;
  };
  if (!spell(parsed, true)) return null;
  literals.push(literal);
  const form = { literals, names, isInner, inner, sample: parsed };
  return ofForm(text, form) === null ? null : form;
}

/** Lists are none that a form is made of, and `formOf` finds that they are not spelled as one. */
function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
