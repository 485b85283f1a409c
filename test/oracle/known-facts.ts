import type { Fact, FactType, Market, RecordedFact } from '@app/domain';
import { usdCents } from './money.js';
import type { IsoDay } from './days.js';

/** What a correction may replace of what the enrolment said. */
export interface Enrolment {
  readonly market: Market;
  readonly effectiveOn: IsoDay;
}

type Revoking = RecordedFact<Fact<'FactRetracted' | 'FactReinstated'>>;

/** The facts up to and with `revision` that are not retracted by then, in the order of their revisions. */
export function liveFacts(recorded: readonly RecordedFact[], revision: number): RecordedFact[] {
  const known = recorded.filter((fact) => fact.revision <= revision);
  return known.filter((fact) => retractionInForce(fact, known) === null);
}

/**
 * The last word on whether `fact` counts: the latest retraction or reinstatement that names it and was not retracted itself, or
 * `null` where there is none.
 */
export function lastWordOn(fact: RecordedFact, known: readonly RecordedFact[]): Revoking | null {
  return (
    known
      .filter((other): other is Revoking => isAbout(other, fact))
      .filter((other) => retractionInForce(other, known) === null)
      .at(-1) ?? null
  );
}

/** The retraction that makes `fact` count as never recorded, or `null` when it is live. */
export function retractionInForce(
  fact: RecordedFact,
  known: readonly RecordedFact[],
): RecordedFact | null {
  const lastWord = lastWordOn(fact, known);
  return lastWord?.type === 'FactRetracted' ? lastWord : null;
}

function isAbout(fact: RecordedFact, named: RecordedFact): boolean {
  return (
    (fact.type === 'FactRetracted' || fact.type === 'FactReinstated') &&
    fact.revision > named.revision &&
    fact.data.factSource === named.source &&
    fact.data.factId === named.id
  );
}

/** Every day asks the same facts for the same types again, so the answer is kept beside the list of facts. */
const sorted = new WeakMap<readonly RecordedFact[], Map<string, readonly RecordedFact[]>>();

/** The facts of these types, in the order they stand. */
export function ofType<T extends FactType>(
  facts: readonly RecordedFact[],
  ...types: T[]
): readonly Extract<RecordedFact, { type: T }>[] {
  const kept = sorted.get(facts) ?? new Map<string, readonly RecordedFact[]>();
  sorted.set(facts, kept);
  const name = types.join();
  const found =
    kept.get(name) ?? facts.filter(({ type }) => (types as readonly string[]).includes(type));
  kept.set(name, found);
  return found as readonly Extract<RecordedFact, { type: T }>[];
}

/** What the enrolment says after the live corrections, each field by the latest of them that has it. */
export function enrolmentOf(live: readonly RecordedFact[]): Enrolment {
  const [enrolled] = ofType(live, 'OrganizationEnrolled');
  if (enrolled === undefined) throw new Error('the facts have no enrolment');
  let { market, effectiveOn } = enrolled.data;
  for (const { data } of ofType(live, 'OrganizationCorrected')) {
    market = data.market ?? market;
    effectiveOn = data.effectiveOn ?? effectiveOn;
  }
  return { market, effectiveOn };
}

const centsOf = new WeakMap<object, bigint>();

/** What a recorded booking counts for: its own amount in US dollars, or what it was converted to when it was recorded. */
export function centsOfBooking(booking: Fact<'RevenueBooked'>): bigint {
  const { amount, usdAmount } = booking.data;
  const cents = centsOf.get(booking) ?? usdCents(usdAmount ?? amount);
  centsOf.set(booking, cents);
  return cents;
}

/**
 * Of the marks of one subject, the one that applies on `day`: the latest `effectiveOn` that is not after the day, and of several of
 * that day the highest revision.
 */
export function markOn<
  M extends { readonly revision: number; readonly data: { readonly effectiveOn: IsoDay } },
>(marks: readonly M[], day: IsoDay): M | null {
  let applicable: M | null = null;
  for (const mark of marks) {
    const { effectiveOn } = mark.data;
    if (effectiveOn > day) continue;
    if (applicable === null || effectiveOn > applicable.data.effectiveOn) applicable = mark;
    else if (effectiveOn === applicable.data.effectiveOn && mark.revision > applicable.revision)
      applicable = mark;
  }
  return applicable;
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
