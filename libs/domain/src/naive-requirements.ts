import { type Day, dayOf } from './business-day.js';
import type { RecordedFact } from './facts/fact.js';
import type { Market } from './facts/fields.js';
import { usdCentsOf } from './facts/revenue.js';
import { largestMatching } from './matching.js';
import type { Cents } from './money.js';
import { markOn, ofType, type RecordedOf } from './naive-facts.js';
import type {
  AssociationFilter,
  CustomerCount,
  Holding,
  QualifiedIndividuals,
  ReportedMeasure,
  Requirement,
  RevenueFilter,
} from './program.js';
import { windowOn } from './trailing-months.js';

/** Cents, customers, units, people, or parts that are met; of an attribute 1 where it is as asked. */
export function valueOf(
  requirement: Requirement,
  live: readonly RecordedFact[],
  market: Market,
  day: Day,
): number {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return revenueOn(live, requirement, day);
    case 'customer-count':
      return customersOn(live, requirement, day);
    case 'reported-measure':
      return measureOn(live, requirement, day);
    case 'organization-attribute':
      return requirement.values.includes(attributeOn(live, requirement.attribute, day) ?? '')
        ? 1
        : 0;
    case 'qualified-individuals':
      return fewestMissing(live, requirement, day).actual;
    case 'all-of':
    case 'any-of':
      return requirement.of.filter((part) => isMet(part, live, market, day)).length;
  }
}

/** Whether a requirement is met on `day`, in the market of the day; `value` is what `valueOf` says of it. */
export function isMet(
  requirement: Requirement,
  live: readonly RecordedFact[],
  market: Market,
  day: Day,
  value = valueOf(requirement, live, market, day),
): boolean {
  switch (requirement.kind) {
    case 'rolling-revenue':
    case 'customer-count':
    case 'reported-measure':
      return value >= requirement.threshold[market];
    case 'organization-attribute':
    case 'any-of':
      return value >= 1;
    case 'qualified-individuals':
      return fewestMissing(live, requirement, day).missing === 0;
    case 'all-of':
      return value === requirement.of.length;
  }
}

function revenueOn(live: readonly RecordedFact[], rule: RevenueFilter, day: Day): Cents {
  return bookingsOn(live, rule, day).reduce((sum, { data }) => sum + usdCentsOf(data), 0);
}

/** The bookings that count on `day`. */
function bookingsOn(
  live: readonly RecordedFact[],
  rule: RevenueFilter,
  day: Day,
): RecordedOf<'RevenueBooked'>[] {
  const window = windowOn(day, rule.window);
  return ofType(live, 'RevenueBooked').filter(({ data }) => {
    if (!rule.products.includes(data.product)) return false;
    const bookedOn = dayOf(data.bookedOn);
    return (
      window.from <= bookedOn &&
      bookedOn < window.to &&
      (rule.revenueTypes.length === 0 || rule.revenueTypes.includes(data.revenueType)) &&
      isAssociated(live, rule, data.customerId, rule.attribution === 'prospective' ? bookedOn : day)
    );
  });
}

function isAssociated(
  live: readonly RecordedFact[],
  { associationKinds, associationProducts }: AssociationFilter,
  customerId: string,
  day: Day,
): boolean {
  const marks = [
    ...ofType(live, 'PartnerOfRecordAssociated').map((fact) => ({ fact, on: true })),
    ...ofType(live, 'PartnerOfRecordDissociated').map((fact) => ({ fact, on: false })),
    ...ofType(live, 'AssociationRegistered').map((fact) => ({ fact, on: true })),
    ...ofType(live, 'AssociationEnded').map((fact) => ({ fact, on: false })),
  ].filter(({ fact }) => fact.data.customerId === customerId);
  return associationKinds.some((kind) =>
    associationProducts.some((product) => {
      const applicable = marks
        .filter(({ fact: { data } }) => ('kind' in data ? data.kind : 'partner-of-record') === kind)
        .filter(
          ({ fact: { data } }) => data.products === undefined || data.products.includes(product),
        )
        .map(({ fact, on }) => ({
          revision: fact.revision,
          effectiveOn: dayOf(fact.data.effectiveOn),
          on,
        }));
      return markOn(applicable, day)?.on ?? false;
    }),
  );
}

function customersOn(live: readonly RecordedFact[], rule: CustomerCount, day: Day): number {
  const { from } = windowOn(day, rule.window);
  const earlier = ofType(live, 'RevenueBooked').filter(
    ({ data }) => rule.products.includes(data.product) && dayOf(data.bookedOn) < from,
  );
  const byCustomer = Map.groupBy(bookingsOn(live, rule, day), ({ data }) => data.customerId);
  return [...byCustomer].filter(([customerId, bookings]) => {
    const sum = bookings.reduce((cents, { data }) => cents + usdCentsOf(data), 0);
    const isNew = !earlier.some(({ data }) => data.customerId === customerId);
    return sum >= rule.atLeast && (isNew || !rule.netNew);
  }).length;
}

