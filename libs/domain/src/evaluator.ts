import { type Day, FIRST_DAY, formatDay } from './business-day.js';
import { editionOn, optionOfEveryDay, programOf } from './editions.js';
import type { KnownFacts } from './known-facts.js';
import {
  type Edition,
  type Option,
  optionIdOf,
  type Program,
  rankOf,
  type Requirement,
  type Tier,
} from './program.js';
import { qualifiedIndividuals } from './requirements/qualified-individuals.js';
import { rollingRevenue } from './requirements/rolling-revenue.js';
import type { Finding, Standing, TierInterval } from './standing.js';
import {
  always,
  combined,
  HORIZON,
  indexOn,
  spans,
  type Steps,
  StepsBuilder,
  valueOn,
} from './steps.js';

/**
 * The standing in every option of the editions in force on `asOf`, in the editions' order; `optionId` (`competency/option`)
 * leaves one.
 */
export function standingsOn(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
  optionId?: string,
): Standing[] {
  return programs.flatMap((program) => {
    const edition = editionOn(program, asOf);
    return edition.options
      .filter((option) => optionId === undefined || optionIdOf(option) === optionId)
      .map((option) => standingIn(known, program, edition, option, asOf));
  });
}

/**
 * The tier of every day from `from` (inclusive) to `to` (exclusive; `null` = no end), as maximal intervals in order. Days
 * after today are the forecast: what holds if nothing more is recorded.
 */
export function tierIntervals(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  from: Day,
  to: Day | null,
): TierInterval[] {
  const tiers = tiersOfEveryDay(known, programOf(programs, optionId), optionId);
  return spans(tiers, from, to ?? HORIZON).map((span) => ({
    from: formatDay(span.from),
    to: to === null && span.to === HORIZON ? null : formatDay(span.to),
    tier: span.value,
  }));
}

/** The first day after `day` on which an option's tier differs from that of `day`, or `null`: when to look again. */
export function nextChangeAfter(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  day: Day,
): Day | null {
  const tiers = tiersOfEveryDay(known, programOf(programs, optionId), optionId);
  return tiers[indexOn(tiers, day) + 1]?.from ?? null;
}

function standingIn(
  known: KnownFacts,
  program: Program,
  edition: Edition,
  option: Option,
  asOf: Day,
): Standing {
  const tiers = tiersOfEveryDay(known, program, optionIdOf(option));
  const now = indexOn(tiers, asOf);
  const tier = valueOn(tiers, asOf);
  const since = Math.max(tiers[now]?.from ?? FIRST_DAY, known.enrolledOn);
  const lapse = tiers.find(({ from, value }) => from > asOf && rankOf(value) < rankOf(tier));
  return {
    competency: option.competency,
    option: option.option,
    tier,
    since: asOf < known.enrolledOn ? null : formatDay(since),
    lapsesOn: lapse === undefined ? null : formatDay(lapse.from),
    edition: {
      id: edition.id,
      effectiveFrom: edition.effectiveFrom === null ? null : formatDay(edition.effectiveFrom),
      contentHash: edition.contentHash,
    },
    requirements: option.tiers.flatMap((rules) =>
      rules.requirements.map((requirement) => findingOf(requirement, rules.tier, known, asOf)),
    ),
  };
}

/** The tier is a step function of the day: history, `since`, `lapsesOn` and alerts all read this one. */
function tiersOfEveryDay(
  known: KnownFacts,
  program: Program,
  optionId: string,
): Steps<Tier | null> {
  const hashes = program.editions.map(({ contentHash }) => contentHash).join(' ');
  return known.derived('everything', `tiers ${optionId} ${hashes}`, () => {
    const tiers = new StepsBuilder<Tier | null>();
    for (const { from, to, value: option } of spans(optionOfEveryDay(program, optionId))) {
      for (const span of spans(attainedUnder(option, known), from, to)) {
        tiers.set(span.from, span.value);
      }
    }
    return combined(tiers.build(), enrolledOnEveryDay(known), (tier, enrolled) =>
      enrolled ? tier : null,
    );
  });
}

function enrolledOnEveryDay(known: KnownFacts): Steps<boolean> {
  const enrolled = new StepsBuilder<boolean>();
  enrolled.set(FIRST_DAY, false);
  enrolled.set(known.enrolledOn, true);
  return enrolled.build();
}

/** The highest tier whose requirements are all met, by one edition's rules on every day. */
function attainedUnder(option: Option | null, known: KnownFacts): Steps<Tier | null> {
  let attained: Steps<Tier | null> = always(null);
  for (const { tier, requirements } of option?.tiers ?? []) {
    const met = requirements
      .map((requirement) => metOn(requirement, known))
      .reduce((all, one) => combined(all, one, (a, b) => a && b), always(true));
    attained = combined(attained, met, (lower, isMet) => (isMet ? tier : lower));
  }
  return attained;
}

function findingOf(requirement: Requirement, tier: Tier, known: KnownFacts, day: Day): Finding {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return rollingRevenue.finding(requirement, tier, known, day);
    case 'qualified-individuals':
      return qualifiedIndividuals.finding(requirement, tier, known, day);
  }
}

function metOn(requirement: Requirement, known: KnownFacts): Steps<boolean> {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return rollingRevenue.metOn(requirement, known);
    case 'qualified-individuals':
      return qualifiedIndividuals.metOn(requirement, known);
  }
}
