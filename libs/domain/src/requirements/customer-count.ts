import type { Day } from '../business-day.js';
import { DailyTotals } from '../daily-totals.js';
import type { DayInterval } from '../intervals.js';
import { keyOfFilter } from '../key-of.js';
import type { KnownFacts } from '../known-facts.js';
import type { Cents } from '../money.js';
import type { CustomerCount } from '../program.js';
import { daysThatCount } from '../trailing-months.js';
import { ReachedDays } from '../reached-days.js';
import type { RequirementKind } from './requirement-kind.js';
import { counted, shownWindow } from './threshold.js';

/** At least so many customers, each with at least so much revenue in the trailing twelve months. */
export const customerCount: RequirementKind<CustomerCount> = {
  finding(requirement, tier, known, day) {
    const { id, kind, threshold, window } = requirement;
    const figures = counted(countsOf(requirement, known), threshold, known, day);
    return { tier, id, kind, ...figures, window: shownWindow(day, window) };
  },

  metOn(requirement, known) {
    const days = new ReachedDays(countsOf(requirement, known));
    return days.met(requirement.threshold, known.market);
  },
};

/** A customer's revenue that counts, and on which days; and its first booking of the products, whatever else is to be said of it. */
export interface CustomerRevenue {
  readonly amounts: { readonly days: DayInterval; readonly cents: Cents }[];
  firstBookedOn: Day;
  /** Of its last booking. */
  lastRevision: number;
}

/** By the customer's code; those with a booking of the products. */
export function revenueByCustomer(
  requirement: CustomerCount,
  known: KnownFacts,
): ReadonlyMap<number, CustomerRevenue> {
  return known.derived('everything', `customers ${keyOfFilter(requirement)}`, () => {
    const counting = known.countingDays(requirement);
    const customers = new Map<number, CustomerRevenue>();
    known.forEachBooking((row) => {
      if (!counting.isOfProduct(row)) return;
      let customer = customers.get(row.customer);
      if (customer === undefined) {
        customer = { amounts: [], firstBookedOn: row.day, lastRevision: row.revision };
        customers.set(row.customer, customer);
      }
      customer.lastRevision = row.revision;
      customer.firstBookedOn = Math.min(customer.firstBookedOn, row.day);
      for (const days of counting.daysOf(row)) customer.amounts.push({ days, cents: row.cents });
    });
    return customers;
  });
}

/** How many customers count, on every day. */
function countsOf(requirement: CustomerCount, known: KnownFacts): DailyTotals {
  const { atLeast, netNew } = requirement;
  const key = `counts ${atLeast} ${netNew} ${keyOfFilter(requirement)}`;
  return known.derived('everything', key, () =>
    DailyTotals.sumOf((sum) => {
      for (const customer of revenueByCustomer(requirement, known).values()) {
        for (const { from, to } of daysCustomerCounts(customer, requirement)) sum.add(from, to, 1);
      }
    }),
  );
}

/** The days on which a customer has enough and, with `netNew`, had bought nothing before the window. */
export function daysCustomerCounts(
  { amounts, firstBookedOn }: CustomerRevenue,
  { atLeast, netNew, window }: CustomerCount,
): DayInterval[] {
  const changes = new Map<Day, Cents>();
  for (const { days, cents } of amounts) {
    changes.set(days.from, (changes.get(days.from) ?? 0) + cents);
    changes.set(days.to, (changes.get(days.to) ?? 0) - cents);
  }
  // While the first booking is in the window or yet to come, none lies before the window.
  const newUpTo = netNew ? (daysThatCount(firstBookedOn, window)[0]?.to ?? 0) : Infinity;
  const counts: DayInterval[] = [];
  const ordered = [...changes].sort(([a], [b]) => a - b);
  let amount = 0;
  for (const [place, [from, change]] of ordered.entries()) {
    amount += change;
    const to = Math.min(ordered[place + 1]?.[0] ?? from, newUpTo);
    if (amount >= atLeast && from < to) counts.push({ from, to });
  }
  return counts;
}
