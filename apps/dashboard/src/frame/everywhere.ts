import { useSearch } from '@tanstack/react-router';
import { isLanguage, type Language } from '../language/locale.js';

/** What every address may carry: the day asked about, what was known by then, and a language. */
export interface Everywhere {
  readonly asOf?: string | undefined;
  /** A revision (digits) or an instant (RFC 3339). */
  readonly knownAt?: string | undefined;
  readonly lang?: Language | undefined;
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
const REVISION = /^\d{1,15}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** What of an address is understood; the rest of it is left away. */
export function everywhereOf({ asOf, knownAt, lang }: Record<string, unknown>): Everywhere {
  return {
    ...(isDay(asOf) ? { asOf } : {}),
    ...(matches(REVISION, knownAt) || matches(INSTANT, knownAt) ? { knownAt } : {}),
    ...(isLanguage(lang) ? { lang } : {}),
  };
}

/** A day of the calendar, from 1990 to 2100: what the service takes. */
function isDay(value: unknown): value is string {
  if (!matches(DAY, value)) return false;
  const year = Number(value.slice(0, 4));
  return new Date(value).toISOString().startsWith(value) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

export function isRevision(knownAt: string): boolean {
  return REVISION.test(knownAt);
}

export interface AskedTime {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** The time that is asked about, as parameters of a question and as part of its key. Absent = today, and all that is known. */
export function useAskedTime(): AskedTime {
  const { asOf, knownAt } = useSearch({ strict: false }) as Everywhere;
  return { ...(asOf === undefined ? {} : { asOf }), ...(knownAt === undefined ? {} : { knownAt }) };
}

/** An address' parameters as text, each once: what stands there is what was asked. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function writtenSearch(search: Record<string, unknown>): string {
  const asked = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const written = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  // Slashes and colons are allowed there, and easier to read as they are.
  const text = written.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}
