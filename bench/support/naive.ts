import { COUNTED_PRODUCTS } from './rules.js';
import type { Story } from './story.js';

/** The first day that does not count a booking of `day` any more, by the calendar: `t − 12 months >= day`. */
export function expiryOf(day: number): number {
  const date = new Date(day * 86_400_000);
  const next = Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), date.getUTCDate());
  return next / 86_400_000; // of 29 February, Date makes 1 March
}

interface MarkOfCustomer {
  readonly from: number;
  readonly associated: boolean;
}

/**
 * What the measured rule counts on `asOf` as known behind the story's booking `upTo` and what was said with it, added up row by row: what our
 * answers are held against.
 */
export function naiveRevenue(story: Story, upTo: number, asOf: number): number {
  const said = story.hindsight.filter(({ behind }) => behind <= upTo);
  const retracted = new Set(said.map((one) => one.retracted));
  const marks = new Map<number, MarkOfCustomer[]>();
  const note = (customer: number, mark: MarkOfCustomer): void => {
    marks.set(customer, [...(marks.get(customer) ?? []), mark]);
  };
  for (const { customer, from, to, products } of story.associations) {
    if (products !== null) continue; // for a product of no program
    note(customer, { from, associated: true });
    if (to !== null) note(customer, { from: to, associated: false });
  }
  for (const { mark } of said) if (mark !== undefined) note(mark.customer, mark);
  // Of marks of one day the later recorded one wins: sorting keeps the order of recording.
  for (const [customer, all] of marks) {
    marks.set(
      customer,
      all.toSorted((a, b) => a.from - b.from),
    );
  }
  let total = 0;
  for (let at = 0; at <= Math.min(upTo, story.count - 1); at += 1) {
    const day = story.day[at] ?? 0;
    if (day > asOf || asOf >= expiryOf(day) || story.netNew[at] !== 1 || retracted.has(at))
      continue;
    if (!COUNTED_PRODUCTS.some((product) => product === story.product[at])) continue;
    const holding = marks.get(story.customer[at] ?? 0)?.findLast(({ from }) => from <= day);
    if (holding?.associated === true) total += story.cents[at] ?? 0;
  }
  return total;
}
