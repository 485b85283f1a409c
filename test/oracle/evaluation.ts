import type {
  Edition,
  Fact,
  Finding,
  Market,
  Option,
  Program,
  QualifiedIndividuals,
  RecordedFact,
  Requirement,
  RollingRevenue,
  Tier,
} from '@app/domain';
import { dayAfter, isoDayOf, yearBefore, type IsoDay } from './days.js';
import { centsOfBooking, enrolmentOf, markOn, ofType } from './known-facts.js';
import { mostPlacesFilled } from './matching.js';
import { centsText } from './money.js';

/** Live facts, and the sentences of "What counts on day t" asked of all of them for every single day. */

type Booking = RecordedFact<Fact<'RevenueBooked'>>;

/** The edition in force on `day`, or `null` before the first. */
export function editionOn(program: Program, day: IsoDay): Edition | null {
  let inForce: Edition | null = null;
  for (const edition of program.editions)
    if (edition.effectiveFrom === null || isoDayOf(edition.effectiveFrom) <= day) inForce = edition;
  return inForce;
}

/** The highest tier whose requirements are all met on `day`, enrolled or not. */
export function tierByRules(
  live: readonly RecordedFact[],
  option: Option,
  day: IsoDay,
): Tier | null {
  for (const { tier, requirements } of [...option.tiers].reverse())
    if (requirements.every((requirement) => findingOn(live, tier, requirement, day).met))
      return tier;
  return null;
}

/** The finding as callers see it, but for the assignment: there may be several largest ones, so it is left empty. */
export function findingOn(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: Requirement,
  day: IsoDay,
): Finding {
  return requirement.kind === 'rolling-revenue'
    ? revenueFinding(live, tier, requirement, day)
    : peopleFinding(live, tier, requirement, day);
}

function revenueFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: RollingRevenue,
  day: IsoDay,
): Finding {
  let actual = 0n;
  for (const booking of ofType(live, 'RevenueBooked'))
    if (countsTowards(requirement, booking, live, day)) actual += centsOfBooking(booking);
  const required = BigInt(requirement.threshold[marketOn(live, day)]);
  return {
    tier,
    id: requirement.id,
    kind: 'rolling-revenue',
    met: actual >= required,
    required: centsText(required),
    actual: centsText(actual),
    shortBy: centsText(actual >= required ? 0n : required - actual),
    currency: 'USD',
    window: { from: dayAfter(yearBefore(day)), to: dayAfter(day) },
  };
}

function countsTowards(
  requirement: RollingRevenue,
  booking: Booking,
  live: readonly RecordedFact[],
  day: IsoDay,
): boolean {
  const { product, revenueType, customerId, bookedOn } = booking.data;
  const inWindow = yearBefore(day) < bookedOn && bookedOn <= day;
  return (
    inWindow &&
    requirement.products.includes(product) &&
    (requirement.revenueTypes.length === 0 || requirement.revenueTypes.includes(revenueType)) &&
    requirement.associationProducts.some((associated) =>
      isPartnerOfRecord(live, customerId, associated, bookedOn),
    )
  );
}

/** Whether a customer is associated for a product on a day does not depend on the day asked about: asked once, then kept. */
const associations = new WeakMap<readonly RecordedFact[], Map<string, boolean>>();

function isPartnerOfRecord(
  live: readonly RecordedFact[],
  customerId: string,
  product: string,
  day: IsoDay,
): boolean {
  const kept = associations.get(live) ?? new Map<string, boolean>();
  associations.set(live, kept);
  const question = `${day} ${product} ${customerId}`;
  const known = kept.get(question);
  if (known !== undefined) return known;
  const marks = ofType(live, 'PartnerOfRecordAssociated', 'PartnerOfRecordDissociated').filter(
    ({ data }) =>
      data.customerId === customerId &&
      (data.products === undefined || data.products.includes(product)),
  );
  const isPartner = markOn(marks, day)?.type === 'PartnerOfRecordAssociated';
  kept.set(question, isPartner);
  return isPartner;
}

/** The enrolment is the mark with the lowest revision on its own day; where no mark applies it is the enrolment's market too. */
export function marketOn(live: readonly RecordedFact[], day: IsoDay): Market {
  const enrolment = enrolmentOf(live);
  const marks = [
    { revision: -1, data: enrolment },
    ...ofType(live, 'MarketReassigned').map(({ revision, data }) => ({ revision, data })),
  ];
  return markOn(marks, day)?.data.market ?? enrolment.market;
}

function peopleFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: QualifiedIndividuals,
  day: IsoDay,
): Finding {
  const places = requirement.groups.map((group) => group.places);
  const fits = membersOn(live, day)
    .map((individualId) => groupsThatFit(live, requirement, individualId, day))
    .filter((groups) => groups.length > 0);
  const required = places.reduce((sum, count) => sum + count, 0);
  const actual = mostPlacesFilled(fits, places);
  return {
    tier,
    id: requirement.id,
    kind: 'qualified-individuals',
    met: actual >= required,
    required,
    actual,
    shortBy: Math.max(0, required - actual),
    assignment: [],
  };
}

/** Who is a member on `day`; who never joined is none. */
export function membersOn(live: readonly RecordedFact[], day: IsoDay): string[] {
  const marks = ofType(live, 'IndividualJoined', 'IndividualLeft');
  const individuals = new Set(marks.map((mark) => mark.data.individualId));
  return [...individuals].filter((individualId) => {
    const ofOne = marks.filter((mark) => mark.data.individualId === individualId);
    return markOn(ofOne, day)?.type === 'IndividualJoined';
  });
}

/** The groups of which the individual holds, of every list of exams, at least one on `day`. */
export function groupsThatFit(
  live: readonly RecordedFact[],
  requirement: QualifiedIndividuals,
  individualId: string,
  day: IsoDay,
): number[] {
  const holds = (exam: string): boolean =>
    ofType(live, 'ExamPassed').some(
      ({ data }) =>
        data.individualId === individualId &&
        data.exam === exam &&
        data.passedOn <= day &&
        (data.expiresOn === undefined || day < data.expiresOn),
    );
  return requirement.groups.flatMap((group, index) =>
    group.exams.every((oneOf) => oneOf.some(holds)) ? [index] : [],
  );
}
