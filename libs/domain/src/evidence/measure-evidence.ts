import { type Day, formatDay } from '../business-day.js';
import type { MeasureMark } from '../facts-index.js';
import { isWithin } from '../intervals.js';
import type { KnownFacts } from '../known-facts.js';
import type { ReportedMeasure } from '../program.js';
import { type CountedReport, isOfProduct, reportsOf } from '../requirements/reported-measure.js';
import { windowOn } from '../trailing-months.js';
import type { Evidence, EvidenceReason, JudgedPiece, ReportPiece } from './pieces.js';
import { evidenceOfPieces } from './totals.js';

/** Every report of the measure ever recorded. */
export function measureEvidence(
  requirement: ReportedMeasure,
  known: KnownFacts,
  day: Day,
): Evidence {
  const live = new Map(
    reportsOf(requirement, known).map((report) => [report.mark.revision, report]),
  );
  const pieces = known
    .recordedMeasureMarks(requirement.measure)
    .map((mark): JudgedPiece<ReportPiece> => {
      const report = live.get(mark.revision);
      const reason = report === undefined ? 'retracted' : reasonOf(report, requirement, known, day);
      return { piece: pieceOf(mark, known), reason };
    });
  return evidenceOfPieces(pieces);
}

function reasonOf(
  { mark, days, until }: CountedReport,
  requirement: ReportedMeasure,
  known: KnownFacts,
  day: Day,
): EvidenceReason | null {
  if (isWithin(days, day)) return null;
  if (!isOfProduct(mark, requirement, known)) return 'product';
  const { effectiveOn } = mark;
  if (requirement.counts === 'latest') {
    if (effectiveOn > day) return 'not-yet';
    return until <= day ? 'expired' : 'not-partner-of-record';
  }
  const window = windowOn(day, requirement.window);
  if (effectiveOn < window.from || effectiveOn >= window.to) return 'outside-window';
  return until === effectiveOn ? 'expired' : 'not-partner-of-record';
}

function pieceOf(mark: MeasureMark, known: KnownFacts): ReportPiece {
  const { revision, measure, value, effectiveOn, customer, product } = mark;
  return {
    revision,
    measure,
    value,
    effectiveOn: formatDay(effectiveOn),
    ...(customer === null ? {} : { customerId: known.customerOf(customer) }),
    ...(product === null ? {} : { product: known.productOf(product) }),
  };
}
