import type { Locale } from './locale.js';

/** Making a formatter costs more than a thousand uses of one. */
function kept<Options, Made>(make: (locale: Locale, options: Options) => Made) {
  const made = new Map<string, Made>();
  return (locale: Locale, options: Options): Made => {
    const name = `${locale} ${JSON.stringify(options)}`;
    const found = made.get(name) ?? make(locale, options);
    made.set(name, found);
    return found;
  };
}

const numbers = kept(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dates = kept(
  (locale, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
);

/** A decimal as text goes through as it is, with every digit: it never becomes a binary float. */
export type Decimal = `${number}`;

/** `123456.78` in `USD` is `$123,456.78`, and `123 456,78 $US`. `amount` is a decimal as text, as the service writes it. */
export function money(locale: Locale, amount: string, currency: string): string {
  return numbers(locale, { style: 'currency', currency }).format(amount as Decimal);
}

/** As short as it stays true for an axis: `$300K`, `300 k $US`. */
export function roundMoney(locale: Locale, amount: string, currency: string): string {
  const options = { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1 };
  return numbers(locale, options as Intl.NumberFormatOptions).format(amount as Decimal);
}

export function wholeNumber(locale: Locale, number: number): string {
  return numbers(locale, {}).format(number);
}

/** `2018-03-31` is `Mar 31, 2018`, and `31 mars 2018`: a calendar day, the same wherever it is read. */
export function day(locale: Locale, isoDay: string, style: 'medium' | 'long' = 'medium'): string {
  const written = dates(locale, { dateStyle: style }).format(new Date(`${isoDay}T00:00:00Z`));
  return locale === 'fr-FR' ? written.replace(/^1 /, '1er ') : written;
}

/** An instant of RFC 3339, to the second, in UTC and saying so. */
export function instant(locale: Locale, rfc3339: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'medium' } as const;
  return `${dates(locale, options).format(new Date(rfc3339))} UTC`;
}

const DAY_MS = 86_400_000;

/** The calendar day `days` behind another. */
export function addDays(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days from one calendar day to another; negative where `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
