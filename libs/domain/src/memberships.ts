import { addMonths, type Day, formatDay } from './business-day.js';
import type { Tier } from './facts/fields.js';
import type { Purchase } from './facts-index.js';
import { type Policies, rankOf } from './program.js';
import type { HeldMembership } from './standing.js';
import { spans, type Steps } from './steps.js';

const MONTHS = 12;
/** How long a renewal is open, from the day after the anniversary on. */
const RENEWAL_DAYS = 30;

/** A badge that was bought, with the last day it is held. */
interface Membership {
  readonly tier: Tier;
  readonly from: Day;
  readonly anniversary: Day;
}

/**
 * What a competency's purchases (at least one, in the order in which they take over) give on `day`, beside the competency's `tiers`. See
 * docs/rules.md, "Held years".
 */
export function membershipOn(
  purchases: readonly Purchase[],
  policy: Policies['anniversary'],
  tiers: Steps<Tier | null>,
  day: Day,
): HeldMembership {
  const present = membershipsOf(purchases, policy).findLast(({ from }) => from <= day);
  if (present === undefined || day >= renewalOf(present).to) {
    return { held: null, renewalOpensOn: null, atRiskAtRenewal: false };
  }
  const renewal = renewalOf(present);
  const chances = spans(tiers, Math.max(day, renewal.from), renewal.to);
  return {
    held: day <= present.anniversary ? present.tier : null,
    renewalOpensOn: formatDay(renewal.from),
    // Of days behind the horizon nothing is known.
    atRiskAtRenewal:
      chances.length > 0 && chances.every(({ value }) => rankOf(value) < rankOf(present.tier)),
  };
}

/** From the day after the anniversary (inclusive), to the day it closes (exclusive). */
function renewalOf({ anniversary }: Membership): { from: Day; to: Day } {
  return { from: anniversary + 1, to: anniversary + 1 + RENEWAL_DAYS };
}

function membershipsOf(
  purchases: readonly Purchase[],
  policy: Policies['anniversary'],
): Membership[] {
  const memberships: Membership[] = [];
  // Years are counted from where the chain of renewals began, so that 29 February does not drift to the 28th for good.
  let chain: { from: Day; years: number } = { from: 0, years: 0 };
  for (const { tier, effectiveOn: from, anniversaryOn } of purchases) {
    const before = memberships.at(-1);
    const isHeld = before !== undefined && from <= before.anniversary;
    const isRenewal = before !== undefined && !isHeld && from < renewalOf(before).to;
    if (anniversaryOn !== null) chain = { from: anniversaryOn, years: 0 };
    else if (isRenewal && policy === 'from-anniversary')
      chain = { from: chain.from, years: chain.years + 1 };
    else if (!isHeld) chain = { from, years: 1 };
    memberships.push({ tier, from, anniversary: addMonths(chain.from, chain.years * MONTHS) });
  }
  return memberships;
}
