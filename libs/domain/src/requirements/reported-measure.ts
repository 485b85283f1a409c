import type { Day } from '../business-day.js';
import { DailyTotals } from '../daily-totals.js';
import type { AssociationDays } from '../customer-associations.js';
import type { MeasureMark } from '../facts-index.js';
import { type DayIntervals, inOrderOfEffect, intersection } from '../intervals.js';
import type { KnownFacts } from '../known-facts.js';
import type { ReportedMeasure } from '../program.js';
import { daysCounted } from '../revenue-line.js';
import { ReachedDays } from '../reached-days.js';
import type { RequirementKind } from './requirement-kind.js';
import { counted, shownWindow } from './threshold.js';

/** At least so much of what is reported of a measure: as it stands on the day, or summed over the trailing twelve months. */
export const reportedMeasure: RequirementKind<ReportedMeasure> = {
  finding(requirement, tier, known, day) {
    const { id, kind, threshold, window, counts } = requirement;
    const figures = counted(totalsOf(requirement, known), threshold, known, day);
    const shown = counts === 'sum' ? { window: shownWindow(day, window) } : {};
    return { tier, id, kind, ...figures, ...shown };
  },

  metOn(requirement, known) {
    const days = new ReachedDays(totalsOf(requirement, known));
    return days.met(requirement.threshold, known.market);
  },
};

/** A report with the days on which its value is added to the total; none where it never counts. */
export interface CountedReport {
  readonly mark: MeasureMark;
  readonly days: DayIntervals;
  /** First day on which a later report takes its place, its own where that is of the same day; `Infinity` = none does. */
  readonly until: Day;
}

function totalsOf(requirement: ReportedMeasure, known: KnownFacts): DailyTotals {
  const { threshold: _threshold, id: _id, citations: _citations, ...rule } = requirement;
  return known.derived('everything', `measure ${JSON.stringify(rule)}`, () =>
    DailyTotals.sumOf((sum) => {
      for (const { mark, days } of reportsOf(requirement, known)) {
        for (const { from, to } of days) sum.add(from, to, mark.value);
      }
    }),
  );
}

/** Every known report of the measure, with the days on which it counts. */
export function reportsOf(requirement: ReportedMeasure, known: KnownFacts): CountedReport[] {
  const subjects = Map.groupBy(
    known.measureMarks(requirement.measure),
    ({ customer, product }) => `${String(customer)} ${String(product)}`,
  );
  const associated = known.associations.under(requirement);
  return [...subjects.values()].flatMap((marks) => {
    const ordered = inOrderOfEffect(marks);
    return ordered.map((mark, place) => {
      const until = ordered[place + 1]?.effectiveOn ?? Number.POSITIVE_INFINITY;
      const counts = until > mark.effectiveOn && isOfProduct(mark, requirement, known);
      const days = counts ? daysOf(mark, until, requirement, associated) : [];
      return { mark, days: known.whileCustomer(mark.customer, days), until };
    });
  });
}

export function isOfProduct(
  { product }: MeasureMark,
  { products }: ReportedMeasure,
  known: KnownFacts,
): boolean {
  if (products.length === 0) return true;
  return product !== null && products.includes(known.productOf(product));
}

function daysOf(
  { customer, effectiveOn }: MeasureMark,
  until: Day,
  requirement: ReportedMeasure,
  associations: AssociationDays,
): DayIntervals {
  const ever: DayIntervals = [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }];
  const associated = requirement.associationKinds.length === 0;
  const association = associated ? ever : customer === null ? [] : associations.of(customer);
  return requirement.counts === 'latest'
    ? intersection([{ from: effectiveOn, to: until }], association)
    : daysCounted(effectiveOn, association, requirement);
}
