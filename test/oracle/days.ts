import type { Window } from '@app/domain';
import { Temporal } from 'temporal-polyfill';

/**
 * A business day as `YYYY-MM-DD`: such texts compare as the days do. All arithmetic is Temporal's, so that nothing here can share
 * a mistake with the product's own calendar.
 */
export type IsoDay = string;

/** The last day anybody asks about. */
export const HORIZON: IsoDay = '2100-12-31';

/** `months` may be negative; clamped to the month's end. */
export const plusMonths = moved((day, months) => day.add({ months }));

/** `days` may be negative. */
export const plusDays = moved((day, days) => day.add({ days }));

/** `day` less 12 months on the calendar, clamped to the month's end. */
export const yearBefore = remembered((day) => plusMonths(day, -12));

export const dayAfter = remembered((day) => plusDays(day, 1));

/** `from` inclusive, `to` exclusive. */
interface Range {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

const WINDOWS = {
  'by-day': remembered((day): Range => ({ from: dayAfter(yearBefore(day)), to: dayAfter(day) })),
  'by-month': remembered((day): Range => {
    const to = `${day.slice(0, 8)}01`;
    return { from: plusMonths(to, -12), to };
  }),
};

/** The twelve months that count on `day`. */
export function windowOn(window: Window, day: IsoDay): Range {
  return WINDOWS[window](day);
}

/** Days since 1970-01-01, the number that stands for a day in the product's API. */
export function epochDay(day: IsoDay): number {
  return Temporal.PlainDate.from('1970-01-01').until(Temporal.PlainDate.from(day)).days;
}

export function isoDayOf(epoch: number): IsoDay {
  return plusDays('1970-01-01', epoch);
}

/** Temporal is exact and slow, and the same few hundred days are asked about all the time. */
function remembered<T>(ask: (day: IsoDay) => T): (day: IsoDay) => T {
  const answers = new Map<IsoDay, T>();
  return (day) => {
    const known = answers.get(day);
    if (known !== undefined) return known;
    const answer = ask(day);
    answers.set(day, answer);
    return answer;
  };
}

function moved(
  move: (day: Temporal.PlainDate, by: number) => Temporal.PlainDate,
): (day: IsoDay, by: number) => IsoDay {
  const ways = new Map<number, (day: IsoDay) => IsoDay>();
  return (day, by) => {
    const way =
      ways.get(by) ?? remembered((from) => move(Temporal.PlainDate.from(from), by).toString());
    ways.set(by, way);
    return way(day);
  };
}