function measureOn(live: readonly RecordedFact[], rule: ReportedMeasure, day: Day): number {
  const window = windowOn(day, rule.window);
  const reports = ofType(live, 'MeasureReported')
    .filter(({ data }) => data.measure === rule.measure)
    .filter(({ data }) => rule.products.length === 0 || rule.products.includes(data.product ?? ''))
    .map(({ revision, data }) => ({ revision, data, effectiveOn: dayOf(data.effectiveOn) }));
  const bySubject = Map.groupBy(reports, ({ data }) =>
    JSON.stringify([data.customerId, data.product]),
  );
  let sum = 0;
  for (const marks of bySubject.values()) {
    const days = new Set(marks.map(({ effectiveOn }) => effectiveOn));
    const counted =
      rule.counts === 'latest'
        ? [markOn(marks, day)]
        : [...days]
            .filter((reported) => window.from <= reported && reported < window.to)
            .map((reported) => markOn(marks, reported));
    for (const mark of counted) {
      if (mark === null) continue;
      const onDay = rule.counts === 'sum' && rule.attribution === 'prospective';
      const associated =
        rule.associationKinds.length === 0 ||
        (mark.data.customerId !== undefined &&
          isAssociated(live, rule, mark.data.customerId, onDay ? mark.effectiveOn : day));
      if (associated) sum += mark.data.value;
    }
  }
  return sum;
}

function attributeOn(live: readonly RecordedFact[], attribute: string, day: Day): string | null {
  const marks = ofType(live, 'AttributeAssigned')
    .filter(({ data }) => data.attribute === attribute)
    .map(({ revision, data }) => ({
      revision,
      effectiveOn: dayOf(data.effectiveOn),
      value: data.value,
    }));
  return markOn(marks, day)?.value ?? null;
}

/** Of the alternative that lacks the fewest people. */
function fewestMissing(
  live: readonly RecordedFact[],
  rule: QualifiedIndividuals,
  day: Day,
): { actual: number; missing: number } {
  const byIndividual = Map.groupBy(
    [
      ...ofType(live, 'IndividualJoined'),
      ...ofType(live, 'IndividualLeft'),
      ...ofType(live, 'ExamPassed'),
      ...ofType(live, 'CertificationEarned'),
    ],
    ({ data }) => data.individualId,
  );
  const members = [...byIndividual]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, ofIndividual]) => isMember(ofIndividual, day));
  return rule.alternatives
    .map((groups) => {
      const rosters = [
        groups.filter(({ individuals }) => individuals === 'others'),
        ...groups.filter(({ individuals }) => individuals === 'either').map((group) => [group]),
      ];
      const filled = rosters.map((roster) => {
        const candidates = members.map(([individualId, ofIndividual]) => ({
          individualId,
          groups: roster.flatMap(({ holds }, index) =>
            holdsOn(ofIndividual, holds, day) ? [index] : [],
          ),
        }));
        return largestMatching(
          candidates,
          roster.map(({ places }) => places),
        ).length;
      });
      const actual = filled.reduce((sum, places) => sum + places, 0);
      return { actual, missing: groups.reduce((sum, { places }) => sum + places, 0) - actual };
    })
    .reduce((best, one) => (one.missing < best.missing ? one : best));
}

function isMember(ofIndividual: readonly RecordedFact[], day: Day): boolean {
  const marks = [
    ...ofType(ofIndividual, 'IndividualJoined'),
    ...ofType(ofIndividual, 'IndividualLeft'),
  ].map(({ type, revision, data }) => ({ type, revision, effectiveOn: dayOf(data.effectiveOn) }));
  return markOn(marks, day)?.type === 'IndividualJoined';
}

function holdsOn(ofIndividual: readonly RecordedFact[], holding: Holding, day: Day): boolean {
  if ('of' in holding) {
    const held = holding.of.filter((part) => holdsOn(ofIndividual, part, day)).length;
    return held >= holding.atLeast;
  }
  const { type, id, availableFrom, retiredOn, acceptedUntil } = holding;
  const earned =
    type === 'exam'
      ? ofType(ofIndividual, 'ExamPassed').map(({ data }) => ({
          id: data.exam,
          on: dayOf(data.passedOn),
          until: data.expiresOn,
        }))
      : ofType(ofIndividual, 'CertificationEarned').map(({ data }) => ({
          id: data.certification,
          on: dayOf(data.earnedOn),
          until: data.expiresOn,
        }));
  return earned.some(
    (one) =>
      one.id === id &&
      one.on <= day &&
      (one.until === undefined || day < dayOf(one.until)) &&
      (availableFrom === null || availableFrom <= one.on) &&
      (retiredOn === null || one.on < retiredOn) &&
      (acceptedUntil === null || day < acceptedUntil),
  );
}
