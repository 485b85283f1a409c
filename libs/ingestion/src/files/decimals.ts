import { canonicalDecimal, decimalsOf, divideHalfEven, parseDecimal } from '@app/domain';

export const DECIMAL_MARKS = ['point', 'comma'] as const;
/** What stands before the decimals: `1,234.50` or `1.234,50`. */
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const WITH_POINT = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d*)?$/;
const WITH_COMMA = /^[+-]?(?:\d{1,3}(?:[. \u00a0\u202f']\d{3})+|\d*)(?:,\d*)?$/;

/** The number that `text` writes, as a decimal string such as `-1234.50` with all its decimals, or `null` where it writes none. */
export function readDecimal(text: string, mark: DecimalMark): string | null {
  if (mark === 'point' && PLAIN.test(text)) return text;
  const trimmed = text.trim().replace(/^\u2212/, '-');
  if (!(mark === 'point' ? WITH_POINT : WITH_COMMA).test(trimmed) || !/\d/.test(trimmed)) {
    return null;
  }
  const grouping = mark === 'point' ? /,/g : /[. \u00a0\u202f']/g;
  const [whole = '', decimals = ''] = trimmed
    .replace(/^\+/, '')
    .replace(grouping, '')
    .replace(',', '.')
    .split('.');
  const digits = whole === '' || whole === '-' ? `${whole}0` : whole;
  return decimals === '' ? digits : `${digits}.${decimals}`;
}

/** What `text` says about a file's decimals: one, `either` (`1,234`), or `null` where it says nothing. */
export function markShownBy(text: string): DecimalMark | 'either' | null {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed) || !/[.,]/.test(trimmed)) return null;
  const asPoint = readDecimal(trimmed, 'point') !== null;
  const asComma = readDecimal(trimmed, 'comma') !== null;
  if (asPoint && asComma) return 'either';
  if (asPoint) return 'point';
  return asComma ? 'comma' : null;
}

/** `decimal` with at most `decimals` decimals, rounded half to even. */
export function roundHalfEven(decimal: string, decimals: number): string {
  if (decimalsOf(decimal) <= decimals) return decimal;
  const { units, decimals: given } = parseDecimal(decimal);
  return ofUnits(divideHalfEven(units, 10n ** BigInt(given - decimals)), decimals);
}

/** The quotient of two decimals above zero with `decimals` decimals, rounded half to even; no zeros at the end. */
export function quotientOf(dividend: string, divisor: string, decimals: number): string {
  const [above, below] = [parseDecimal(dividend), parseDecimal(divisor)];
  const units = divideHalfEven(
    above.units * 10n ** BigInt(decimals + below.decimals),
    below.units * 10n ** BigInt(above.decimals),
  );
  return canonicalDecimal(ofUnits(units, decimals));
}

/** `decimal` without the zeros behind its last decimal that are more than `decimals`: `201.0400` with 2 is `201.04`. */
export function withoutSpareZeros(decimal: string, decimals: number): string {
  const point = decimal.indexOf('.');
  if (point === -1 || decimal.length - point - 1 <= decimals) return decimal;
  const kept = decimals === 0 ? point : point + 1 + decimals;
  return /^\.?0*$/.test(decimal.slice(kept)) ? decimal.slice(0, kept) : decimal;
}

function ofUnits(units: bigint, decimals: number): string {
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
