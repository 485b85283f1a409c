import { randomBytes } from 'node:crypto';

/** Of the last group of an id, which is random. */
const BYTES_PER_ID = 6;
const IDS_PER_POOL = 512;
const DIGITS_PER_ID = 2 * BYTES_PER_ID;
const COUNTER_BITS = 26;
const LOW_BITS = 14;
const LOW_MASK = 2 ** LOW_BITS - 1;
const VARIANT = 0x8000;

/**
 * UUIDs of version 7 in ascending order (RFC 9562, 6.2, method 1): the milliseconds, 26 bits of a counter, 48 random ones. The counter begins anew with
 * each millisecond, at random in the first half of its range. Asked for one by one, the random bytes cost more than all else about an id, so
 * that they are drawn for many ids at a time.
 */
export class EventIds {
  #pool = '';
  #used = 0;
  #msecs = 0;
  #counter = 0;
  /** What comes before the lower bits of the counter. */
  #head = '';

  constructor(private readonly clock: () => number = Date.now) {}

  readonly next = (): string => {
    const random = this.#randomDigits();
    const now = this.clock();
    this.#counter += 1;
    if (now > this.#msecs || this.#counter >>> COUNTER_BITS !== 0) {
      this.#msecs = Math.max(now, this.#msecs + 1);
      this.#counter = Number.parseInt(this.#randomDigits(), 16) % 2 ** (COUNTER_BITS - 1);
      this.#head = '';
    }
    const low = this.#counter & LOW_MASK;
    if (low === 0 || this.#head === '') this.#head = this.#newHead();
    return `${this.#head}${(VARIANT | low).toString(16)}-${random}`;
  };

  #newHead(): string {
    const msecs = this.#msecs.toString(16).padStart(12, '0');
    const high = (this.#counter >>> LOW_BITS).toString(16).padStart(3, '0');
    return `${msecs.slice(0, 8)}-${msecs.slice(8)}-7${high}-`;
  }

  #randomDigits(): string {
    if (this.#used === this.#pool.length) {
      this.#pool = randomBytes(BYTES_PER_ID * IDS_PER_POOL).toString('hex');
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += DIGITS_PER_ID;
    return this.#pool.slice(from, from + DIGITS_PER_ID);
  }
}
