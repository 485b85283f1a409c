/** The polynomial of CRC-32, its bits in the order of zlib: x^0 is the highest. */
const POLYNOMIAL = 0xedb8_8320;
const ONE = 0x8000_0000;
const BITS_PER_BYTE = 8;

/** What a byte changes. */
const BYTES = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < BITS_PER_BYTE; bit += 1) rest = timesX(rest);
  return rest;
});

/** x to the power of 8 × the place: as many as events are long. */
const powers: number[] = [ONE];
const MAX_POWER = 4_096;

/** The CRC-32 of bytes and one `byte` behind them, of theirs. */
export function crcWithByte(crc: number, byte: number): number {
  const state = ~crc;
  return ~((BYTES[(state ^ byte) & 0xff] ?? 0) ^ (state >>> BITS_PER_BYTE));
}

/** The CRC-32 of bytes and the decimal digits of `number`, an integer from 0 on, behind them. */
export function crcWithDigits(crc: number, number: number): number {
  const before = number < 10 ? crc : crcWithDigits(crc, Math.floor(number / 10));
  return crcWithByte(before, 0x30 + (number % 10));
}

/**
 * What the CRC-32 of bytes becomes through `length` bytes behind them: with the CRC-32 of those it is (exclusive or) that of all.
 * As zlib's `crc32_combine`.
 */
export function crcBefore(crc: number, length: number): number {
  let before = crc;
  let rest = length;
  for (; rest > MAX_POWER; rest -= MAX_POWER) before = product(powerOf(MAX_POWER), before);
  return product(powerOf(rest), before);
}

function powerOf(length: number): number {
  for (let known = powers.length; known <= length; known += 1) {
    powers.push(product(powers[known - 1] ?? 0, ONE >>> BITS_PER_BYTE));
  }
  return powers[length] ?? 0;
}

/** Of two polynomials, modulo that of CRC-32. */
function product(one: number, two: number): number {
  let sum = 0;
  let term = two;
  for (let factors = one; factors !== 0; factors <<= 1) {
    sum ^= term & (factors >> 31);
    term = timesX(term);
  }
  return sum;
}

function timesX(polynomial: number): number {
  return (polynomial >>> 1) ^ (POLYNOMIAL & -(polynomial & 1));
}
