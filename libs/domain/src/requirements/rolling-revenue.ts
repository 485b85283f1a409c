import { formatDay } from '../business-day.js';
import { formatCents } from '../money.js';
import type { RollingRevenue } from '../program.js';
import { windowOf } from '../rolling-window.js';
import { spans, StepsBuilder, valueOn } from '../steps.js';
import type { RequirementKind } from './requirement-kind.js';

/** At least a threshold of revenue in the trailing twelve months, the threshold being that of the day's market. */
export const rollingRevenue: RequirementKind<RollingRevenue> = {
  finding(requirement, tier, known, day) {
    const actual = known.revenueOf(requirement).amountOn(day);
    const required = requirement.threshold[valueOn(known.market, day)];
    const { from, to } = windowOf(day);
    return {
      tier,
      id: requirement.id,
      kind: requirement.kind,
      met: actual >= required,
      required: formatCents(required),
      actual: formatCents(actual),
      shortBy: formatCents(Math.max(0, required - actual)),
      currency: 'USD',
      window: { from: formatDay(from), to: formatDay(to + 1) },
    };
  },

  metOn(requirement, known) {
    const revenue = known.revenueOf(requirement);
    const { from, to } = revenue.extent;
    const met = new StepsBuilder<boolean>();
    for (const span of spans(known.market)) {
      const required = requirement.threshold[span.value];
      met.set(span.from, revenue.amountOn(span.from) >= required);
      // One day behind the extent, where the amount is zero again.
      for (let day = Math.max(span.from, from); day < Math.min(span.to, to + 1); day += 1) {
        met.set(day, revenue.amountOn(day) >= required);
      }
    }
    return met.build();
  },
};
