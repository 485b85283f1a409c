import { assert } from './assert.js';
import { NumberColumn, signed } from './number-column.js';

export interface InstantArrays {
  readonly revisions: Int32Array;
  readonly instants: Float64Array;
}

const doubles = (length: number): Float64Array => new Float64Array(length);

/**
 * When each revision was recorded, in milliseconds since 1970-01-01T00:00Z: never decreasing, and of a batch all alike, so that only the
 * revisions at which the instant changes are kept.
 */
export class RecordingInstants {
  #revisions = new NumberColumn(signed);
  #instants = new NumberColumn(doubles);
  #last = -1;

  /** The last revision; -1 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The revisions from the one behind the last up to `revision`, inclusive, were recorded at `instant`. */
  push(revision: number, instant: number): void {
    assert(revision > this.#last, `revision ${revision} is not the next`);
    const steps = this.#revisions.length;
    if (steps === 0 || this.#instants.get(steps - 1) !== instant) {
      this.#revisions.set(steps, this.#last + 1);
      this.#instants.set(steps, instant);
    }
    this.#last = revision;
  }

  at(revision: number): number {
    assert(revision >= 0 && revision <= this.#last, `there is no revision ${revision}`);
    if (revision === this.#last) return this.#instants.get(this.#revisions.length - 1);
    return this.#instants.get(this.#lastStep((step) => this.#revisions.get(step) <= revision));
  }

  /** The last revision that was recorded by `instant`; -1 = none. */
  lastBy(instant: number): number {
    const step = this.#lastStep((candidate) => this.#instants.get(candidate) <= instant);
    if (step === -1) return -1;
    return step + 1 < this.#revisions.length ? this.#revisions.get(step + 1) - 1 : this.#last;
  }

  /** What they hold in memory. */
  get bytes(): number {
    return this.#revisions.bytes + this.#instants.bytes;
  }

  /** How many steps there are. */
  get steps(): number {
    return this.#revisions.length;
  }

  /** The steps, each with its first revision; with the last revision enough to build this again. */
  toArrays(): InstantArrays {
    return {
      revisions: this.#revisions.toArray(this.steps),
      instants: this.#instants.toArray(this.steps),
    };
  }

  /** Of what `toArrays` gave, which is not copied. */
  static fromArrays({ revisions, instants }: InstantArrays, last: number): RecordingInstants {
    const restored = new RecordingInstants();
    restored.#revisions = NumberColumn.of(signed, revisions);
    restored.#instants = NumberColumn.of(doubles, instants);
    restored.#last = last;
    return restored;
  }

  /** The last step of which `holds` is true; they are the first ones. -1 = none. */
  #lastStep(holds: (step: number) => boolean): number {
    let low = -1;
    let high = this.#revisions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
