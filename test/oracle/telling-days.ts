import type { Edition, Program, RecordedFact } from '@app/domain';
import { dayAfter, isoDayOf, plusDays, type IsoDay } from './days.js';
import { withParts } from './evaluation.js';
import { enrolmentOf } from './known-facts.js';
import { credentialsIn } from './people.js';

/**
 * No change lies further behind a day that a fact or an edition names: the last to come is a booking leaving the window of full months, at
 * most a month and a year after it was booked.
 */
const LAST_EFFECT_DAYS = 400;

/** The days that have to be looked at, so that nobody asks about every single one of a century. */
export class TellingDays {
  /** All days that the facts and the editions name, in order, each with the last day it can have an effect on. */
  private readonly named: readonly { readonly from: IsoDay; readonly until: IsoDay }[];

  constructor(live: readonly RecordedFact[], programs: readonly Program[]) {
    const days = new Set<IsoDay>([enrolmentOf(live).effectiveOn]);
    for (const { data } of live)
      for (const value of Object.values(data as object))
        if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) days.add(value);
    for (const edition of programs.flatMap(({ editions }) => editions))
      for (const day of [edition.effectiveFrom, ...lastDaysOfCredentials(edition)])
        if (day !== null) days.add(isoDayOf(day));
    this.named = [...days]
      .sort()
      .map((from) => ({ from, until: plusDays(from, LAST_EFFECT_DAYS) }));
  }

  /**
   * Every day from `from` to `to` (exclusive), but for the stretches on which nothing can change: those that begin after the last
   * effect of all the days named before them and end with the next named day.
   */
  *between(from: IsoDay, to: IsoDay): Generator<IsoDay> {
    let day = from;
    while (day < to) {
      yield day;
      const alive = this.named.some(({ from, until }) => from <= day && day <= until);
      const next = alive ? dayAfter(day) : this.named.find((name) => name.from > day)?.from;
      if (next === undefined) return;
      day = next;
    }
  }
}

/** The days on which credentials stop being accepted; those on which they can be earned change nothing by themselves. */
function lastDaysOfCredentials({ options }: Edition): (number | null)[] {
  return options
    .flatMap(({ tiers }) => tiers.flatMap(({ requirements }) => withParts(requirements)))
    .flatMap((one) => (one.kind === 'qualified-individuals' ? one.alternatives.flat() : []))
    .flatMap(({ holds }) => credentialsIn(holds))
    .map(({ acceptedUntil }) => acceptedUntil);
}
