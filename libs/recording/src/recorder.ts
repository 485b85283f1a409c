import {
  ExchangeRates,
  type Fact,
  type PersonalData,
  type RateLookup,
  type RecordedFact,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { LRUCache } from 'lru-cache';
import { EventIds } from './event-ids.js';
import { type DecisionSnapshots, OrganizationDeciders } from './organization-deciders.js';
import { type RecordingRequest, RequestsUnderWay, type RequestUnderWay } from './requests.js';
import {
  EXCHANGE_RATES_STREAM,
  organizationOfStream,
  streamOfOrganization,
  type UndecodableFact,
} from './stored-fact.js';
import { factPages } from './read-facts.js';
import { exchangeRatesDecider } from './stream-decider.js';
import {
  type Answer,
  StreamWriter,
  type Submission,
  type WriterContext,
  type WrittenDecision,
} from './stream-writer.js';
import { Turns } from './turns.js';

/** What became of a fact, in the words of the API. */
export type Outcome =
  | { readonly status: 'accepted'; readonly organizationId?: string; readonly revision: number }
  | { readonly status: 'duplicate'; readonly revision: number; readonly retracted: boolean }
  | {
      readonly status: 'rejected';
      readonly code: string;
      readonly detail: string;
      readonly pointer?: string;
    };

export interface RecorderOptions {
  readonly store: EventStore;
  /** Keeps what was taken out of facts, before they are recorded. Must be idempotent. */
  readonly keepPersonalData: (rows: readonly PersonalData[]) => Promise<void>;
  /** Told the facts of an organization that were just stored, in the order of their revisions. Must not throw. */
  readonly onRecorded?: (organizationId: string, facts: readonly RecordedFact[]) => void;
  /**
   * Awaited before facts are stored behind which further ones of the same request may come to the stream: whoever looks at its head elsewhere has to
   * know. Nothing is recorded where it rejects.
   */
  readonly beforeMiddle?: (stream: string) => Promise<void>;
  /** Told of a fact at which an organization, or the rates, stop: what is sent of them is rejected. */
  readonly onUnreadable?: (error: UndecodableFact) => void;
  /** Where what decisions rest on is kept, and behind how many facts at least; absent = every start folds it from the stream. */
  readonly snapshots?: DecisionSnapshots;
  readonly factsPerSnapshot?: number;
  readonly clock?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
  /** How many facts the states kept in memory may rest on; the least recently used go first. */
  readonly maxCachedFacts?: number;
}

export interface Sender {
  /** The id of the key that sent the facts. */
  readonly recordedBy: string;
  /** What the facts are part of, and whose end is told; absent = they are all that was sent together. */
  readonly request?: RecordingRequest;
}

/** Records facts: decides each in the order it came, and answers when what was accepted is on disk. */
export class Recorder {
  readonly requests = new RequestsUnderWay();
  readonly #context: WriterContext;
  readonly #rates: StreamWriter;
  readonly #writers: LRUCache<string, StreamWriter>;
  readonly #publishedRates = new ExchangeRates();
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#context = {
      store: options.store,
      clock: options.clock ?? Date.now,
      pause: options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
      newEventId: new EventIds().next,
      keepPersonalData: options.keepPersonalData,
      beforeMiddle: options.beforeMiddle ?? (() => Promise.resolve()),
      onUnreadable: (error) => options.onUnreadable?.(error),
      currentRates: () => this.#currentRates(),
      requests: this.requests,
      turns: new Turns(options.store.appendsAtOnce ?? Infinity),
    };
    const rates = { fresh: exchangeRatesDecider };
    this.#rates = new StreamWriter(EXCHANGE_RATES_STREAM, rates, this.#context);
    this.#options = options;
    const { maxCachedFacts = 500_000 } = options;
    this.#writers = new LRUCache({
      maxSize: maxCachedFacts,
      // One that is larger than the cache still has it for itself: read anew for each fact it would cost more.
      sizeCalculation: (writer) => Math.min(maxCachedFacts, aboutAsLarge(writer.size) + 1),
    });
  }

  /**
   * What became of each fact, in order. The facts may be of any organizations; within one, and behind a rate, each is decided
   * in the light of those before it. Rejects with a `StoreError` when it is not certain that every accepted fact is on disk; the
   * same facts sent again then answer `duplicate` where they were.
   */
  record(facts: readonly Fact[], sender: Sender): Promise<Outcome[]> {
    const [first] = facts;
    return first !== undefined && facts.length === 1 && sender.request === undefined
      ? this.#recordAlone(first, sender.recordedBy)
      : this.#recordAll(facts, sender);
  }

  async #recordAll(facts: readonly Fact[], sender: Sender): Promise<Outcome[]> {
    const outcomes = new Array<Outcome>(facts.length);
    const { request, isWhole } = this.#requestOf(sender);
    try {
      const runs = runsBetweenRates(facts);
      for (const [number, run] of runs.entries()) {
        // Every other run is of rates.
        const isLast = isWhole && number >= runs.length - 2;
        await Promise.all(
          run.map(async ({ organizationId, facts: ofStream, places }) => {
            const writer = this.#writerOf(organizationId);
            const { recordedBy } = sender;
            const submission = { facts: ofStream, recordedBy, atomic: false, request, isLast };
            // One fact alone is recorded or not: nobody sees the middle of it.
            if (!isLast || ofStream.length > 1) request.enter(writer.stream);
            const { decisions } = await this.#submitted(writer, submission);
            if (isLast) request.leave(writer.stream);
            for (const [index, place] of places.entries()) {
              outcomes[place] = outcomeOf(
                ofStream[index] as Fact,
                decisions[index] as WrittenDecision,
              );
            }
          }),
        );
      }
      return outcomes;
    } finally {
      if (isWhole) request.end();
    }
  }

  /** A request of one fact is recorded or not: nobody sees the middle of it. */
  async #recordAlone(fact: Fact, recordedBy: string): Promise<Outcome[]> {
    const writer = this.#writerOf(organizationOf(fact));
    const request = this.requests.begin();
    const submission = { facts: [fact], recordedBy, atomic: false, request, isLast: true };
    const { decisions } = await this.#submitted(writer, submission);
    return [outcomeOf(fact, decisions[0] as WrittenDecision)];
  }

  /** A request whose facts come in several calls of `record`. Whoever begins it ends it. */
  begin(): RecordingRequest {
    return this.requests.begin();
  }

  /** Decides on an organization's facts from its stream as it reads now: to be called where a fact of it was put in quarantine. */
  forget(organizationId: string): void {
    this.#writers.get(organizationId)?.forget();
  }

  /**
   * Has what decisions rest on kept for the next start, where much of it is not: to be called when nothing is recorded any more, and before the
   * database is closed. Rejects with what is a bug.
   */
  async keepDecisions(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.keep();
  }

  #requestOf({ request }: Sender): { request: RequestUnderWay; isWhole: boolean } {
    return request === undefined
      ? { request: this.requests.begin(), isWhole: true }
      : { request: request as RequestUnderWay, isWhole: false };
  }

  async #submitted(writer: StreamWriter, submission: Submission): Promise<Answer> {
    const before = aboutAsLarge(writer.size);
    const answer = await writer.submit(submission);
    if (aboutAsLarge(writer.size) !== before) this.#keep(writer);
    return answer;
  }

  /**
   * As `record`, for facts of one organization that are recorded together or not at all: `recorded` is `false` where one was
   * rejected, or, with `tooLarge`, where they do not fit into one append.
   */
  async recordAtomically(
    facts: readonly Fact[],
    sender: Sender,
  ): Promise<{ recorded: boolean; tooLarge: boolean; outcomes: Outcome[] }> {
    const [organizationId, ...others] = new Set(facts.map(organizationOf));
    if (organizationId === undefined || others.length > 0) {
      throw new TypeError('facts are recorded together within one organization');
    }
    const writer = this.#writerOf(organizationId);
    const { request, isWhole } = this.#requestOf(sender);
    if (!isWhole) request.enter(writer.stream);
    const { decisions, recorded, tooLarge } = await this.#submitted(writer, {
      facts,
      recordedBy: sender.recordedBy,
      atomic: true,
      request,
      isLast: isWhole,
    });
    return {
      recorded,
      tooLarge: tooLarge ?? false,
      outcomes: facts.map((fact, index) => outcomeOf(fact, decisions[index] as WrittenDecision)),
    };
  }

  /** `null` = of the rates. */
  #writerOf(organizationId: string | null): StreamWriter {
    if (organizationId === null) return this.#rates;
    return this.#writers.get(organizationId) ?? this.#newWriter(organizationId);
  }

  #newWriter(sentId: string): StreamWriter {
    const stream = streamOfOrganization(sentId);
    // What was sent may be a piece of a request's body, which is not to be kept with it.
    const organizationId = organizationOfStream(stream) ?? sentId;
    const { onRecorded } = this.#options;
    const deciders = new OrganizationDeciders(organizationId, this.#options);
    const writer = new StreamWriter(stream, deciders, this.#context, (facts) => {
      onRecorded?.(organizationId, facts);
    });
    this.#writers.set(organizationId, writer);
    return writer;
  }

  /**
   * Its size has changed, which the cache only sees of what is new to it. A writer that is dropped while at work finishes; the expected
   * revision keeps a second one harmless.
   */
  #keep(writer: StreamWriter): void {
    const organizationId = organizationOfStream(writer.stream);
    if (organizationId === null) return;
    this.#writers.delete(organizationId);
    this.#writers.set(organizationId, writer);
  }

  /** Read from the store and not taken from the writer, whose state runs ahead of the disk. */
  async #currentRates(): Promise<RateLookup> {
    const from = this.#publishedRates.revision + 1;
    for await (const page of factPages(this.#context.store, EXCHANGE_RATES_STREAM, from)) {
      for (const fact of page) {
        if (fact.revision > this.#publishedRates.revision) this.#publishedRates.evolve(fact);
      }
    }
    return this.#publishedRates.lookup;
  }
}

