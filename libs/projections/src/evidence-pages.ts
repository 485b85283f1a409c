import type {
  Evidence,
  EvidencePiece,
  EvidenceReason,
  JudgedPiece,
  ProvenFinding,
  Requirement,
} from '@app/domain';

/** Which of the pieces are asked for. */
export interface AskedPage {
  /** `next` of the page before. */
  readonly after?: string;
  /** How many pieces a page has at most, counted and not. */
  readonly limit: number;
  /** Only pieces with one of these reasons, `null` = they count; absent = all. */
  readonly reasons?: ReadonlySet<EvidenceReason | null>;
  /** `newest` = by the last fact that a piece rests on; absent = individuals and customers by their ids, all else as it was recorded. */
  readonly order?: 'newest';
}

/** The pieces of a page, and the `after` of the one behind it, `null` = there is none; `null` where no page may have ended with `after`. */
export function pageOf(
  { evidence, finding: { kind } }: ProvenFinding,
  { after, limit, reasons, order }: AskedPage,
): { readonly pieces: readonly JudgedPiece[]; readonly next: string | null } | null {
  const pages = order === 'newest' ? NEWEST_FIRST : AS_KEPT;
  if (after !== undefined && !pages.mayEnd(kind, evidence, after)) return null;
  const wanted = evidence === null ? [] : piecesWith(evidence, reasons);
  const rest = pages
    .inOrder(wanted)
    .filter(({ piece }) => after === undefined || pages.isBehind(piece, after));
  const pieces = rest.slice(0, limit);
  const last = pieces.at(-1);
  return {
    pieces,
    next: last === undefined || rest.length === pieces.length ? null : pages.keyOf(last.piece),
  };
}

function piecesWith(
  evidence: Evidence,
  reasons: ReadonlySet<EvidenceReason | null> | undefined,
): readonly JudgedPiece[] {
  return reasons === undefined ? evidence.pieces : evidence.piecesWith(reasons);
}

/** In what order pieces stand, and where in it a page ends. */
interface Pages {
  inOrder(pieces: readonly JudgedPiece[]): readonly JudgedPiece[];
  /** What a page that ends with the piece is told apart by. */
  keyOf(piece: EvidencePiece): string;
  /** Whether a piece is behind the one whose key this is. */
  isBehind(piece: EvidencePiece, key: string): boolean;
  /** Whether a page of the evidence may have ended with the key, whatever the reasons asked for were. */
  mayEnd(kind: Requirement['kind'], evidence: Evidence | null, key: string): boolean;
}

/** Individuals and customers by their ids, all others by revision. */
const AS_KEPT: Pages = {
  inOrder: (pieces) => pieces,
  keyOf(piece) {
    if ('individualId' in piece) return piece.individualId;
    if (isCustomer(piece)) return piece.customerId;
    return String(piece.revision);
  },
  isBehind(piece, key) {
    if ('individualId' in piece) return piece.individualId > key;
    return isCustomer(piece) ? piece.customerId > key : piece.revision > Number(key);
  },
  // Nothing that was recorded goes, but customers come and go with their bookings, so that any id may have been one's.
  mayEnd: (kind, evidence, key) =>
    kind === 'customer-count' || hasPiece(evidence, (piece) => AS_KEPT.keyOf(piece) === key),
};

const NEWEST_FIRST: Pages = {
  inOrder: (pieces) => pieces.toSorted((a, b) => b.piece.revision - a.piece.revision),
  keyOf: ({ revision }) => String(revision),
  isBehind: ({ revision }, key) => revision < Number(key),
  // A further fact of an individual or a customer has it stand at another revision.
  mayEnd: (kind, evidence, key) =>
    kind === 'customer-count' || kind === 'qualified-individuals'
      ? /^\d{1,15}$/.test(key)
      : hasPiece(evidence, ({ revision }) => String(revision) === key),
};

function hasPiece(evidence: Evidence | null, isIt: (piece: EvidencePiece) => boolean): boolean {
  return evidence?.pieces.some(({ piece }) => isIt(piece)) === true;
}

/** A customer as such, and not a booking or a report of one. */
function isCustomer(
  piece: EvidencePiece,
): piece is Extract<EvidencePiece, { customerId: string; bookedOn?: never }> {
  return 'customerId' in piece && !('bookedOn' in piece) && !('effectiveOn' in piece);
}
