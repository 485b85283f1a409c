import type { EventBytes } from '@app/event-store';

const FREE = 0;
const FIRST_SLOTS = 64;
/** Whoever sends names may choose such as fall into one slot: those cost a look at the names themselves, and nothing else. */
const MAX_STEPS = 8;
const MAX_LOAD = 0.7;
const WORD = 4;
/** Before a name's bytes in the pool stand its code in four bytes and its length in two. */
const CODE = 4;
const HEAD = 6;
const MAX_LENGTH = 0xffff;

/** Codes of names that come again and again as UTF-8 bytes: without a text made of them each time. */
export class CodesByBytes {
  /** Places in the pool plus one, by a hash of the bytes. */
  #slots = new Int32Array(FIRST_SLOTS);
  #count = 0;
  #pool = new DataView(new ArrayBuffer(16 * FIRST_SLOTS));
  #used = 0;

  /** `ofName` gives the code of a name that is not known here. */
  constructor(private readonly ofName: (name: string) => number) {}

  /** The code of the name that the bytes from `from` to `end` (exclusive) spell. */
  codeOf({ bytes, view }: EventBytes, from: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hashOf(view, from, end) & mask;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const place = (slots[slot] ?? FREE) - 1;
      if (place < 0) break;
      if (this.#isAt(place, view, from, end)) return this.#pool.getUint32(place);
      slot = (slot + 1) & mask;
    }
    const code = this.ofName(bytes.toString('utf8', from, end));
    if (end - from <= MAX_LENGTH && slots[slot] === FREE) this.#add(code, bytes, from, end);
    return code;
  }

  #isAt(place: number, view: DataView, from: number, end: number): boolean {
    const pool = this.#pool;
    const length = pool.getUint16(place + CODE);
    if (length !== end - from) return false;
    let at = from;
    let known = place + HEAD;
    for (; at + WORD <= end; at += WORD, known += WORD) {
      if (pool.getInt32(known) !== view.getInt32(at)) return false;
    }
    for (; at < end; at += 1, known += 1) {
      if (pool.getUint8(known) !== view.getUint8(at)) return false;
    }
    return true;
  }

  #add(code: number, bytes: Uint8Array, from: number, end: number): void {
    const length = end - from;
    const place = this.#used;
    this.#used += HEAD + length;
    if (this.#used > this.#pool.byteLength) {
      const pool = new Uint8Array(2 * this.#used);
      pool.set(new Uint8Array(this.#pool.buffer));
      this.#pool = new DataView(pool.buffer);
    }
    this.#pool.setUint32(place, code);
    this.#pool.setUint16(place + CODE, length);
    new Uint8Array(this.#pool.buffer, place + HEAD).set(bytes.subarray(from, end));
    this.#count += 1;
    if (this.#count > MAX_LOAD * this.#slots.length) this.#grow();
    else this.#enter(place);
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    for (let place = 0; place < this.#used; place += HEAD + this.#pool.getUint16(place + CODE)) {
      this.#enter(place);
    }
  }

  /** Leaves it out where all slots near its own are taken. */
  #enter(place: number): void {
    const mask = this.#slots.length - 1;
    const begin = place + HEAD;
    let slot = hashOf(this.#pool, begin, begin + this.#pool.getUint16(place + CODE)) & mask;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (this.#slots[slot] === FREE) {
        this.#slots[slot] = place + 1;
        return;
      }
      slot = (slot + 1) & mask;
    }
  }
}

/** Four bytes at a time; each is mixed into the low bits before the next, for a slot is chosen by those. */
function hashOf(view: DataView, from: number, end: number): number {
  let hash = 0x811c_9dc5;
  let at = from;
  for (; at + WORD <= end; at += WORD) hash = mixed(hash ^ view.getInt32(at));
  for (; at < end; at += 1) hash = mixed(hash ^ view.getUint8(at));
  return hash;
}

function mixed(hash: number): number {
  const product = Math.imul(hash, 0x9e37_79b1);
  return product ^ (product >>> 15);
}
