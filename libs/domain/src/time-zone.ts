import { type Day, dayOf } from './business-day.js';

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** Asked about last, and its day: no day begins within a second, and what is asked about comes close together. */
  second: number;
  day: Day;
}

const zones = new Map<string, Zone>();

/**
 * The calendar day in `timeZone` (an IANA name such as `Europe/Paris`) at `instant`, in milliseconds since 1970-01-01T00:00Z. Throws
 * `RangeError` where there is no such zone.
 */
export function dayIn(timeZone: string, instant: number): Day {
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
  const second = Math.floor(instant / 1_000);
  if (second !== zone.second) {
    zone.day = dayAt(zone.format, instant);
    zone.second = second;
  }
  return zone.day;
}

function dayAt(format: Intl.DateTimeFormat, instant: number): Day {
  const parts = format.formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return dayOf(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
}
