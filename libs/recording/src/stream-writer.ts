import {
  assert,
  type Decision,
  type Fact,
  type PersonalData,
  type RateLookup,
  type RecordedFact,
  type Recording,
} from '@app/domain';
import { type EventStore, type NewEvent, StoreUnavailable } from '@app/event-store';
import {
  opensRequest,
  type RequestsOfAppend,
  type RequestsUnderWay,
  type RequestUnderWay,
} from './requests.js';
import type { DeciderSource, StreamDecider } from './stream-decider.js';
import { takenIn } from './quarantine.js';
import { factsOfPage } from './read-facts.js';
import { settledAppend } from './settled-append.js';
import { encodeFact, recordedFact, UndecodableFact } from './stored-fact.js';
import type { Turns } from './turns.js';

/** An append to the store is at most this large: half of what EventStoreDB takes by default. */
const MAX_APPEND_BYTES = 512 * 1024;
/** What an atomic append may grow to with what the recorder adds: less than EventStoreDB's 1 MiB. */
const MAX_ATOMIC_APPEND_BYTES = 1_000_000;
const MAX_FACTS_PER_APPEND = 2_000;
/** How often a decision is taken anew because another process wrote the stream first. */
const MAX_CONFLICTS = 20;
const NO_RATES: RateLookup = () => null;

export interface WriterContext {
  readonly store: EventStore;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** A UUID that nobody else makes; ids in the order of time are appended twice as fast as random ones. */
  readonly newEventId: () => string;
  /** Keeps what was taken out of facts, before they are recorded. Must be idempotent. */
  readonly keepPersonalData: (rows: readonly PersonalData[]) => Promise<void>;
  /** Told the facts that were just stored. */
  readonly onRecorded: (stream: string, facts: readonly RecordedFact[]) => void;
  /** Awaited before facts are stored that may be the middle of a request: further ones may come to the stream. */
  readonly beforeMiddle: (stream: string) => Promise<void>;
  /** Told of a fact at which a stream stops. */
  readonly onUnreadable: (error: UndecodableFact) => void;
  /** Rates as they are on disk now. */
  readonly currentRates: () => Promise<RateLookup>;
  readonly requests: RequestsUnderWay;
  /** Of the writers of all streams; facts gather while one waits for its turn. */
  readonly turns: Turns;
}

export interface Submission {
  readonly facts: readonly Fact[];
  readonly recordedBy: string;
  /** All of the facts are recorded, or none. */
  readonly atomic: boolean;
  readonly request: RequestUnderWay;
  /** No further facts of the request come to this stream. */
  readonly isLast: boolean;
}

export type FactDecision = Exclude<Decision, { outcome: 'accepted' }> | AcceptedAt;

/** What became of a fact that was to be recorded. */
export type WrittenDecision = FactDecision | Halted;

export interface AcceptedAt {
  readonly outcome: 'accepted';
  readonly revision: number;
}

/** The stream stops at a fact that cannot be handled; nothing can be decided behind it. */
export interface Halted {
  readonly outcome: 'rejected';
  readonly code: 'facts-unreadable';
  readonly detail: string;
  readonly pointer?: never;
}

export interface Answer {
  /** In the order of the submission's facts. */
  readonly decisions: readonly WrittenDecision[];
  /** `false` where an atomic submission was not recorded. */
  readonly recorded: boolean;
  /** The atomic submission would not fit into one append. */
  readonly tooLarge?: boolean;
}

