import { formatCents } from '../money.js';
import {
  EVIDENCE_REASONS,
  type EvidencePiece,
  type EvidenceReason,
  type EvidenceTotal,
  type JudgedPiece,
} from './pieces.js';

/** How many pieces do not count, by reason. */
export function countsByReason(pieces: readonly JudgedPiece[]): EvidenceTotal[] {
  const counts = new Map<EvidenceReason, number>();
  for (const { reason } of pieces) {
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return inOrder(counts).map(([reason, count]) => ({ reason, count }));
}

/** US dollars that do not count, by reason. */
export function amountsByReason(cents: ReadonlyMap<EvidenceReason, number>): EvidenceTotal[] {
  return inOrder(cents).map(([reason, amount]) => ({ reason, amount: formatCents(amount) }));
}

/** The pieces by an id of theirs. */
export function byId<P extends EvidencePiece>(
  pieces: readonly JudgedPiece<P>[],
  idOf: (piece: P) => string,
): JudgedPiece<P>[] {
  return [...pieces].sort((a, b) => (idOf(a.piece) < idOf(b.piece) ? -1 : 1));
}

function inOrder<T>(totals: ReadonlyMap<EvidenceReason, T>): [EvidenceReason, T][] {
  return [...totals].sort(([a], [b]) => EVIDENCE_REASONS.indexOf(a) - EVIDENCE_REASONS.indexOf(b));
}
