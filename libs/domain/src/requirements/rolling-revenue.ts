import { formatCents } from '../money.js';
import type { RollingRevenue } from '../program.js';
import type { RequirementKind } from './requirement-kind.js';
import { counted, shownWindow } from './threshold.js';

/** At least a threshold of revenue in the trailing twelve months, the threshold being that of the day's market. */
export const rollingRevenue: RequirementKind<RollingRevenue> = {
  finding(requirement, tier, known, day) {
    const { id, kind, threshold, window } = requirement;
    const { met, ...cents } = counted(known.revenueOf(requirement), threshold, known, day);
    return {
      tier,
      id,
      kind,
      met,
      required: formatCents(cents.required),
      actual: formatCents(cents.actual),
      shortBy: formatCents(cents.shortBy),
      currency: 'USD',
      window: shownWindow(day, window),
    };
  },

  metOn(requirement, known) {
    return known.reachedOf(requirement).met(requirement.threshold, known.market);
  },
};
