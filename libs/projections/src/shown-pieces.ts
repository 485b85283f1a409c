import type { EvidencePiece, EvidenceReason, JudgedPiece } from '@app/domain';
import type { FactsCache } from './facts-cache.js';

/** A piece; a booking with the id that the billing system gave it. */
export type ShownPiece = EvidencePiece & { readonly bookingId?: string };

/** `page` with the ids of its bookings, which are in the facts alone. */
export async function shownPieces(
  facts: FactsCache,
  organizationId: string,
  page: readonly JudgedPiece[],
): Promise<{ piece: ShownPiece; reason: EvidenceReason | null }[]> {
  const bookings = page.flatMap(({ piece }) => ('bookedOn' in piece ? [piece.revision] : []));
  const recorded = await facts.factsAt(organizationId, bookings);
  return page.map(({ piece, reason }) => {
    const fact = 'bookedOn' in piece ? recorded.get(piece.revision) : undefined;
    return fact?.type === 'RevenueBooked'
      ? { piece: { ...piece, bookingId: fact.data.bookingId }, reason }
      : { piece, reason };
  });
}
