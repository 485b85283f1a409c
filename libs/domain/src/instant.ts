const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(\.\d+)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const LEAP_SECOND = '60';

/**
 * Milliseconds since 1970-01-01T00:00Z of an RFC 3339 date and time with its offset, what is smaller than one cut off; a leap second is the
 * second behind it. `null` where `text` is none, or names a day that does not exist.
 */
export function parseInstant(text: string): number | null {
  const [, day = '', minute = '', second = '', fraction = '', offset = ''] =
    RFC_3339.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  // `Date` lets 2017-02-30 pass as the 2nd of March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null;
  const isLeap = second === LEAP_SECOND;
  const time = `${minute}:${isLeap ? '59' : second}${fraction}${offset.toUpperCase()}`;
  return Date.parse(`${day}T${time}`) + (isLeap ? 1_000 : 0);
}
