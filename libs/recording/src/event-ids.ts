import { getRandomValues } from 'node:crypto';
import { v7 as uuidV7 } from 'uuid';

const BYTES_PER_ID = 16;
const IDS_PER_POOL = 512;
const MAX_SEQUENCE = 0xffff_ffff;

/**
 * UUIDs of version 7 in ascending order. Asked for one by one, the random bytes cost more than all else about an id, so that they are
 * drawn for many ids at a time.
 */
export class EventIds {
  readonly #pool = new Uint8Array(BYTES_PER_ID * IDS_PER_POOL);
  #used = this.#pool.length;
  #msecs = 0;
  #sequence = 0;

  constructor(private readonly clock: () => number = Date.now) {}

  readonly next = (): string => {
    if (this.#used === this.#pool.length) {
      getRandomValues(this.#pool);
      this.#used = 0;
    }
    const random = this.#pool.subarray(this.#used, this.#used + BYTES_PER_ID);
    this.#used += BYTES_PER_ID;
    const now = this.clock();
    if (now > this.#msecs || this.#sequence === MAX_SEQUENCE) {
      this.#msecs = Math.max(now, this.#msecs + 1);
      // Of each millisecond the first half of the range is left to begin in.
      this.#sequence = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
    } else {
      this.#sequence += 1;
    }
    return uuidV7({ random, msecs: this.#msecs, seq: this.#sequence });
  };
}
