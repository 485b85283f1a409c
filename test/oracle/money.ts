/** Money by fractions of whole numbers, as the contract's sentences say it. */

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The number a decimal text stands for. */
export function fractionOf(text: string): Fraction {
  const [whole = '', decimals = ''] = text.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** Whether two decimal texts are one number: `1.50` and `01.5` are. */
export function sameNumber(one: string, other: string): boolean {
  const a = fractionOf(one);
  const b = fractionOf(other);
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

/** Cents of an amount in US dollars. */
export function usdCents(amount: string): bigint {
  return roundedHalfEven(fractionOf(amount), { numerator: 100n, denominator: 1n });
}

/** Cents of `amount` of another currency, rounded half to even. */
export function convertedCents(amount: string, usdPerUnit: string): bigint {
  const rate = fractionOf(usdPerUnit);
  return roundedHalfEven(fractionOf(amount), { ...rate, numerator: rate.numerator * 100n });
}

/** `-1234.50` */
export function centsText(cents: bigint): string {
  const magnitude = cents < 0n ? -cents : cents;
  const rest = magnitude % 100n;
  return `${cents < 0n ? '-' : ''}${magnitude / 100n}.${rest < 10n ? '0' : ''}${rest}`;
}

/**
 * The whole number nearest to a × b. Found by trying: of the floor and the one above it, the nearer one, and of two equally
 * near ones the even one.
 */
function roundedHalfEven(a: Fraction, b: Fraction): bigint {
  const numerator = a.numerator * b.numerator;
  const denominator = a.denominator * b.denominator;
  let floor = numerator / denominator;
  if (floor * denominator > numerator) floor -= 1n;
  const above = floor + 1n;
  const toFloor = numerator - floor * denominator;
  const toAbove = above * denominator - numerator;
  if (toFloor !== toAbove) return toFloor < toAbove ? floor : above;
  return floor % 2n === 0n ? floor : above;
}
