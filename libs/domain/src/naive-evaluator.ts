import { assert } from './assert.js';
import { addMonths, type Day, dayOf } from './business-day.js';
import { editionOn } from './editions.js';
import type { FactType, RecordedFact } from './facts/fact.js';
import type { Market } from './facts/fields.js';
import { usdCentsOf } from './facts/revenue.js';
import { largestMatching } from './matching.js';
import type { Cents } from './money.js';
import {
  optionIdOf,
  type PeopleGroup,
  type Program,
  type QualifiedIndividuals,
  type RollingRevenue,
  type Tier,
} from './program.js';

/** What the rules say of one option on one day, and the figure of each requirement, by `tier/id`. */
export interface NaiveStanding {
  readonly optionId: string;
  readonly tier: Tier | null;
  /** Cents or places. */
  readonly actual: Readonly<Record<string, number>>;
}

type RecordedOf<T extends FactType> = Extract<RecordedFact, { type: T }>;
type Verdict = RecordedOf<'FactRetracted' | 'FactReinstated'>;

/**
 * Every option's standing on one day, read off the raw facts with nothing kept in between: slow, and plain enough to check by eye.
 * `assay verify` compares what the index says with it.
 */
export function naiveStandings(
  facts: readonly RecordedFact[],
  programs: readonly Program[],
  day: Day,
): NaiveStanding[] {
  const verdicts = facts.filter(
    (fact) => fact.type === 'FactRetracted' || fact.type === 'FactReinstated',
  );
  const live = facts.filter((fact) => isLive(fact, verdicts));
  const enrolment = enrolmentOf(live);
  const market = marketOn(live, enrolment, day);
  return programs.flatMap((program) =>
    editionOn(program, day).options.map((option) => {
      const actual: Record<string, number> = {};
      let attained: Tier | null = null;
      for (const { tier, requirements } of option.tiers) {
        let allMet = true;
        for (const requirement of requirements) {
          const isRevenue = requirement.kind === 'rolling-revenue';
          const value = isRevenue
            ? revenueOn(live, requirement, day)
            : peopleOn(live, requirement, day);
          const required = isRevenue
            ? requirement.threshold[market]
            : requirement.groups.reduce((sum, { places }) => sum + places, 0);
          actual[`${tier}/${requirement.id}`] = value;
          allMet &&= value >= required;
        }
        if (allMet) attained = tier;
      }
      const tier = day < enrolment.effectiveOn ? null : attained;
      return { optionId: optionIdOf(option), tier, actual };
    }),
  );
}

/** Live, unless the last live fact that retracts or reinstates it retracts it. */
function isLive(fact: RecordedFact, verdicts: readonly Verdict[]): boolean {
  const verdict = verdicts.findLast(
    (later) =>
      later.revision > fact.revision &&
      later.data.factSource === fact.source &&
      later.data.factId === fact.id &&
      isLive(later, verdicts),
  );
  return verdict?.type !== 'FactRetracted';
}

function ofType<T extends FactType>(facts: readonly RecordedFact[], type: T): RecordedOf<T>[] {
  return facts.filter((fact): fact is RecordedOf<T> => fact.type === type);
}

function enrolmentOf(live: readonly RecordedFact[]): { market: Market; effectiveOn: Day } {
  const [enrolment] = ofType(live, 'OrganizationEnrolled');
  assert(enrolment !== undefined, 'an organization begins with its enrolment');
  const corrections = ofType(live, 'OrganizationCorrected').map(({ data }) => data);
  const effectiveOn = corrections.findLast((data) => data.effectiveOn !== undefined)?.effectiveOn;
  return {
    market:
      corrections.findLast((data) => data.market !== undefined)?.market ?? enrolment.data.market,
    effectiveOn: dayOf(effectiveOn ?? enrolment.data.effectiveOn),
  };
}

