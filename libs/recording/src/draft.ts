import type { Decision, PersonalData, RecordedFact } from '@app/domain';
import type { NewEvent } from '@app/event-store';
import type { RequestOfAppend } from './requests.js';

/** An append to the store is at most this large: half of what EventStoreDB takes by default. */
const MAX_APPEND_BYTES = 512 * 1024;
/** What an atomic append may grow to with what the recorder adds: less than EventStoreDB's 1 MiB. */
const MAX_ATOMIC_APPEND_BYTES = 1_000_000;
export const MAX_FACTS_PER_APPEND = 2_000;

export type FactDecision = Exclude<Decision, { outcome: 'accepted' }> | AcceptedAt;

export interface AcceptedAt {
  readonly outcome: 'accepted';
  readonly revision: number;
}

/** One append in the making. */
export class Draft {
  /** Of each fact that was looked at. */
  readonly decisions: FactDecision[] = [];
  readonly events: NewEvent[] = [];
  /** What the events record. */
  readonly facts: RecordedFact[] = [];
  readonly personalData: PersonalData[] = [];
  readonly requests: RequestOfAppend[] = [];
  #bytes = 0;
  /** The events whose bytes were counted. */
  #counted = 0;

  /** Whether it takes no further fact. */
  get isFull(): boolean {
    return this.events.length >= MAX_FACTS_PER_APPEND || this.#countedBytes() > MAX_APPEND_BYTES;
  }

  /** Whether it is too large to be recorded together or not at all. */
  get isTooLarge(): boolean {
    return this.#countedBytes() > MAX_ATOMIC_APPEND_BYTES;
  }

  /** Counted where it is asked for: most drafts have one event, and nobody asks. */
  #countedBytes(): number {
    for (; this.#counted < this.events.length; this.#counted += 1) {
      const { data, metadata } = this.events[this.#counted] as NewEvent;
      this.#bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata);
    }
    return this.#bytes;
  }
}
