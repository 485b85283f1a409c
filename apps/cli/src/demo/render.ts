import type { TierInterval } from '@app/domain';
import { table } from '../output.js';

/** What a reader must know before the first number. */
export const PREAMBLE = `Northwind Traders, 2016 to 2018: a company made from real records, no real company.
Its bookings are Northwind's order lines, twenty years later, amounts as they are; product categories stand for products. Customers in
the euro area are invoiced in euros and converted at the European Central Bank's rate of the day. Its people are employees of
AdventureWorks' Engineering, Sales and Finance, four years later; who passed which exam is a plan. demo/README.md has the whole mapping.`;

/** The history of each option, as text. */
export function renderHistories(
  histories: readonly { readonly option: string; readonly intervals: readonly TierInterval[] }[],
): string {
  return histories
    .map(({ option, intervals }) =>
      [
        option,
        table([
          ['  from', 'to (exclusive)', 'tier'],
          ...intervals.map(({ from, to, tier }) => [`  ${from}`, to ?? 'open', tier ?? 'none']),
        ]),
      ].join('\n'),
    )
    .join('\n\n');
}
