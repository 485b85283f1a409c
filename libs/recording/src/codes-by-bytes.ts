const FREE = 0;
const FIRST_SLOTS = 64;
/** Whoever sends names may choose such as fall into one slot: those cost a look at the names themselves, and nothing else. */
const MAX_STEPS = 8;
const MAX_LOAD = 0.7;
/** Before a name's bytes in the pool stand its code in four bytes and its length in two. */
const HEAD = 6;
const MAX_LENGTH = 0xffff;

/** Codes of names that come again and again as UTF-8 bytes: without a text made of them each time. */
export class CodesByBytes {
  /** Places in the pool plus one, by a hash of the bytes. */
  #slots = new Int32Array(FIRST_SLOTS);
  #count = 0;
  #pool = new Uint8Array(16 * FIRST_SLOTS);
  #used = 0;

  /** `ofName` gives the code of a name that is not known here. */
  constructor(private readonly ofName: (name: string) => number) {}

  /** The code of the name that the bytes from `from` to `end` (exclusive) spell. */
  codeOf(bytes: Buffer, from: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(bytes, from, end) & mask;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const place = (slots[slot] ?? FREE) - 1;
      if (place < 0) break;
      if (this.#isAt(place, bytes, from, end)) return codeAt(this.#pool, place);
      slot = (slot + 1) & mask;
    }
    const code = this.ofName(bytes.toString('utf8', from, end));
    if (end - from <= MAX_LENGTH && slots[slot] === FREE) this.#add(code, bytes, from, end);
    return code;
  }

  #isAt(place: number, bytes: Uint8Array, from: number, end: number): boolean {
    const pool = this.#pool;
    const length = lengthAt(pool, place);
    if (length !== end - from) return false;
    const begin = place + HEAD;
    for (let at = 0; at < length; at += 1) if (pool[begin + at] !== bytes[from + at]) return false;
    return true;
  }

  #add(code: number, bytes: Uint8Array, from: number, end: number): void {
    const length = end - from;
    const place = this.#used;
    this.#used += HEAD + length;
    if (this.#used > this.#pool.length) {
      const pool = new Uint8Array(2 * this.#used);
      pool.set(this.#pool);
      this.#pool = pool;
    }
    this.#pool.set(
      [code, code >>> 8, code >>> 16, code >>> 24, length, length >>> 8],
      place, // each cut to its lowest byte
    );
    this.#pool.set(bytes.subarray(from, end), place + HEAD);
    this.#count += 1;
    if (this.#count > MAX_LOAD * this.#slots.length) this.#grow();
    else this.#enter(place);
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let place = 0; place < this.#used; place += HEAD + lengthAt(this.#pool, place)) {
      this.#enter(place);
    }
  }

  /** Leaves it out where all slots near its own are taken. */
  #enter(place: number): void {
    const mask = this.#slots.length - 1;
    const begin = place + HEAD;
    let slot = hashOf(this.#pool, begin, begin + lengthAt(this.#pool, place)) & mask;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (this.#slots[slot] === FREE) {
        this.#slots[slot] = place + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
  }
}

function codeAt(pool: Uint8Array, place: number): number {
  const upper = (pool[place + 2] ?? 0) | ((pool[place + 3] ?? 0) << 8);
  return (pool[place] ?? 0) | ((pool[place + 1] ?? 0) << 8) | (upper << 16);
}

function lengthAt(pool: Uint8Array, place: number): number {
  return (pool[place + 4] ?? 0) | ((pool[place + 5] ?? 0) << 8);
}

/** FNV-1a, its high bits mixed into the low ones. */
function hashOf(bytes: Uint8Array, from: number, end: number): number {
  let hash = 0x811c_9dc5;
  for (let at = from; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x0100_0193);
  return hash ^ (hash >>> 15);
}
