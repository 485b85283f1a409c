import type { FactType } from '@app/domain';

/** Why a row, or one of its cells, is not recorded. */
export interface RowReject {
  readonly code: string;
  /** As the header spells it; `null` = the row as a whole. */
  readonly column: string | null;
  /** The cell, cut to a length that can be shown. */
  readonly value: string;
  readonly reason: string;
  /** What mends it; rejects that say the same are counted together. `null` = there is nothing to mend. */
  readonly mendBy: string | null;
}

/** A fact as a row says it: its data, and for a booking without an id of its own what tells its row apart. */
export interface ReadFact {
  readonly type: FactType;
  readonly data: Readonly<Record<string, unknown>>;
  /** 128 bits in hexadecimal that rows share which nothing but money tells apart; `null` = the fact is known by what it says. */
  readonly identity: string | null;
}

export type RowRead =
  | { readonly facts: readonly ReadFact[]; readonly reject?: never }
  | { readonly reject: RowReject; readonly facts?: never };

/** What is said about a value that is not as it should be. Thrown while a row is read, and never any further. */
export class CellFault {
  constructor(readonly reject: RowReject) {}
}

const SHOWN_CHARACTERS = 200;

export function rejectOf(
  code: string,
  column: string | null,
  value: string,
  reason: string,
  mendBy: string | null,
): RowReject {
  const shown = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return { code, column, value: shown, reason, mendBy };
}