/** Grows with `facts`, by an eighth at a time: the cache is not told of each. */
function aboutAsLarge(facts: number): number {
  const step = 2 ** Math.max(0, 28 - Math.clz32(facts));
  return Math.ceil(facts / step) * step;
}

/** The organization that the fact is of; `null` = it is a rate. */
function organizationOf(fact: Fact): string | null {
  return fact.type === 'ExchangeRatePublished' ? null : fact.data.organizationId;
}

/** Facts of one stream, in their order, and where each stands among those that were sent. */
interface FactsOfStream {
  readonly organizationId: string | null;
  readonly facts: Fact[];
  readonly places: number[];
}

/** By stream, in runs of which each may be recorded side by side: a booking behind a rate is converted at it. */
function runsBetweenRates(facts: readonly Fact[]): FactsOfStream[][] {
  const runs: Map<string | null, FactsOfStream>[] = [];
  let isRates: boolean | null = null;
  for (const [place, fact] of facts.entries()) {
    const organizationId = organizationOf(fact);
    if ((organizationId === null) !== isRates) runs.push(new Map());
    isRates = organizationId === null;
    const run = runs.at(-1);
    const ofStream = run?.get(organizationId);
    if (ofStream === undefined) {
      run?.set(organizationId, { organizationId, facts: [fact], places: [place] });
    } else {
      ofStream.facts.push(fact);
      ofStream.places.push(place);
    }
  }
  return runs.map((run) => [...run.values()]);
}

function outcomeOf(fact: Fact, decision: WrittenDecision): Outcome {
  switch (decision.outcome) {
    case 'accepted':
      return fact.type === 'ExchangeRatePublished'
        ? { status: 'accepted', revision: decision.revision }
        : {
            status: 'accepted',
            organizationId: fact.data.organizationId,
            revision: decision.revision,
          };
    case 'duplicate':
      return { status: 'duplicate', revision: decision.revision, retracted: decision.retracted };
    case 'rejected':
      return {
        status: 'rejected',
        code: decision.code,
        detail: decision.detail,
        ...(decision.pointer === undefined ? {} : { pointer: decision.pointer }),
      };
  }
}
