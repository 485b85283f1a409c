import { type Day, formatDay } from '../business-day.js';
import type { BookingRow } from '../booking-rows.js';
import type { KnownFacts } from '../known-facts.js';
import { formatCents } from '../money.js';
import type { RevenueFilter } from '../program.js';
import { isAssociatedFor } from '../revenue-line.js';
import { windowOn } from '../trailing-months.js';
import type { BookingPiece, Evidence, EvidenceReason, JudgedPiece } from './pieces.js';
import { amountsByReason } from './totals.js';

/** Every booking ever recorded. */
export function revenueEvidence(filter: RevenueFilter, known: KnownFacts, day: Day): Evidence {
  const counting = known.countingDays(filter);
  const associated = known.associations.under(filter);
  const window = windowOn(day, filter.window);
  const reasonOf = (row: BookingRow, live: boolean): EvidenceReason | null => {
    if (!live) return 'retracted';
    if (row.day < window.from || row.day >= window.to) return 'outside-window';
    if (!counting.isOfProduct(row)) return 'product';
    if (!counting.isOfType(row)) return 'revenue-type';
    const isAssociated = isAssociatedFor(row.day, day, associated.of(row.customer), filter);
    return isAssociated ? null : 'not-partner-of-record';
  };
  const counts = new Map<EvidenceReason | null, number>();
  const cents = new Map<EvidenceReason | null, number>();
  known.forEachRecordedBooking((row, live) => {
    const reason = reasonOf(row, live);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    cents.set(reason, (cents.get(reason) ?? 0) + row.cents);
  });
  const written = (isWanted: (reason: EvidenceReason | null) => boolean) => {
    const pieces: JudgedPiece<BookingPiece>[] = [];
    known.forEachRecordedBooking((row, live) => {
      const reason = reasonOf(row, live);
      if (isWanted(reason)) pieces.push({ piece: pieceOfBooking(row, known), reason });
    });
    return pieces;
  };
  return {
    get pieces() {
      return written(() => true);
    },
    piecesWith: (reasons) => written((reason) => reasons.has(reason)),
    counts,
    totals: amountsByReason(cents),
  };
}

/** A booking as evidence shows it. */
export function pieceOfBooking(row: BookingRow, known: KnownFacts): BookingPiece {
  return {
    revision: row.revision,
    customerId: known.customerOf(row.customer),
    product: known.productOf(row.product),
    revenueType: row.revenueType,
    bookedOn: formatDay(row.day),
    amount: formatCents(row.cents),
  };
}
