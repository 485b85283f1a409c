import { type Day, formatDay } from './business-day.js';
import { optionOfEveryDay, programOf } from './editions.js';
import type { Tier } from './facts/fields.js';
import type { KnownFacts } from './known-facts.js';
import { type Cents, formatCents } from './money.js';
import { type Option, type Program, type RollingRevenue, withParts } from './program.js';
import type { AmountPoint, RevenueSteps } from './standing.js';
import { combined, HORIZON, spans, type Steps, StepsBuilder } from './steps.js';

/**
 * The trailing twelve months of a revenue requirement from `from` (inclusive) to `to` (exclusive; `null` = no end), with the
 * thresholds of its tiers: steps, each value holding from its day on. `null` where the option has no such revenue requirement.
 */
export function revenueSteps(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  requirementId: string,
  from: Day,
  to: Day | null,
): RevenueSteps | null {
  const options = optionOfEveryDay(programOf(programs, optionId), optionId);
  const tiers = tiersThatAsk(options, requirementId);
  if (tiers.length === 0) return null;
  const end = to ?? HORIZON;
  return {
    points: pointsOf(amountsOf(known, options, requirementId), from, end),
    thresholds: tiers.map((tier) => ({
      tier,
      points: pointsOf(thresholdsOf(known, options, requirementId, tier), from, end),
    })),
  };
}

function amountsOf(
  known: KnownFacts,
  options: Steps<Option | null>,
  requirementId: string,
): Steps<Cents> {
  const amounts = new StepsBuilder<Cents>();
  for (const { from, to, value: option } of spans(options)) {
    const requirement = option === null ? undefined : revenueRequirements(option, requirementId)[0];
    amounts.set(from, 0);
    if (requirement === undefined) continue;
    const window = known.revenueOf(requirement.rule);
    amounts.set(from, window.on(from));
    for (const day of window.daysOfChange({ from, to })) amounts.set(day, window.on(day));
  }
  return amounts.build();
}

function thresholdsOf(
  known: KnownFacts,
  options: Steps<Option | null>,
  requirementId: string,
  tier: Tier,
): Steps<Cents | null> {
  return combined(options, known.market, (option, market) => {
    const rules = option === null ? [] : revenueRequirements(option, requirementId);
    const required = rules.find((candidate) => candidate.tier === tier);
    return required === undefined ? null : required.rule.threshold[market];
  });
}

function tiersThatAsk(options: Steps<Option | null>, requirementId: string): Tier[] {
  const tiers = options.flatMap(({ value: option }) =>
    option === null ? [] : revenueRequirements(option, requirementId).map(({ tier }) => tier),
  );
  return [...new Set(tiers)];
}

function revenueRequirements(
  option: Option,
  requirementId: string,
): { tier: Tier; rule: RollingRevenue }[] {
  return option.tiers.flatMap(({ tier, requirements }) =>
    withParts(requirements).flatMap((rule) =>
      rule.kind === 'rolling-revenue' && rule.id === requirementId ? [{ tier, rule }] : [],
    ),
  );
}

function pointsOf(steps: Steps<Cents | null>, from: Day, to: Day): AmountPoint[] {
  return spans(steps, from, to).flatMap((span) =>
    span.value === null ? [] : [{ day: formatDay(span.from), amount: formatCents(span.value) }],
  );
}
