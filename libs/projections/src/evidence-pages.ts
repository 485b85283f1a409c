import type { EvidencePiece, JudgedPiece, Requirement } from '@app/domain';

/** Pieces stand in the order of their keys: individuals and customers by their ids, all others by revision. */
export function keyOf(piece: EvidencePiece): string {
  if ('individualId' in piece) return piece.individualId;
  if (isCustomer(piece)) return piece.customerId;
  return String(piece.revision);
}

/** Whether a piece is behind the one whose key this is; every piece is where there is none. */
export function isBehind(piece: EvidencePiece, key: string | undefined): boolean {
  if (key === undefined) return true;
  if ('individualId' in piece) return piece.individualId > key;
  return isCustomer(piece) ? piece.customerId > key : piece.revision > Number(key);
}

/**
 * Whether a page of these pieces may have ended with the key. Nothing that was recorded goes, but customers come and go with their
 * bookings, so that any id may have been one's.
 */
export function mayEndPage(
  kind: Requirement['kind'],
  pieces: readonly JudgedPiece[],
  key: string,
): boolean {
  return kind === 'customer-count' || pieces.some(({ piece }) => keyOf(piece) === key);
}

/** A customer as such, and not a booking or a report of one. */
function isCustomer(
  piece: EvidencePiece,
): piece is Extract<EvidencePiece, { customerId: string; bookedOn?: never }> {
  return 'customerId' in piece && !('bookedOn' in piece) && !('effectiveOn' in piece);
}
