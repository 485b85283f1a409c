import { assert } from './assert.js';

/**
 * A calendar day as the number of days since 1970-01-01. A day has no time and no zone, so arithmetic on it is
 * arithmetic on integers.
 */
export type Day = number;

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
/** Days before this one are rejected. */
export const FIRST_DAY: Day = dayOfCivil(FIRST_YEAR, 1, 1);
/** The horizon of every forecast; days after it are rejected. */
export const LAST_DAY: Day = dayOfCivil(LAST_YEAR, 12, 31);

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day that `text` (`YYYY-MM-DD`, a day that exists, 1990-01-01 to 2100-12-31 inclusive) names, or `null`. */
export function parseDay(text: string): Day | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null;
  return dayOfDate(digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10));
}

/** The day of a date, or `null` where there is none such, 1990-01-01 to 2100-12-31 inclusive. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): Day | null {
  const isYear = year >= FIRST_YEAR && year <= LAST_YEAR;
  if (!isYear || !(month >= 1 && month <= 12) || !(dayOfMonth >= 1)) return null;
  if (dayOfMonth > daysInMonth(year, month)) return null;
  return dayOfCivil(year, month, dayOfMonth);
}

/** The number that the digits from `from` to `to` (exclusive) write; `NaN` where one of them is none. Every booking has a day to read. */
function digitsAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** As `parseDay`, for text that was validated before; anything else is a bug. */
export function dayOf(text: string): Day {
  const day = parseDay(text);
  assert(day !== null, `${text} is not a business day`);
  return day;
}

/** By the days since `FIRST_DAY`; days are few, and each is written again and again. */
const texts = new Array<string>(LAST_DAY + 1 - FIRST_DAY);

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  if (day < FIRST_DAY || day > LAST_DAY) return written(day);
  return (texts[day - FIRST_DAY] ??= written(day));
}

function written(day: Day): string {
  const { year, month, dayOfMonth } = civilOfDay(day);
  return `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(dayOfMonth)}`;
}

/** The day before `text` (`YYYY-MM-DD`, a day that exists), also where one of the two lies outside the range of business days. */
export function dayBefore(text: string): string {
  const [, year, month, dayOfMonth] = ISO_DAY.exec(text) ?? [];
  return formatDay(dayOfCivil(Number(year), Number(month), Number(dayOfMonth)) - 1);
}

/**
 * `day` moved by `months` (negative = back) on the calendar, clamped to the end of the month it lands in, as
 * `Temporal.PlainDate.add` and SQL's `date + interval` do: 2028-02-29 less 12 months is 2027-02-28.
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = civilOfDay(day);
  const monthIndex = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(monthIndex / 12);
  const targetMonth = monthIndex - targetYear * 12 + 1;
  return dayOfCivil(
    targetYear,
    targetMonth,
    Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)),
  );
}

/** The first day of the month of `day`. */
export function firstOfMonth(day: Day): Day {
  return day - civilOfDay(day).dayOfMonth + 1;
}

function pad2(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Years that begin in March put the leap day last, so that days before a month are one linear formula. After Howard Hinnant,
 * "chrono-compatible low-level date algorithms", `days_from_civil` and `civil_from_days`.
 */
function dayOfCivil(year: number, month: number, dayOfMonth: number): Day {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilOfDay(day: Day): { year: number; month: number; dayOfMonth: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth + (marchMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}
