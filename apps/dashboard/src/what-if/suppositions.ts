import type { Schemas } from '../api/client.js';

type Fact = Schemas['Fact'];

/** What is typed or chosen for each; `day` = `YYYY-MM-DD`. */
export type FieldKind = 'text' | 'amount' | 'day' | 'choice';

export interface FieldAsked {
  readonly name: string;
  readonly kind: FieldKind;
  /** Of a choice. */
  readonly choices?: readonly string[];
}

const text = (name: string): FieldAsked => ({ name, kind: 'text' });
const day = (name: string): FieldAsked => ({ name, kind: 'day' });

/** What can be supposed, by the type of its fact: its fields as the fact calls them, in the order in which they are asked for. */
export const SUPPOSABLE = {
  RevenueBooked: [
    text('customerId'),
    text('product'),
    { name: 'revenueType', kind: 'choice', choices: ['net-new', 'recurring'] },
    { name: 'amount', kind: 'amount' },
    text('currency'),
    day('bookedOn'),
  ],
  FactRetracted: [text('factSource'), text('factId')],
  IndividualJoined: [text('individualId'), day('effectiveOn')],
  IndividualLeft: [text('individualId'), day('effectiveOn')],
  ExamPassed: [text('individualId'), text('exam'), day('passedOn')],
  CertificationEarned: [text('individualId'), text('certification'), day('earnedOn')],
  PartnerOfRecordAssociated: [text('customerId'), day('effectiveOn')],
  PartnerOfRecordDissociated: [text('customerId'), day('effectiveOn')],
} as const satisfies Readonly<Record<string, readonly FieldAsked[]>>;

export type SupposedType = keyof typeof SUPPOSABLE;
export const SUPPOSED_TYPES = Object.keys(SUPPOSABLE) as SupposedType[];

/** Something that is supposed: the type of a fact, and what its fields say. */
export interface Supposition {
  readonly type: SupposedType;
  readonly fields: Readonly<Record<string, string>>;
}

/** The fields that a type asks for. */
export function fieldsOf(type: SupposedType): readonly FieldAsked[] {
  return SUPPOSABLE[type];
}

/** All that is supposed; it stands in the address, so that it can be sent to somebody. */
export interface WhatIfSearch {
  /** Suppositions as JSON: a list of `[type, fields]`. */
  readonly suppose?: string | undefined;
}

/** More than these are no supposition, and no address holds them. */
export const MAX_SUPPOSITIONS = 50;

export function whatIfSearchOf({ suppose }: Record<string, unknown>): WhatIfSearch {
  return typeof suppose === 'string' && suppositionsIn(suppose).length > 0 ? { suppose } : {};
}

/** What an address says is supposed; what of it is not understood is left away. */
export function suppositionsIn(suppose: string | undefined): Supposition[] {
  const list = parsed(suppose ?? '[]');
  if (!Array.isArray(list)) return [];
  return list.slice(0, MAX_SUPPOSITIONS).flatMap((each: unknown) => {
    const [type, given] = Array.isArray(each) ? (each as unknown[]) : [];
    const known = SUPPOSED_TYPES.find((candidate) => candidate === type);
    if (known === undefined || typeof given !== 'object' || given === null) return [];
    const said = given as Readonly<Record<string, unknown>>;
    const fields = Object.fromEntries(
      fieldsOf(known).map(({ name }) => {
        const value = said[name];
        return [name, typeof value === 'string' ? value : ''];
      }),
    );
    const isOfDays = fieldsOf(known).every(
      ({ name, kind }) => kind !== 'day' || isDay(fields[name]),
    );
    return isOfDays ? [{ type: known, fields }] : [];
  });
}

const DAY = /^(?:199\d|20\d\d|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

function isDay(value: string | undefined): boolean {
  if (value === undefined || !DAY.test(value)) return false;
  // February 30 is March 2 to a browser.
  return new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** What `suppositionsIn` reads again; `undefined` = nothing is supposed. */
export function written(suppositions: readonly Supposition[]): string | undefined {
  if (suppositions.length === 0) return undefined;
  return JSON.stringify(suppositions.map(({ type, fields }) => [type, fields]));
}

/** A supposition to begin with, of that day. */
export function begun(type: SupposedType, on: string): Supposition {
  const first = fieldsOf(type).map(({ name, kind, choices = [''] }): [string, string] => {
    if (name === 'currency') return [name, 'USD'];
    return [name, kind === 'day' ? on : (choices[0] ?? '')];
  });
  return { type, fields: Object.fromEntries(first) };
}

/** What is wrong with a field, so that nobody has to ask the service: nothing stands there, or no amount. */
export type Mistake = 'missing' | 'not-an-amount';

/** With a point, or as French has it. */
const AMOUNT = /^-?\d{1,11}(?:[.,]\d{1,2})?$/;

/** By the name of a field. */
export function mistakesIn({ type, fields }: Supposition): Readonly<Record<string, Mistake>> {
  return Object.fromEntries(
    fieldsOf(type).flatMap(({ name, kind }): [string, Mistake][] => {
      const value = (fields[name] ?? '').trim();
      if (value === '') return [[name, 'missing']];
      return kind === 'amount' && !AMOUNT.test(value) ? [[name, 'not-an-amount']] : [];
    }),
  );
}

/** Each supposition as the fact that would be recorded. */
export function factsOf(organizationId: string, suppositions: readonly Supposition[]): Fact[] {
  return suppositions.map(({ type, fields }, place) => {
    const id = `supposed-${place + 1}`;
    const data = {
      organizationId,
      ...Object.fromEntries(
        fieldsOf(type).map(({ name, kind }) => {
          const said = (fields[name] ?? '').trim();
          return [name, kind === 'amount' ? said.replace(',', '.') : said];
        }),
      ),
      ...(type === 'RevenueBooked' ? { bookingId: id } : {}),
      ...(type === 'FactRetracted' ? { reason: 'supposed' } : {}),
    };
    // The service says what of it is not valid, field by field.
    return { specversion: '1.0', id, source: 'what-if', type, data } as Fact;
  });
}

/** What the service objects to, by the place of the supposition and then by field; `''` = not to one field. */
export type Objections = ReadonlyMap<number, Readonly<Record<string, string>>>;

const POINTER = /^\/facts\/(\d+)(?:\/data\/(\w+))?/;

/** `errors` = those of a refusal, with JSON Pointers into what was sent. */
export function objectionsIn(
  errors: readonly { readonly pointer: string; readonly detail: string }[],
): Objections {
  const objections = new Map<number, Record<string, string>>();
  for (const { pointer, detail } of errors) {
    const [, place, field = ''] = POINTER.exec(pointer) ?? [];
    if (place === undefined) continue;
    objections.set(Number(place), { ...objections.get(Number(place)), [field]: detail });
  }
  return objections;
}
