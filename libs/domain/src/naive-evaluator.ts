import { assert } from './assert.js';
import { type Day, dayOf } from './business-day.js';
import { editionOn } from './editions.js';
import type { RecordedFact } from './facts/fact.js';
import type { Market, Tier } from './facts/fields.js';
import { markOn, ofType, type RecordedOf } from './naive-facts.js';
import { isMet, valueOf } from './naive-requirements.js';
import { optionIdOf, type Program, withParts } from './program.js';

/** What the rules say of one option on one day, and the figure of each requirement, by `tier/id`. */
export interface NaiveStanding {
  readonly optionId: string;
  readonly tier: Tier | null;
  /** Cents, customers, units, places filled, parts met. */
  readonly actual: Readonly<Record<string, number>>;
}

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
        const found = withParts(requirements).map((requirement) => ({
          requirement,
          value: valueOf(requirement, live, market, day),
        }));
        for (const { requirement, value } of found) actual[`${tier}/${requirement.id}`] = value;
        const areMet = requirements.every((requirement) =>
          isMet(requirement, live, market, day, actual[`${tier}/${requirement.id}`]),
        );
        if (areMet) attained = tier;
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
