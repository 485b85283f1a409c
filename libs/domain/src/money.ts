import { assert } from './assert.js';

/**
 * US dollars as a whole number of cents. The sum of an organization's absolute amounts is kept within
 * `MAX_TOTAL_CENTS`, so every sum of its bookings is an integer that a double holds exactly.
 */
export type Cents = number;

/** 9 × 10¹⁵, below 2⁵³. */
export const MAX_TOTAL_CENTS: Cents = 9_000_000_000_000_000;

/** `-?\d{1,11}(\.\d+)?`: how many decimals are allowed depends on the currency. */
export const AMOUNT_PATTERN = /^-?\d{1,11}(\.\d+)?$/;
/** US dollars per unit of another currency, above zero (checked apart). */
export const RATE_PATTERN = /^\d{1,6}(\.\d{1,10})?$/;

/** An exact decimal number: `units` / 10^`decimals`. */
export interface Decimal {
  readonly units: bigint;
  readonly decimals: number;
}

/** The cents of a decimal string with at most two decimals, such as `-12.5`. */
export function centsOf(amount: string): Cents {
  const cents = shortCentsOf(amount);
  if (cents !== null) return cents;
  const { units, decimals } = parseDecimal(amount);
  assert(decimals <= 2, `${amount} has more than two decimals`);
  return Number(units * 10n ** BigInt(2 - decimals));
}

const POINT = 0x2e;
const MINUS = 0x2d;
const ZERO = 0x30;
/** Of so few digits the number is below 2⁵³ all along. */
const MAX_SHORT_AMOUNT = 15;

/** The cents of digits with two decimals behind them, which is how most amounts are written; `null` = written otherwise. */
function shortCentsOf(amount: string): Cents | null {
  const point = amount.length - 3;
  if (amount.length > MAX_SHORT_AMOUNT || amount.charCodeAt(point) !== POINT) return null;
  const isNegative = amount.charCodeAt(0) === MINUS;
  let cents = 0;
  for (let at = isNegative ? 1 : 0; at < amount.length; at += 1) {
    if (at === point) continue;
    const digit = amount.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return null;
    cents = cents * 10 + digit;
  }
  // Not `-cents`: there is no zero below zero.
  return isNegative ? 0 - cents : cents;
}

/** The cents of an amount in ASCII bytes, from `from` to `end` (exclusive), with at most two decimals; `null` = longer, or something else. */
export function centsInBytes(bytes: Uint8Array, from: number, end: number): Cents | null {
  const isNegative = bytes[from] === MINUS;
  const first = isNegative ? from + 1 : from;
  if (end - from > MAX_SHORT_AMOUNT || first === end) return null;
  let units = 0;
  let decimals = -1;
  for (let at = first; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === POINT && decimals === -1) {
      decimals = 0;
    } else {
      const digit = byte - ZERO;
      if (digit < 0 || digit > 9) return null;
      units = units * 10 + digit;
      if (decimals >= 0) decimals += 1;
    }
  }
  if (decimals === 0 || decimals > 2) return null;
  const cents = decimals === 2 ? units : units * (decimals === 1 ? 10 : 100);
  if (cents > MAX_TOTAL_CENTS) return null;
  return isNegative ? 0 - cents : cents;
}

/** `1234.50`; two decimals, a minus sign for negative amounts. */
export function formatCents(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const sign = cents < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * `amount` of a currency at `usdPerUnit` in cents, rounded half to even; as a bigint because the product may pass what an
 * organization's total may be.
 */
export function convertToCents(amount: string, usdPerUnit: string): bigint {
  const from = parseDecimal(amount);
  const rate = parseDecimal(usdPerUnit);
  const product = from.units * rate.units * 100n;
  return divideHalfEven(product, 10n ** BigInt(from.decimals + rate.decimals));
}

/** How many decimals a decimal string has: `12.50` has 2. */
export function decimalsOf(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}

/** One spelling for equal numbers: `007.10`, `7.1` are `7.1`; `-0.00` is `0`. */
export function canonicalDecimal(text: string): string {
  const point = text.indexOf('.');
  const units = point === -1 ? text.length : point;
  const first = text.charCodeAt(0) === MINUS ? 1 : 0;
  let from = first;
  while (from < units - 1 && text.charCodeAt(from) === ZERO) from += 1;
  let end = text.length;
  if (point !== -1) {
    while (text.charCodeAt(end - 1) === ZERO) end -= 1;
    if (end === point + 1) end = point;
  }
  const digits = text.slice(from, end);
  return first === 1 && digits !== '0' ? `-${digits}` : digits;
}

/** The number that a decimal string writes, as whole units of its last decimal. */
export function parseDecimal(text: string): Decimal {
  const point = text.indexOf('.');
  if (point === -1) return { units: BigInt(text), decimals: 0 };
  return {
    units: BigInt(text.slice(0, point) + text.slice(point + 1)),
    decimals: text.length - point - 1,
  };
}

/** `dividend` by `divisor` (above zero), rounded to a whole number, halves to the even one. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  const quotient = magnitude / divisor;
  const twiceRest = (magnitude % divisor) * 2n;
  const roundUp = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n);
  const rounded = roundUp ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}
