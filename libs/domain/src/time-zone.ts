import { assert } from './assert.js';
import { type Day, FIRST_DAY, formatDay, LAST_DAY } from './business-day.js';

const DAY_MS = 86_400_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Asked about last, and its day: no day begins within a second, and what is asked about comes close together. */
  second: number;
  day: Day;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    zone = { format, second: Number.NaN, day: 0 };
    zones.set(timeZone, zone);
  }
  return zone;
}

/**
 * The calendar day in `timeZone` (an IANA name such as `Europe/Paris`) at `instant`, in milliseconds since 1970-01-01T00:00Z. Throws
 * `RangeError` where there is no such zone.
 */
export function dayIn(timeZone: string, instant: number): Day {
  const zone = zoneOf(timeZone);
  const second = Math.floor(instant / 1_000);
  if (second !== zone.second) {
    const day = dayAt(zone.format, instant);
    assert(day >= FIRST_DAY && day <= LAST_DAY, `${formatDay(day)} is not a business day`);
    zone.day = day;
    zone.second = second;
  }
  return zone.day;
}

/**
 * The first instant of `day` in `timeZone`, in milliseconds since 1970-01-01T00:00Z: midnight, or where a clock is put forward over it
 * what comes then. Throws `RangeError` where there is no such zone.
 */
export function beginningOf(day: Day, timeZone: string): number {
  const { format } = zoneOf(timeZone);
  // No zone is a day and a half from UTC.
  let [before, from] = [(day - 1.5) * DAY_MS, (day + 1.5) * DAY_MS];
  while (from - before > 1) {
    const between = Math.floor((before + from) / 2);
    if (dayAt(format, between) < day) before = between;
    else from = between;
  }
  return from;
}

function dayAt(format: Intl.DateTimeFormat, instant: number): Day {
  const parts = format.formatToParts(instant);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / DAY_MS;
}
