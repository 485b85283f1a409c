import type { AssociationKind } from './facts/fields.js';
import type { Mark } from './intervals.js';
import { Shared, sharedText } from './shared.js';

/** What marks speak of: a way of being associated, and for what. */
export interface AssociationSubject {
  readonly kind: AssociationKind;
  /** `null` = every product. */
  readonly products: readonly string[] | null;
}

export interface AssociationMark extends Mark, AssociationSubject {
  /** Its code. */
  readonly customer: number;
  readonly associated: boolean;
}

/** Enough to build the marks again. */
export interface AssociationContent {
  readonly words: Int32Array;
  readonly subjects: readonly AssociationSubject[];
}

/** Words of 32 bits that a mark takes, and where in them each stands; the last one has the subject's code above the state. */
export const MARK = 4;
export const MARKED_CUSTOMER = 0;
export const EFFECTIVE_ON = 1;
export const MARK_REVISION = 2;
export const SUBJECT_AND_STATE = 3;
const GROWTH = 1.5;
const FIRST_MARKS = 8;

/** What marks of all organizations speak of. */
const subjects = new Shared<AssociationSubject>();

/** The marks of all customers in the order of recording, four words each: what they speak of is said over and over, and kept once. */
export class AssociationMarks {
  #words = new Int32Array(0);
  #length = 0;
  #customers = 0;
  readonly #subjects: AssociationSubject[] = [];
  readonly #codes = new Map<string, number>();

  get length(): number {
    return this.#length;
  }

  /** One more than the highest code of a customer with a mark. */
  get customers(): number {
    return this.#customers;
  }

  /** What marks speak of, by its code. */
  get subjects(): readonly AssociationSubject[] {
    return this.#subjects;
  }

  /** The marks as they are, with room behind the last one; for whoever looks at all of them and makes no object of each. */
  get words(): Int32Array {
    return this.#words;
  }

  /** What they hold in memory. */
  get bytes(): number {
    return this.#words.byteLength + this.#subjects.length * 300;
  }

  push({ customer, effectiveOn, revision, kind, products, associated }: AssociationMark): void {
    const subject = this.#code({ kind, products });
    const at = this.#length * MARK;
    if (at === this.#words.length) this.#grow();
    this.#words[at + MARKED_CUSTOMER] = customer;
    this.#words[at + EFFECTIVE_ON] = effectiveOn;
    this.#words[at + MARK_REVISION] = revision;
    this.#words[at + SUBJECT_AND_STATE] = 2 * subject + (associated ? 1 : 0);
    this.#length += 1;
    this.#customers = Math.max(this.#customers, customer + 1);
  }

  at(place: number): AssociationMark {
    const word = (offset: number): number => this.#words[place * MARK + offset] ?? 0;
    const subject = this.#subjects[word(SUBJECT_AND_STATE) >> 1];
    return {
      customer: word(MARKED_CUSTOMER),
      effectiveOn: word(EFFECTIVE_ON),
      revision: word(MARK_REVISION),
      kind: subject?.kind ?? 'partner-of-record',
      products: subject?.products ?? null,
      associated: (word(SUBJECT_AND_STATE) & 1) === 1,
    };
  }

  toArray(): AssociationMark[] {
    return Array.from({ length: this.#length }, (_, place) => this.at(place));
  }

  toContent(): AssociationContent {
    return { words: this.#words.slice(0, this.#length * MARK), subjects: this.#subjects };
  }

  /** Of what `toContent` gave, whose words are not copied. */
  static of({ words, subjects }: AssociationContent): AssociationMarks {
    const marks = new AssociationMarks();
    marks.#words = words as Int32Array<ArrayBuffer>;
    marks.#length = words.length / MARK;
    for (const subject of subjects) marks.#code(subject);
    for (let at = 0; at < words.length; at += MARK) {
      marks.#customers = Math.max(marks.#customers, (words[at + MARKED_CUSTOMER] ?? 0) + 1);
    }
    return marks;
  }

  #code({ kind, products }: AssociationSubject): number {
    const key = products === null ? kind : JSON.stringify([kind, products]);
    let code = this.#codes.get(key);
    if (code === undefined) {
      const subject = subjects.of(key, () => ({
        kind,
        products: products?.map(sharedText) ?? null,
      }));
      code = this.#subjects.push(subject) - 1;
      this.#codes.set(key, code);
    }
    return code;
  }

  #grow(): void {
    const marks = Math.max(FIRST_MARKS, Math.ceil(this.#length * GROWTH));
    const words = new Int32Array(marks * MARK);
    words.set(this.#words);
    this.#words = words;
  }
}
