/** The key of a hash: two words of 32 bits. Whoever does not know it cannot make two texts that hash alike. */
export type HashKey = readonly [low: number, high: number];

/** 64 bits. */
export interface Hash {
  low: number;
  high: number;
}

/** How often the state is mixed for a word, and at the end. */
export interface Rounds {
  readonly word: number;
  readonly end: number;
}

const ONE_THREE: Rounds = { word: 1, end: 3 };

/**
 * HalfSipHash-1-3 of a text's UTF-16 code units, with 64 bits of output: made for words of 32 bits, which is what a number is good at
 * here. Aumasson and Bernstein, "SipHash: a fast short-input PRF"; https://github.com/veorq/SipHash, `halfsiphash.c`.
 */
export function keyedHash(
  text: string,
  [keyLow, keyHigh]: HashKey,
  rounds: Rounds = ONE_THREE,
): Hash {
  const state = {
    v0: keyLow,
    v1: keyHigh ^ 0xee,
    v2: 0x6c796765 ^ keyLow,
    v3: 0x74656462 ^ keyHigh,
  };
  const words = text.length >> 1;
  for (let word = 0; word < words; word += 1) {
    absorb(state, text.charCodeAt(2 * word) | (text.charCodeAt(2 * word + 1) << 16), rounds.word);
  }
  const odd = text.length % 2 === 1 ? text.charCodeAt(text.length - 1) : 0;
  absorb(state, odd | ((2 * text.length) << 24), rounds.word);
  state.v2 ^= 0xee;
  mix(state, rounds.end);
  const low = (state.v1 ^ state.v3) >>> 0;
  state.v1 ^= 0xdd;
  mix(state, rounds.end);
  return { low, high: (state.v1 ^ state.v3) >>> 0 };
}

interface State {
  v0: number;
  v1: number;
  v2: number;
  v3: number;
}

function absorb(state: State, word: number, rounds: number): void {
  state.v3 ^= word;
  mix(state, rounds);
  state.v0 ^= word;
}

function mix(state: State, rounds: number): void {
  let { v0, v1, v2, v3 } = state;
  for (let round = 0; round < rounds; round += 1) {
    v0 = (v0 + v1) | 0;
    v1 = rotated(v1, 5) ^ v0;
    v0 = rotated(v0, 16);
    v2 = (v2 + v3) | 0;
    v3 = rotated(v3, 8) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = rotated(v3, 7) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = rotated(v1, 13) ^ v2;
    v2 = rotated(v2, 16);
  }
  state.v0 = v0;
  state.v1 = v1;
  state.v2 = v2;
  state.v3 = v3;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
