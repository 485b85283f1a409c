import {
  assert,
  type Fact,
  type PersonalData,
  type RateLookup,
  type RecordedFact,
  type Recording,
} from '@app/domain';
import { type AppendResult, type EventStore, StoreUnavailable } from '@app/event-store';
import {
  heldOf,
  hold,
  opensRequest,
  type RequestsUnderWay,
  type RequestUnderWay,
} from './requests.js';
import { Draft, type FactDecision, MAX_FACTS_PER_APPEND } from './draft.js';
import type { DeciderSource, StreamDecider } from './stream-decider.js';
import { takenIn } from './quarantine.js';
import { factsOfPage } from './read-facts.js';
import { settledAppend } from './settled-append.js';
import { encodeFact, recordedFact, UndecodableFact } from './stored-fact.js';
import type { Turns } from './turns.js';

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

/** What became of a fact that was to be recorded. */
export type WrittenDecision = FactDecision | Halted;

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
  /** Of the first of its facts, those that are settled: what was accepted of them is on disk. */
  readonly decisions: FactDecision[];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

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
    /** Told the facts that were just stored. */
    private readonly onRecorded: (facts: readonly RecordedFact[]) => void = () => undefined,
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

  /** Has what it decides by kept for the next start. Does nothing while it is at work; rejects with what is a bug. */
  async keep(): Promise<void> {
    if (this.#running || this.#decider === null) return;
    await this.deciders.keep?.({ isTheEnd: true });
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
        // What an atomic submission ran ahead with is thrown away.
        const keeping = this.#decider === null ? undefined : this.deciders.keep?.();
        await keeping?.catch((error: unknown) => {
          this.#untold = { error };
        });
      } catch (error) {
        this.#fail(batch, error);
      } finally {
        this.context.turns.end();
      }
    }
    this.#running = false;
  }

  #fail(batch: readonly Pending[], error: unknown): void {
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

  /** Decides and appends what the batch holds, in as many appends as it takes, anew on a fresh state where other writers are first. */
  async #record(batch: readonly Pending[]): Promise<void> {
    let conflicts = 0;
    while (isUndecided(batch)) {
      const rates = batch.some(needsRates) ? await this.context.currentRates() : NO_RATES;
      const draft = this.#drafted(batch, this.#decider ?? (await this.#loaded()), rates);
      if (this.#isRefused(batch, draft)) return;
      if (await this.#append(draft)) {
        conflicts = 0;
        settle(batch, draft.decisions);
      } else {
        conflicts += 1;
        if (conflicts === MAX_CONFLICTS) throw this.#alwaysOvertaken();
        this.#decider = null;
      }
    }
    for (const { resolve, decisions } of batch) resolve({ decisions, recorded: true });
  }

  /** Decides the facts of the batch that are not settled, as many as one append takes. */
  #drafted(batch: readonly Pending[], decider: StreamDecider, rates: RateLookup): Draft {
    const draft = new Draft();
    for (const { submission, decisions } of batch) {
      const { facts, atomic, request } = submission;
      for (let place = decisions.length; place < facts.length; place += 1) {
        if (!atomic && draft.isFull) {
          // The facts of one submission may be more than one append takes.
          const cut = heldOf(draft.requests, request);
          if (cut !== undefined) cut.isLast = false;
          return draft;
        }
        const fact = facts[place] as Fact;
        draft.decisions.push(this.#decideInto(draft, decider, fact, rates, submission));
      }
    }
    return draft;
  }

  /** Whether the batch is a submission of which all is recorded or nothing, and not all can be: it is answered then. */
  #isRefused([first]: readonly Pending[], draft: Draft): boolean {
    if (first?.submission.atomic !== true) return false;
    const { decisions } = draft;
    const tooLarge = draft.isTooLarge;
    if (!tooLarge && !decisions.some(({ outcome }) => outcome === 'rejected')) return false;
    if (draft.events.length > 0) this.#decider = null; // it ran ahead
    first.resolve({ decisions, recorded: false, tooLarge });
    return true;
  }

  #alwaysOvertaken(): StoreUnavailable {
    return new StoreUnavailable(
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
    const revision = this.#head + 1 + draft.events.length;
    const recordedAt = Math.max(this.context.clock(), decider.recordedAt);
    const recording: Mutable<Omit<Recording, 'recordedAt' | 'revision'>> = { recordedBy };
    if (decision.rate !== undefined) recording.rate = decision.rate;
    if (opensRequest(this.stream, request, this.context.requests, draft.requests)) {
      recording.opensRequest = true;
    }
    const { type, data } = decision.fact;
    const recorded = recordedFact(type, data, decision.fact, recording, recordedAt, revision);
    hold(draft.requests, request, isLast);
    draft.events.push(encodeFact(recorded, recorded, this.context.newEventId()));
    decider.evolve(recorded);
    draft.facts.push(recorded);
    if (decision.personalData !== undefined) draft.personalData.push(decision.personalData);
    return { outcome: 'accepted', revision };
  }

  /** `false` = another writer was first. */
  async #append({ events, facts, personalData, requests }: Draft): Promise<boolean> {
    if (events.length === 0) return true;
    if (personalData.length > 0) await this.context.keepPersonalData(personalData);
    if (requests.some(({ isLast }) => !isLast)) await this.context.beforeMiddle(this.stream);
    const expected = this.#head === -1 ? 'no-stream' : this.#head;
    const { store, pause } = this.context;
    const append = (): Promise<AppendResult> => store.append(this.stream, expected, events);
    let result: AppendResult;
    try {
      result = await append();
    } catch (error) {
      result = await settledAppend(error, append, pause);
    }
    if (result.outcome === 'conflict') return false;
    const { revision } = result;
    assert(
      revision === this.#head + events.length,
      () => `an append of ${events.length} events behind ${this.#head} ended at ${revision}`,
    );
    this.#head = revision;
    for (const { request, isLast } of requests) if (!isLast) request.recordedIn(this.stream);
    this.onRecorded(facts);
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

/** Whether facts of the batch are not settled. */
function isUndecided(batch: readonly Pending[]): boolean {
  return batch.some(({ submission, decisions }) => decisions.length < submission.facts.length);
}

/** `decided`, of the next facts of the batch, counts from now on. */
function settle(batch: readonly Pending[], decided: readonly FactDecision[]): void {
  let next = 0;
  for (const { submission, decisions } of batch) {
    for (; decisions.length < submission.facts.length && next < decided.length; next += 1) {
      decisions.push(decided[next] as FactDecision);
    }
  }
}

/** Rates are read only where a booking needs one. */
function needsRates({ submission, decisions }: Pending): boolean {
  return submission.facts.some(
    ({ type, data }, place) =>
      place >= decisions.length &&
      type === 'RevenueBooked' &&
      data.currency !== 'USD' &&
      data.usdPerUnit === undefined,
  );
}

function haltedBy({ stream, revision }: UndecodableFact): Halted {
  return {
    outcome: 'rejected',
    code: 'facts-unreadable',
    detail: `the event at revision ${revision} of ${stream} cannot be read, and nothing is decided without it; operators have been told`,
  };
}
