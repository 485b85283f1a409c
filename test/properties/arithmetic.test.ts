import { describe, expect, it } from '@jest/globals';
import {
  addMonths,
  AMOUNT_PATTERN,
  canonicalDecimal,
  centsOf,
  convertToCents,
  decimalsOf,
  formatCents,
  formatDay,
  parseDay,
} from '@app/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { epochDay, isoDayOf } from '../oracle/days.js';
import { centsText, convertedCents, sameNumber, usdCents } from '../oracle/money.js';
import { anyDay } from './vocabulary.js';
import { check } from './check.js';

describe('A business day', () => {
  it('is written and read as Temporal does', () => {
    check(
      fc.property(anyDay, (iso) => {
        expect(parseDay(iso)).toBe(epochDay(iso));
        expect(formatDay(epochDay(iso))).toBe(iso);
      }),
      500,
    );
  });

  it('is read from no text that names none', () => {
    const digits = (max: number) => fc.integer({ min: 0, max });
    check(
      fc.property(digits(2200), digits(14), digits(33), (year, month, dayOfMonth) => {
        const iso = [String(year).padStart(4, '0'), twoDigits(month), twoDigits(dayOfMonth)].join(
          '-',
        );
        expect(parseDay(iso)).toBe(existing(iso));
      }),
      500,
    );
  });

  it('is read from no text of other characters, and from none that is longer or shorter', () => {
    const other = fc.constantFrom('', ' ', '-', '/', ':', '0', '10', '\n', '٣', 'e', '+');
    check(
      fc.property(anyDay, fc.nat(10), other, (iso, place, put) => {
        const text = `${iso.slice(0, place)}${put}${iso.slice(place + 1)}`;
        expect(parseDay(text)).toBe(/^\d{4}-\d{2}-\d{2}$/.test(text) ? existing(text) : null);
      }),
      1_000,
    );
  });

  it('moves by months as Temporal does', () => {
    check(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (iso, months) => {
        const moved = Temporal.PlainDate.from(iso).add({ months }).toString();
        expect(isoDayOf(addMonths(epochDay(iso), months))).toBe(moved);
      }),
      500,
    );
  });

  it('moves by one year and by four as Temporal does, from every day of eight years', () => {
    for (let day = epochDay('2096-01-01'); day <= epochDay('2104-12-31'); day += 1) {
      const date = Temporal.PlainDate.from(isoDayOf(day));
      for (const months of [-48, -12, 12, 48])
        expect(addMonths(day, months)).toBe(epochDay(date.add({ months }).toString()));
    }
  });
});

const digitsUpTo = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${count}}$`));
const decimal = (whole: number, decimals: number): fc.Arbitrary<string> =>
  fc
    .tuple(digitsUpTo(whole), fc.option(digitsUpTo(decimals), { nil: null }))
    .map(([units, fraction]) => (fraction === null ? units : `${units}.${fraction}`));
const amountWith = (decimals: number): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('', '-'), decimal(11, decimals)).map((parts) => parts.join(''));
/** Half cents are what rounding is about, so many rates make them. */
const rate = fc.oneof(decimal(6, 10), fc.constantFrom('0.5', '0.05', '0.005', '1.5', '0.25'));

describe('Money', () => {
  it('is converted to the nearest cent, and to the even one of two', () => {
    check(
      fc.property(amountWith(4), rate, (amount, usdPerUnit) => {
        expect(convertToCents(amount, usdPerUnit)).toBe(convertedCents(amount, usdPerUnit));
      }),
      2_000,
    );
  });

  it('in dollars is its cents, and back', () => {
    check(
      fc.property(amountWith(2), (amount) => {
        const cents = centsOf(amount);
        expect(BigInt(cents)).toBe(usdCents(amount));
        expect(Object.is(cents, -0)).toBe(false);
        expect(formatCents(cents)).toBe(centsText(usdCents(amount)));
      }),
      1_000,
    );
  });

  it('has one spelling for one number', () => {
    check(
      fc.property(amountWith(4), amountWith(4), fc.nat(3), (one, other, zeros) => {
        const canonical = canonicalDecimal(one);
        expect(sameNumber(canonical, one)).toBe(true);
        expect(canonical).toMatch(/^(0|-?(0\.\d*[1-9]|[1-9]\d*(\.\d*[1-9])?))$/);
        expect(canonicalDecimal(respelled(one, zeros))).toBe(canonical);
        expect(canonicalDecimal(other) === canonical).toBe(sameNumber(one, other));
      }),
      1_000,
    );
  });

  it('has as many decimals as are written', () => {
    check(
      fc.property(amountWith(4), (amount) => {
        expect(amount).toMatch(AMOUNT_PATTERN);
        expect(decimalsOf(amount)).toBe(amount.split('.')[1]?.length ?? 0);
      }),
      200,
    );
  });
});

/** Zeros more in front and behind. */
function respelled(amount: string, zeros: number): string {
  const [sign, digits] = amount.startsWith('-') ? ['-', amount.slice(1)] : ['', amount];
  const point = digits.includes('.') || zeros === 0 ? '' : '.';
  return `${sign}${'0'.repeat(zeros)}${digits}${point}${'0'.repeat(zeros)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The day's number, or `null` where there is no such day from 1990 to 2100. */
function existing(iso: string): number | null {
  try {
    const date = Temporal.PlainDate.from(iso, { overflow: 'reject' });
    return date.year >= 1990 && date.year <= 2100 ? epochDay(iso) : null;
  } catch {
    return null;
  }
}
