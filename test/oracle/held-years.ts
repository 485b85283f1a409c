import type { Policies, Tier } from '@app/domain';
import { dayAfter, plusDays, type IsoDay } from './days.js';
import { rank, type OracleMembership } from './findings.js';

/**
 * Held years by living through them: one day after the other, from the first purchase on, knowing nothing of how many months lie between
 * two days.
 */

/** Something that was bought, in the order in which purchases of one day take over. */
export interface Purchase {
  readonly tier: Tier;
  readonly purchasedOn: IsoDay;
  readonly anniversaryOn?: IsoDay;
}

interface Badge {
  readonly tier: Tier;
  /** Where the chain of renewals began: the badge is held up to the next day that is a year, or years, later. */
  readonly chain: IsoDay;
  /** The day itself, where it was said. */
  readonly anniversaryOn: IsoDay | null;
  /** The first day of the renewal, once it has come. */
  readonly openSince: IsoDay | null;
}

const RENEWAL_DAYS = 30;

/** What is held on `asOf`; `tierOn` is what the competency attains on a day. */
export function heldOn(
  purchases: readonly Purchase[],
  policy: Policies['anniversary'],
  asOf: IsoDay,
  tierOn: (day: IsoDay) => Tier | null,
): OracleMembership {
  let badge = badgeOn(purchases, policy, asOf);
  if (badge === null) return { held: null, renewalOpensOn: null, atRiskAtRenewal: false };
  const { tier, openSince } = badge;
  // Nothing more is bought: the days go on until the renewal opens.
  for (let day = asOf; badge !== null && badge.openSince === null; day = dayAfter(day))
    badge = atTheEndOf(day, badge);
  const renewalOpensOn = badge?.openSince ?? asOf;
  let atRiskAtRenewal = true;
  for (let days = 0; days < RENEWAL_DAYS; days += 1) {
    const day = plusDays(renewalOpensOn, days);
    if (day >= asOf && rank(tierOn(day)) >= rank(tier)) atRiskAtRenewal = false;
  }
  return { held: openSince === null ? tier : null, renewalOpensOn, atRiskAtRenewal };
}

/** The badge that is held, or may be renewed, when everything of `asOf` was bought. */
function badgeOn(
  purchases: readonly Purchase[],
  policy: Policies['anniversary'],
  asOf: IsoDay,
): Badge | null {
  let badge: Badge | null = null;
  const [first] = purchases.map(({ purchasedOn }) => purchasedOn).sort();
  for (let day = first ?? dayAfter(asOf); day <= asOf; day = dayAfter(day)) {
    for (const purchase of purchases)
      if (purchase.purchasedOn === day) badge = bought(purchase, badge, policy);
    if (day < asOf && badge !== null) badge = atTheEndOf(day, badge);
  }
  return badge;
}

function bought(
  { tier, purchasedOn, anniversaryOn }: Purchase,
  before: Badge | null,
  policy: Policies['anniversary'],
): Badge {
  if (anniversaryOn !== undefined)
    return { tier, chain: anniversaryOn, anniversaryOn, openSince: null };
  if (before !== null && before.openSince === null) return { ...before, tier };
  const goesOn = before !== null && policy === 'from-anniversary';
  const chain = goesOn ? before.chain : purchasedOn;
  return { tier, chain, anniversaryOn: null, openSince: null };
}

/** What becomes of the badge over night; `null` = its renewal has closed. */
function atTheEndOf(day: IsoDay, badge: Badge): Badge | null {
  const { anniversaryOn, chain, openSince } = badge;
  const tomorrow = dayAfter(day);
  if (openSince !== null) return tomorrow === plusDays(openSince, RENEWAL_DAYS) ? null : badge;
  const ends = anniversaryOn === null ? isYearsAfter(chain, day) : day === anniversaryOn;
  return ends ? { ...badge, openSince: tomorrow } : badge;
}

/** The same day of a later year; of 29 February, where a year has none, the 28th. */
function isYearsAfter(chain: IsoDay, day: IsoDay): boolean {
  if (day.slice(0, 4) <= chain.slice(0, 4)) return false;
  const [own, asked] = [chain.slice(5), day.slice(5)];
  const isLastOfFebruary = asked === '02-28' && dayAfter(day).slice(5) === '03-01';
  return own === asked || (own === '02-29' && isLastOfFebruary);
}
