import { type Day, dayOf } from './business-day.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar day in `timeZone` (an IANA name such as `Europe/Paris`) at `instant`, in milliseconds since 1970-01-01T00:00Z. Throws
 * `RangeError` where there is no such zone.
 */
export function dayIn(timeZone: string, instant: number): Day {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return dayOf(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
}