interface Pending {
  readonly submission: Submission;
  readonly decisions: FactDecision[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

interface PendingFact {
  readonly fact: Fact;
  readonly pending: Pending;
}

/** One append in the making, and whose facts are in it. */
interface Draft {
  readonly events: NewEvent[];
  /** What the events record. */
  readonly facts: RecordedFact[];
  readonly personalData: PersonalData[];
  readonly requests: RequestsOfAppend;
  bytes: number;
}

function newDraft(): Draft {
  return { events: [], facts: [], personalData: [], requests: new Map(), bytes: 0 };
}

/**
 * Decides and appends the facts of one stream, one append at a time; what arrives meanwhile goes into the next. The decider runs
 * ahead of the disk, so whatever an append does not confirm throws its state away.
 */
export class StreamWriter {
  readonly #queue: Pending[] = [];
  #decider: StreamDecider | null = null;
  /** The stream's last revision, events of foreign types included; -1 = none. */
  #head = -1;
  #running = false;
  /** What kept a state from being kept, when its facts had been answered: the next ones are rejected with it. */
  #untold: { readonly error: unknown } | null = null;

  constructor(
    readonly stream: string,
    private readonly deciders: DeciderSource,
    private readonly context: WriterContext,
  ) {}

  /** How many facts the state is folded from. */
  get size(): number {
    return this.#head + 1;
  }

  /**
   * Rejects with the store's error when it is not certain that every accepted fact is on disk. Where the stream stops at a fact that cannot
   * be handled, facts are rejected, and an atomic submission fails with `UndecodableFact`.
   */
  submit(submission: Submission): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ submission, decisions: [], resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  /** What it knows of the stream is read anew before the next decision: which facts count was decided anew. */
  forget(): void {
    this.#decider = null;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#queue.length > 0) {
      await this.context.turns.begin();
      const batch = this.#takeBatch();
      const untold = this.#untold;
      this.#untold = null;
      try {
        if (untold !== null) throw untold.error;
        await this.#record(batch);
        await this.#keep();
      } catch (error) {
        this.#decider = null;
        for (const { submission, decisions, resolve, reject } of batch) {
          // What was confirmed before the failure is on disk and answered so.
          if (decisions.length === submission.facts.length) resolve({ decisions, recorded: true });
          else if (error instanceof UndecodableFact && !submission.atomic) {
            const halted = submission.facts.slice(decisions.length).map(() => haltedBy(error));
            resolve({ decisions: [...decisions, ...halted], recorded: true });
          } else reject(error);
        }
        if (error instanceof UndecodableFact) this.context.onUnreadable(error);
      } finally {
        this.context.turns.end();
      }
    }
    this.#running = false;
  }

  async #keep(): Promise<void> {
    if (this.#decider === null) return; // what an atomic submission ran ahead with is thrown away
    await this.deciders.keep?.().catch((error: unknown) => {
      this.#untold = { error };
    });
  }

  /** An atomic submission alone, else as many as make a good append. */
  #takeBatch(): Pending[] {
    const batch: Pending[] = [];
    let facts = 0;
    for (;;) {
      const next = this.#queue[0];
      if (next === undefined || (batch.length > 0 && next.submission.atomic)) return batch;
      batch.push(next);
      this.#queue.shift();
      facts += next.submission.facts.length;
      if (next.submission.atomic || facts >= MAX_FACTS_PER_APPEND) return batch;
    }
  }

