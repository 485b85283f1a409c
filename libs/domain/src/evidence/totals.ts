import { formatCents } from '../money.js';
import {
  type Evidence,
  EVIDENCE_REASONS,
  type EvidencePiece,
  type EvidenceReason,
  type EvidenceTotal,
  type JudgedPiece,
} from './pieces.js';

/** The evidence that consists of these pieces, its totals being how many do not count. */
export function evidenceOfPieces(pieces: readonly JudgedPiece[]): Evidence {
  const counts = new Map<EvidenceReason | null, number>();
  for (const { reason } of pieces) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return {
    pieces,
    piecesWith: (reasons) => pieces.filter(({ reason }) => reasons.has(reason)),
    counts,
    totals: inOrder(counts).map(([reason, count]) => ({ reason, count })),
  };
}

/** US dollars that do not count, by reason. */
export function amountsByReason(
  cents: ReadonlyMap<EvidenceReason | null, number>,
): EvidenceTotal[] {
  return inOrder(cents).map(([reason, amount]) => ({ reason, amount: formatCents(amount) }));
}

/** The pieces by an id of theirs. */
export function byId<P extends EvidencePiece>(
  pieces: readonly JudgedPiece<P>[],
  idOf: (piece: P) => string,
): JudgedPiece<P>[] {
  return [...pieces].sort((a, b) => (idOf(a.piece) < idOf(b.piece) ? -1 : 1));
}

/** Of every reason that there is, without what counts. */
function inOrder<T>(totals: ReadonlyMap<EvidenceReason | null, T>): [EvidenceReason, T][] {
  return EVIDENCE_REASONS.flatMap((reason) => {
    const total = totals.get(reason);
    return total === undefined ? [] : [[reason, total]];
  });
}
