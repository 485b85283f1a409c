import { parseDay } from '@app/domain';

export const DAY_ORDERS = ['month-first', 'day-first'] as const;
/** Which of two numbers before the year is the month: `2/1/2019` is the 1st of February or the 2nd of January. */
export type DayOrder = (typeof DAY_ORDERS)[number];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Whatever follows is a time of that day; the day is taken as it is written, whatever the offset. */
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/s;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: +\d{1,2}:\d{2}.*)?$/s;
const MONTH_NAMED = /^([a-z]{3,9})\.? +(\d{1,2}),? +(\d{4})$/i;
const DAY_AND_MONTH_NAMED = /^(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})$/i;

/** The day that `text` says, as `YYYY-MM-DD`, or `null` where it says none from 1990-01-01 to 2100-12-31. */
export function readDay(text: string, order: DayOrder): string | null {
  const trimmed = text.trim();
  let match = YEAR_FIRST.exec(trimmed);
  if (match !== null) return dayOf(match[1], match[2], match[3]);
  match = YEAR_LAST.exec(trimmed);
  if (match !== null) {
    const [, first, , second, year] = match;
    return order === 'month-first' ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  match = MONTH_NAMED.exec(trimmed);
  if (match !== null) return dayOf(match[3], monthOf(match[1]), match[2]);
  match = DAY_AND_MONTH_NAMED.exec(trimmed);
  return match === null ? null : dayOf(match[3], monthOf(match[2]), match[1]);
}

/** What `text` says about the order that a file's days are written in: one, `either`, or `null` where it says nothing. */
export function orderShownBy(text: string): DayOrder | 'either' | null {
  const match = YEAR_LAST.exec(text.trim());
  if (match === null) return null;
  const asMonthFirst = dayOf(match[4], match[1], match[3]) !== null;
  const asDayFirst = dayOf(match[4], match[3], match[1]) !== null;
  // 5/5/2019 is the same day in both orders.
  if (asMonthFirst && asDayFirst) return match[1] === match[3] ? null : 'either';
  if (asMonthFirst) return 'month-first';
  return asDayFirst ? 'day-first' : null;
}

function dayOf(year = '', month = '', day = ''): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseDay(iso) === null ? null : iso;
}

function monthOf(name = ''): string {
  const place = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return String(place + 1);
}