  async #record(batch: readonly Pending[]): Promise<void> {
    const facts: PendingFact[] = [];
    for (const pending of batch) {
      if (pending.submission.atomic) return await this.#recordAtomically(pending);
      for (const fact of pending.submission.facts) facts.push({ fact, pending });
    }
    for (let next = 0; next < facts.length;) next = await this.#appendFrom(facts, next);
    for (const { resolve, decisions } of batch) resolve({ decisions, recorded: true });
  }

  /** Decides from `start` on until an append is full, appends, and returns the place of the first fact left over. */
  async #appendFrom(facts: readonly PendingFact[], start: number): Promise<number> {
    const needsRates = facts.some(({ fact }, place) => place >= start && needsRate(fact));
    const rates = needsRates ? await this.context.currentRates() : NO_RATES;
    let next = start;
    await this.#untilSettled(async (decider) => {
      const draft = newDraft();
      const decisions: FactDecision[] = [];
      for (next = start; next < facts.length; next += 1) {
        if (draft.bytes > MAX_APPEND_BYTES || draft.events.length >= MAX_FACTS_PER_APPEND) break;
        const { fact, pending } = facts[next] as PendingFact;
        decisions.push(this.#decideInto(draft, decider, fact, rates, pending.submission));
      }
      // The facts of one submission may be more than one append takes.
      const cut = facts[next]?.pending;
      if (cut !== undefined && draft.requests.has(cut.submission.request)) {
        draft.requests.set(cut.submission.request, { isLast: false });
      }
      if (!(await this.#append(draft))) return null;
      return () => {
        for (const [place, decision] of decisions.entries()) {
          facts[start + place]?.pending.decisions.push(decision);
        }
      };
    });
    return next;
  }

  async #recordAtomically(pending: Pending): Promise<void> {
    const { facts } = pending.submission;
    const rates = facts.some(needsRate) ? await this.context.currentRates() : NO_RATES;
    await this.#untilSettled(async (decider) => {
      const draft = newDraft();
      const decisions = facts.map((fact) =>
        this.#decideInto(draft, decider, fact, rates, pending.submission),
      );
      const tooLarge = draft.bytes > MAX_ATOMIC_APPEND_BYTES;
      if (tooLarge || decisions.some(({ outcome }) => outcome === 'rejected')) {
        if (draft.events.length > 0) this.#decider = null; // it ran ahead
        return () => {
          pending.resolve({ decisions, recorded: false, tooLarge });
        };
      }
      if (!(await this.#append(draft))) return null;
      return () => {
        pending.resolve({ decisions, recorded: true });
      };
    });
  }

  /** Repeats `attempt` on a fresh state while other writers are first (`null`), then lets what it decided count. */
  async #untilSettled(
    attempt: (decider: StreamDecider) => Promise<(() => void) | null>,
  ): Promise<void> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts += 1) {
      const settle = await attempt(this.#decider ?? (await this.#loaded()));
      if (settle !== null) {
        settle();
        return;
      }
      this.#decider = null;
    }
    throw new StoreUnavailable(
      `other processes wrote ${this.stream} first ${MAX_CONFLICTS} times in a row; send the facts again`,
    );
  }

  #decideInto(
    draft: Draft,
    decider: StreamDecider,
    fact: Fact,
    rates: RateLookup,
    { recordedBy, request, isLast }: Submission,
  ): FactDecision {
    const decision = decider.decide(fact, rates);
    if (decision.outcome !== 'accepted') return decision;
    const recording: { -readonly [Name in keyof Recording]: Recording[Name] } = {
      revision: this.#head + 1 + draft.events.length,
      recordedAt: Math.max(this.context.clock(), decider.recordedAt),
      recordedBy,
    };
    if (decision.rate !== undefined) recording.rate = decision.rate;
    if (opensRequest(this.stream, request, this.context.requests, draft.requests)) {
      recording.opensRequest = true;
    }
    if (draft.requests.get(request)?.isLast !== isLast) draft.requests.set(request, { isLast });
    const event = encodeFact(decision.fact, recording, this.context.newEventId());
    const { type, data } = decision.fact;
    const { recordedAt, revision } = recording;
    const recorded = recordedFact(type, data, decision.fact, recording, recordedAt, revision);
    decider.evolve(recorded);
    draft.events.push(event);
    draft.facts.push(recorded);
    draft.bytes += Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata);
    if (decision.personalData !== undefined) draft.personalData.push(decision.personalData);
    return { outcome: 'accepted', revision };
  }

  /** `false` = another writer was first. */
  async #append({ events, facts, personalData, requests }: Draft): Promise<boolean> {
    if (events.length === 0) return true;
    if (personalData.length > 0) await this.context.keepPersonalData(personalData);
    if (hasMiddle(requests)) await this.context.beforeMiddle(this.stream);
    const expected = this.#head === -1 ? 'no-stream' : this.#head;
    const { store, pause } = this.context;
    const result = await settledAppend(store, pause, this.stream, expected, events);
    if (result.outcome === 'conflict') return false;
    assert(
      result.revision === this.#head + events.length,
      `an append of ${events.length} events behind ${this.#head} ended at ${result.revision}`,
    );
    this.#head = result.revision;
    for (const request of requests.keys()) request.recordedIn(this.stream);
    this.context.onRecorded(this.stream, facts);
    return true;
  }

  async #loaded(): Promise<StreamDecider> {
    const decider = (await this.deciders.kept?.()) ?? this.deciders.fresh();
    this.#head = decider.revision;
    for await (const page of this.context.store.read(this.stream, this.#head + 1)) {
      for (const fact of await factsOfPage(this.context.store, this.stream, page)) {
        takenIn(this.stream, fact, () => {
          decider.evolve(fact);
        });
      }
      this.#head = page.at(-1)?.revision ?? this.#head;
    }
    this.#decider = decider;
    return decider;
  }
}

/** Rates are read only where a booking needs one. */
function needsRate({ type, data }: Fact): boolean {
  return type === 'RevenueBooked' && data.currency !== 'USD' && data.usdPerUnit === undefined;
}

function hasMiddle(requests: RequestsOfAppend): boolean {
  for (const { isLast } of requests.values()) if (!isLast) return true;
  return false;
}

function haltedBy({ stream, revision }: UndecodableFact): Halted {
  return {
    outcome: 'rejected',
    code: 'facts-unreadable',
    detail: `the event at revision ${revision} of ${stream} cannot be read, and nothing is decided without it; operators have been told`,
  };
}
