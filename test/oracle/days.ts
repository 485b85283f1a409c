import type { Window } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/**
 * A business day as `YYYY-MM-DD`: such texts compare as the days do. All arithmetic is Temporal's, so that nothing here can share
 * a mistake with the product's own calendar.
 */
export type IsoDay = string;

/** The last day anybody asks about. */
export const HORIZON: IsoDay = '2100-12-31';

/** Temporal is exact and slow, and the same few hundred days are asked about all the time. */
const answers = new Map<string, IsoDay>();

/** `day` less 12 months on the calendar, clamped to the month's end. */
export function yearBefore(day: IsoDay): IsoDay {
  return remembered(`${day} less a year`, () =>
    Temporal.PlainDate.from(day).subtract({ months: 12 }).toString(),
  );
}

/** `day` and `months` on the calendar, clamped to the month's end. */
export function plusMonths(day: IsoDay, months: number): IsoDay {
  return remembered(`${day} plus ${months} months`, () =>
    Temporal.PlainDate.from(day).add({ months }).toString(),
  );
}

/** The twelve months that count on `day`, `from` inclusive and `to` exclusive. */
export function windowOn(
  window: Window,
  day: IsoDay,
): { readonly from: IsoDay; readonly to: IsoDay } {
  if (window === 'by-day') return { from: dayAfter(yearBefore(day)), to: dayAfter(day) };
  const to = `${day.slice(0, 8)}01`;
  return { from: plusMonths(to, -12), to };
}

export function dayAfter(day: IsoDay): IsoDay {
  return plusDays(day, 1);
}

/** `days` may be negative. */
export function plusDays(day: IsoDay, days: number): IsoDay {
  return remembered(`${day} plus ${days}`, () =>
    Temporal.PlainDate.from(day).add({ days }).toString(),
  );
}

/** Days since 1970-01-01, the number that stands for a day in the product's API. */
export function epochDay(day: IsoDay): number {
  return Temporal.PlainDate.from('1970-01-01').until(Temporal.PlainDate.from(day)).days;
}

export function isoDayOf(epoch: number): IsoDay {
  return plusDays('1970-01-01', epoch);
}

function remembered(question: string, ask: () => IsoDay): IsoDay {
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(question, answer);
  return answer;
}