/** The mark that holds on `day`: the latest by then, of one day the one with the highest revision. */
function markOn<M extends { effectiveOn: Day; revision: number }>(
  marks: readonly M[],
  day: Day,
): M | null {
  let holds: M | null = null;
  for (const mark of marks) {
    if (mark.effectiveOn > day) continue;
    const later =
      holds === null ||
      mark.effectiveOn > holds.effectiveOn ||
      (mark.effectiveOn === holds.effectiveOn && mark.revision > holds.revision);
    if (later) holds = mark;
  }
  return holds;
}

function marketOn(
  live: readonly RecordedFact[],
  enrolment: { market: Market; effectiveOn: Day },
  day: Day,
): Market {
  const reassigned = ofType(live, 'MarketReassigned').map(({ revision, data }) => ({
    revision,
    effectiveOn: dayOf(data.effectiveOn),
    market: data.market,
  }));
  return markOn([{ revision: 0, ...enrolment }, ...reassigned], day)?.market ?? enrolment.market;
}

function revenueOn(live: readonly RecordedFact[], rule: RollingRevenue, day: Day): Cents {
  const windowBegins = addMonths(day, -12);
  const marks = Map.groupBy(
    [...ofType(live, 'PartnerOfRecordAssociated'), ...ofType(live, 'PartnerOfRecordDissociated')],
    ({ data }) => data.customerId,
  );
  let sum = 0;
  for (const { data } of ofType(live, 'RevenueBooked')) {
    const bookedOn = dayOf(data.bookedOn);
    if (bookedOn <= windowBegins || bookedOn > day) continue;
    if (!rule.products.includes(data.product)) continue;
    if (rule.revenueTypes.length > 0 && !rule.revenueTypes.includes(data.revenueType)) continue;
    const associated = rule.associationProducts.some((product) =>
      isPartnerOfRecord(marks.get(data.customerId) ?? [], product, bookedOn),
    );
    if (associated) sum += usdCentsOf(data);
  }
  return sum;
}

function isPartnerOfRecord(
  ofCustomer: readonly RecordedOf<'PartnerOfRecordAssociated' | 'PartnerOfRecordDissociated'>[],
  product: string,
  day: Day,
): boolean {
  const marks = ofCustomer
    .filter(({ data }) => data.products === undefined || data.products.includes(product))
    .map(({ type, revision, data }) => ({ type, revision, effectiveOn: dayOf(data.effectiveOn) }));
  return markOn(marks, day)?.type === 'PartnerOfRecordAssociated';
}

function peopleOn(live: readonly RecordedFact[], rule: QualifiedIndividuals, day: Day): number {
  const byIndividual = Map.groupBy(
    [
      ...ofType(live, 'IndividualJoined'),
      ...ofType(live, 'IndividualLeft'),
      ...ofType(live, 'ExamPassed'),
    ],
    ({ data }) => data.individualId,
  );
  const candidates = [...byIndividual]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, ofIndividual]) => isMember(ofIndividual, day))
    .map(([individualId, ofIndividual]) => ({
      individualId,
      groups: rule.groups.flatMap((group, index) =>
        qualifies(ofIndividual, group, day) ? [index] : [],
      ),
    }));
  return largestMatching(
    candidates,
    rule.groups.map(({ places }) => places),
  ).length;
}

function isMember(ofIndividual: readonly RecordedFact[], day: Day): boolean {
  const marks = [
    ...ofType(ofIndividual, 'IndividualJoined'),
    ...ofType(ofIndividual, 'IndividualLeft'),
  ].map(({ type, revision, data }) => ({ type, revision, effectiveOn: dayOf(data.effectiveOn) }));
  return markOn(marks, day)?.type === 'IndividualJoined';
}

function qualifies(
  ofIndividual: readonly RecordedFact[],
  { exams }: PeopleGroup,
  day: Day,
): boolean {
  const held = ofType(ofIndividual, 'ExamPassed')
    .filter(({ data }) => dayOf(data.passedOn) <= day)
    .filter(({ data }) => data.expiresOn === undefined || day < dayOf(data.expiresOn))
    .map(({ data }) => data.exam);
  return exams.every((list) => list.some((exam) => held.includes(exam)));
}
