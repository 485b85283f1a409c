import type { CredentialType, RevenueType } from '../facts/fields.js';

/**
 * Why something does not count, in the order in which totals are told. A booking has the first of the reasons up to
 * `not-partner-of-record` that fits it; people, reports and values have an order of their own, said where they are judged (ADR 11).
 */
export const EVIDENCE_REASONS = [
  'retracted',
  'outside-window',
  'product',
  'revenue-type',
  'not-partner-of-record',
  'not-a-member',
  'place-filled',
  'expired',
  'not-yet',
  'incomplete',
] as const;
export type EvidenceReason = (typeof EVIDENCE_REASONS)[number];

/** What every piece of evidence says; `revision` is that of the last fact that it rests on. */
interface Piece {
  readonly revision: number;
}

/** A booking, in US dollars. */
export interface BookingPiece extends Piece {
  readonly customerId: string;
  readonly product: string;
  readonly revenueType: RevenueType;
  readonly bookedOn: string;
  readonly amount: string;
}

/** An individual with the passes that the requirement speaks of. */
export interface IndividualPiece extends Piece {
  readonly individualId: string;
  /** The group whose place is filled; of who fills none, the one that lacks the least. */
  readonly group: number;
  readonly passes: readonly PassPiece[];
  /** The fewest further credentials with which the place could be filled. */
  readonly lacks?: readonly string[];
}

export interface PassPiece {
  readonly revision: number;
  readonly type: CredentialType;
  readonly id: string;
  readonly from: string;
  /** First day on which it does not count; `null` = none. */
  readonly to: string | null;
  /** Why it does not count on the day; absent = it counts. */
  readonly reason?: EvidenceReason;
}

/** A customer with its revenue that counts, in US dollars. */
export interface CustomerPiece extends Piece {
  readonly customerId: string;
  readonly amount: string;
}

/** A report of a measure. */
export interface ReportPiece extends Piece {
  readonly measure: string;
  readonly value: number;
  readonly effectiveOn: string;
  readonly customerId?: string;
  readonly product?: string;
}

/** A value that an attribute was assigned. */
export interface AttributePiece extends Piece {
  readonly attribute: string;
  readonly value: string;
  readonly effectiveOn: string;
}

export type EvidencePiece =
  BookingPiece | IndividualPiece | CustomerPiece | ReportPiece | AttributePiece;

/** A piece with the reason for which it does not count; `null` = it counts. */
export interface JudgedPiece<P extends EvidencePiece = EvidencePiece> {
  readonly piece: P;
  readonly reason: EvidenceReason | null;
}

/** What is summed up of a reason: US dollars of bookings, else how many. */
export type EvidenceTotal =
  | { readonly reason: EvidenceReason; readonly amount: string }
  | { readonly reason: EvidenceReason; readonly count: number };

export interface Evidence {
  /**
   * In the order of recording; individuals, and customers that are counted, by their ids. Bookings are written out when they are asked for,
   * which is to be before anything else is waited for.
   */
  readonly pieces: readonly JudgedPiece[];
  /** Those of `pieces` with one of these reasons, `null` = they count; no others are written out. Bookings as above. */
  readonly piecesWith: (reasons: ReadonlySet<EvidenceReason | null>) => readonly JudgedPiece[];
  /** How many pieces there are of each reason; of `null`, how many count. */
  readonly counts: ReadonlyMap<EvidenceReason | null, number>;
  /** One of each reason that there is, in the order of the reasons. */
  readonly totals: readonly EvidenceTotal[];
}
