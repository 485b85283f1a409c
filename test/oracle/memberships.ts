import type { Policies, RecordedFact, Tier } from '@app/domain';
import { dayAfter, epochDay, plusDays, plusMonths, type IsoDay } from './days.js';
import { ofType } from './known-facts.js';

const RENEWAL_DAYS = 30;

/** A badge that was bought, with the day it is held up to and including. */
interface Bought {
  readonly tier: Tier;
  readonly purchasedOn: IsoDay;
  readonly anniversary: IsoDay;
  /** The anniversary is so many years after this day: the first purchase of the chain, or what was said explicitly. */
  readonly countedFrom: IsoDay;
  readonly years: number;
}

/** What is held, or was, and may be renewed. */
export interface Membership {
  /** `null` from the day after the anniversary on. */
  readonly held: Tier | null;
  /** The tier the renewal is about. */
  readonly renewing: Tier;
  readonly renewalOpensOn: IsoDay;
}

/** Whether anything was ever bought for the competency. */
export function wasBought(live: readonly RecordedFact[], competency: string): boolean {
  return ofType(live, 'MembershipPurchased').some(({ data }) => data.competency === competency);
}

/** What is held on `day`, or was while its renewal is open; `null` = neither. */
export function membershipOn(
  live: readonly RecordedFact[],
  competency: string,
  policy: Policies['anniversary'],
  day: IsoDay,
): Membership | null {
  const last = purchases(live, competency, policy).findLast((one) => one.purchasedOn <= day);
  if (last === undefined || !(isHeld(last, day) || isRenewalOpen(last, day))) return null;
  return {
    held: isHeld(last, day) ? last.tier : null,
    renewing: last.tier,
    renewalOpensOn: dayAfter(last.anniversary),
  };
}

/** The days on which a renewal may be bought. */
export function renewalDays(opensOn: IsoDay): IsoDay[] {
  return Array.from({ length: RENEWAL_DAYS }, (_, days) => plusDays(opensOn, days));
}

/** What was bought for a competency, by day and of one day by revision: each takes over from the one before it. */
function purchases(
  live: readonly RecordedFact[],
  competency: string,
  policy: Policies['anniversary'],
): Bought[] {
  const facts = ofType(live, 'MembershipPurchased')
    .filter(({ data }) => data.competency === competency)
    .sort((a, b) => a.revision - b.revision)
    // Sorting keeps the order of equals: of one day, that of the revisions.
    .sort((a, b) => epochDay(a.data.purchasedOn) - epochDay(b.data.purchasedOn));
  const bought: Bought[] = [];
  for (const { data } of facts) {
    const { tier, purchasedOn, anniversaryOn } = data;
    const counted =
      anniversaryOn === undefined
        ? countedBy(bought.at(-1) ?? null, purchasedOn, policy)
        : { countedFrom: anniversaryOn, years: 0 };
    const anniversary = plusMonths(counted.countedFrom, 12 * counted.years);
    bought.push({ tier, purchasedOn, anniversary, ...counted });
  }
  return bought;
}

/** From which day how many years are counted to the anniversary of what is bought on `day`, after `before`. */
function countedBy(
  before: Bought | null,
  day: IsoDay,
  policy: Policies['anniversary'],
): Pick<Bought, 'countedFrom' | 'years'> {
  const anew = { countedFrom: day, years: 1 };
  if (before === null) return anew;
  const { countedFrom, years } = before;
  if (isHeld(before, day)) return { countedFrom, years };
  if (!isRenewalOpen(before, day)) return anew;
  return policy === 'from-purchase' ? anew : { countedFrom, years: years + 1 };
}

function isHeld({ purchasedOn, anniversary }: Bought, day: IsoDay): boolean {
  return purchasedOn <= day && day <= anniversary;
}

function isRenewalOpen({ anniversary }: Bought, day: IsoDay): boolean {
  return renewalDays(dayAfter(anniversary)).includes(day);
}
