import type { Fact, OrganizationAttribute, RecordedFact, ReportedMeasure, Tier } from '@app/domain';
import { isAssociated } from './associations.js';
import { windowOn, type IsoDay } from './days.js';
import type { OracleFinding } from './findings.js';
import { markOn, marketOn, ofType } from './known-facts.js';

type Report = RecordedFact<Fact<'MeasureReported'>>;

export function measureFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: ReportedMeasure,
  day: IsoDay,
): OracleFinding {
  const counting =
    requirement.counts === 'latest'
      ? latestReports(live, requirement, day)
      : reportsInWindow(live, requirement, day);
  const actual = counting.reduce((sum, { data }) => sum + data.value, 0);
  const required = requirement.threshold[marketOn(live, day)];
  return {
    tier,
    id: requirement.id,
    kind: 'reported-measure',
    met: actual >= required,
    required,
    actual,
    shortBy: Math.max(0, required - actual),
    ...(requirement.counts === 'sum' ? { window: windowOn(requirement.window, day) } : {}),
  };
}

/** Of every customer and product the mark that applies on `day`, where it counts by the association of that day. */
function latestReports(
  live: readonly RecordedFact[],
  requirement: ReportedMeasure,
  day: IsoDay,
): Report[] {
  return subjectsOf(live, requirement).flatMap((reports) => {
    const mark = markOn(reports, day);
    return mark !== null && countsWhereAssociated(live, requirement, mark, day) ? [mark] : [];
  });
}

/** Of every customer, product and day in the window the mark of that day. */
function reportsInWindow(
  live: readonly RecordedFact[],
  requirement: ReportedMeasure,
  day: IsoDay,
): Report[] {
  const { from, to } = windowOn(requirement.window, day);
  return subjectsOf(live, requirement).flatMap((reports) => {
    const days = new Set(reports.map(({ data }) => data.effectiveOn));
    return [...days]
      .filter((reportedOn) => from <= reportedOn && reportedOn < to)
      .map((reportedOn) => {
        const ofThatDay = reports.filter(({ data }) => data.effectiveOn === reportedOn);
        return ofThatDay.reduce((one, other) => (other.revision > one.revision ? other : one));
      })
      .filter((mark) =>
        countsWhereAssociated(
          live,
          requirement,
          mark,
          requirement.attribution === 'prospective' ? mark.data.effectiveOn : day,
        ),
      );
  });
}

/** The reports of the measure and of a product that counts, apart by customer and product. */
function subjectsOf(
  live: readonly RecordedFact[],
  { measure, products }: ReportedMeasure,
): Report[][] {
  const subjects = new Map<string, Report[]>();
  for (const report of ofType(live, 'MeasureReported')) {
    const { customerId, product } = report.data;
    if (report.data.measure !== measure) continue;
    if (products.length > 0 && (product === undefined || !products.includes(product))) continue;
    const subject = JSON.stringify([customerId ?? null, product ?? null]);
    subjects.set(subject, [...(subjects.get(subject) ?? []), report]);
  }
  return [...subjects.values()];
}

/** Where no association is asked every report counts, else those of a customer who is associated on `day`. */
function countsWhereAssociated(
  live: readonly RecordedFact[],
  requirement: ReportedMeasure,
  { data: { customerId } }: Report,
  day: IsoDay,
): boolean {
  if (requirement.associationKinds.length === 0) return true;
  return customerId !== undefined && isAssociated(live, requirement, customerId, day);
}

export function attributeFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  { id, attribute, values }: OrganizationAttribute,
  day: IsoDay,
): OracleFinding {
  const marks = ofType(live, 'AttributeAssigned').filter(
    ({ data }) => data.attribute === attribute,
  );
  const actual = markOn(marks, day)?.data.value ?? null;
  const met = actual !== null && values.includes(actual);
  return { tier, id, kind: 'organization-attribute', met, required: values, actual };
}
