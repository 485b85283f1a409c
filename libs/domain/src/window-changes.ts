import type { BookingRow } from './booking-rows.js';
import { type Day, formatDay } from './business-day.js';
import { optionOfEveryDay, programOf } from './editions.js';
import type { BookingPiece } from './evidence/pieces.js';
import { pieceOfBooking } from './evidence/revenue-evidence.js';
import type { KnownFacts } from './known-facts.js';
import { type Program, type RollingRevenue, withParts } from './program.js';
import { spans } from './steps.js';

/** A booking that counts from `day` on, or up to it and no longer. */
export interface WindowChange {
  readonly day: string;
  readonly effect: 'enters' | 'leaves';
  readonly booking: BookingPiece;
}

/**
 * The bookings that begin or cease to count towards a revenue requirement on the days from `from` (inclusive) to `to` (exclusive), by
 * day and then by revision, under the edition of each day. `null` where the option has no such revenue requirement.
 */
export function windowChanges(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  requirementId: string,
  from: Day,
  to: Day,
): WindowChange[] | null {
  const rules = spans(optionOfEveryDay(programOf(programs, optionId), optionId)).flatMap(
    ({ from: begin, to: end, value: option }) =>
      (option?.tiers ?? [])
        .flatMap(({ requirements }) => withParts(requirements))
        .filter(
          (rule): rule is RollingRevenue =>
            rule.kind === 'rolling-revenue' && rule.id === requirementId,
        )
        // Of every tier the same revenue counts.
        .slice(0, 1)
        .map((rule) => ({ begin: Math.max(begin, from), end: Math.min(end, to), rule })),
  );
  if (rules.length === 0) return null;
  const changes: { day: Day; effect: WindowChange['effect']; booking: BookingPiece }[] = [];
  for (const { begin, end, rule } of rules) {
    if (begin >= end) continue;
    const counting = known.countingDays(rule);
    const note = (day: Day, effect: WindowChange['effect'], row: BookingRow) => {
      if (begin <= day && day < end)
        changes.push({ day, effect, booking: pieceOfBooking(row, known) });
    };
    known.forEachBooking((row) => {
      for (const days of counting.daysOf(row)) {
        note(days.from, 'enters', row);
        note(days.to, 'leaves', row);
      }
    });
  }
  return changes
    .sort((a, b) => a.day - b.day || a.booking.revision - b.booking.revision)
    .map(({ day, ...change }) => ({ day: formatDay(day), ...change }));
}
