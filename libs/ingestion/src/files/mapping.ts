import type { FactType } from '@app/domain';
import type { DayOrder } from './days.js';
import type { DecimalMark } from './decimals.js';

/** How the rows of one kind of file become facts: what a mapping file says, and what the built-in sources say of themselves. */
export interface Mapping {
  /** Names the source of the facts; the same rows under another name are other facts. */
  readonly source: string;
  readonly title?: string;
  /** The columns by which a file's header is recognised: all of them are there. */
  readonly recognisedBy?: readonly string[];
  /** The columns of a file that has no header, in order. */
  readonly columns?: readonly string[];
  /** The order that days are known to be written in where a file does not show it. */
  readonly dates?: DayOrder;
  /** What stands before decimals where a file does not show it. */
  readonly decimals?: DecimalMark;
  /** The columns that tell one booking from another, without its money. */
  readonly identity?: readonly string[];
  /** Rows that say nothing that could be recorded: rejects that there is nothing to mend about. */
  readonly noFact?: readonly NoFactRule[];
  readonly facts: readonly FactMapping[];
  /** By name: what a file calls things (in any case), and what we call them. */
  readonly maps?: Readonly<Record<string, ValueMap>>;
}

export type ValueMap = Readonly<Record<string, string>>;

export interface NoFactRule {
  readonly column: string;
  /** The cell is this, in any case. */
  readonly is?: string;
  /** The cell has this in it, in any case. */
  readonly contains?: string;
  readonly reason: string;
}

export interface FactMapping {
  readonly type: FactType;
  /** The fact is there where this column is not empty; absent = always. */
  readonly when?: string;
  /** By the field of the fact's data. */
  readonly fields: Readonly<Record<string, FieldMapping>>;
}

/** A column's name, or what else a field is made of. */
export type FieldMapping = string | ConstantField | ColumnField | RateField;

export interface ConstantField {
  readonly value: string;
}

export interface ColumnField {
  /** Columns to look into in turn, each a name or, for a map's key, several whose cells are joined with colons. */
  readonly from: string | readonly (string | readonly string[])[];
  /** The value map that the cell is looked up in. */
  readonly map?: string;
  /** Of an amount with more decimals than its currency has: `half-even` rounds it; without, it is a reject. */
  readonly round?: 'half-even';
  /** `exam-code`: the first word of the cell that is spelled as exams are, such as `MB2-715`. `list`: words apart by `;` or spaces. */
  readonly as?: 'exam-code' | 'list';
}

/** US dollars per unit of the row's currency, out of units of that currency per US dollar. */
export interface RateField {
  readonly unitsPerUsd: string;
  /** The column that must say USD for it. */
  readonly of: string;
}

/** Names are compared without case, spaces and punctuation: `Order Date` is `orderDate`. */
export function columnKey(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The columns that a field is read from. */
export function columnsOf(field: FieldMapping | undefined): string[] {
  if (field === undefined) return [];
  if (typeof field === 'string') return [field];
  if ('value' in field) return [];
  return 'from' in field ? [field.from].flat(2) : [field.unitsPerUsd, field.of];
}
