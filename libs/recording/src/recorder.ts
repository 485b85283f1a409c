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
import {
  type DecidersOptions,
  type DecisionSnapshots,
  OrganizationDeciders,
} from './organization-deciders.js';
import { type RecordingRequest, RequestsUnderWay, type RequestUnderWay } from './requests.js';
import {
  EXCHANGE_RATES_STREAM,
  organizationOfStream,
  streamOf,
  streamOfOrganization,
  type UndecodableFact,
} from './stored-fact.js';
import { factPages } from './read-facts.js';
import { exchangeRatesDecider } from './stream-decider.js';
import {
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
  readonly #deciders: DecidersOptions;

  constructor(options: RecorderOptions) {
    this.#context = {
      store: options.store,
      clock: options.clock ?? Date.now,
      pause: options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
      newEventId: new EventIds().next,
      keepPersonalData: options.keepPersonalData,
      onRecorded: (stream, facts) => {
        const organizationId = organizationOfStream(stream);
        if (organizationId !== null) options.onRecorded?.(organizationId, facts);
      },
      beforeMiddle: options.beforeMiddle ?? (() => Promise.resolve()),
      onUnreadable: (error) => options.onUnreadable?.(error),
      currentRates: () => this.#currentRates(),
      requests: this.requests,
      turns: new Turns(options.store.appendsAtOnce ?? Infinity),
    };
    const rates = { fresh: exchangeRatesDecider };
    this.#rates = new StreamWriter(EXCHANGE_RATES_STREAM, rates, this.#context);
    this.#deciders = options;
    const { maxCachedFacts = 500_000 } = options;
    this.#writers = new LRUCache({
      maxSize: maxCachedFacts,
      // One that is larger than the cache still has it for itself: read anew for each fact it would cost more.
      sizeCalculation: (writer) => Math.min(maxCachedFacts, writer.size + 1),
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
          run.map(async ({ stream, facts: ofStream, places }) => {
            const submission = { facts: ofStream, recordedBy: sender.recordedBy, request, isLast };
            // One fact alone is recorded or not: nobody sees the middle of it.
            if (!isLast || ofStream.length > 1) request.enter(stream);
            const decisions = await this.#submitted(stream, submission);
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
    const writer = this.#writerOf(streamOf(fact));
    const request = this.requests.begin();
    const submission = { facts: [fact], recordedBy, atomic: false, request, isLast: true };
    const { decisions } = await writer.submit(submission);
    this.#keep(writer);
    return [outcomeOf(fact, decisions[0] as WrittenDecision)];
  }

  /** A request whose facts come in several calls of `record`. Whoever begins it ends it. */
  begin(): RecordingRequest {
    return this.requests.begin();
  }

  /** Decides on an organization's facts from its stream as it reads now: to be called where a fact of it was put in quarantine. */
  forget(organizationId: string): void {
    this.#writers.get(streamOfOrganization(organizationId))?.forget();
  }

  #requestOf({ request }: Sender): { request: RequestUnderWay; isWhole: boolean } {
    return request === undefined
      ? { request: this.requests.begin(), isWhole: true }
      : { request: request as RequestUnderWay, isWhole: false };
  }

  async #submitted(
    stream: string,
    submission: Omit<Submission, 'atomic'>,
  ): Promise<readonly WrittenDecision[]> {
    const writer = this.#writerOf(stream);
    const { decisions } = await writer.submit({ ...submission, atomic: false });
    this.#keep(writer);
    if (submission.isLast) submission.request.leave(stream);
    return decisions;
  }

  /**
   * As `record`, for facts of one organization that are recorded together or not at all: `recorded` is `false` where one was
   * rejected, or, with `tooLarge`, where they do not fit into one append.
   */
  async recordAtomically(
    facts: readonly Fact[],
    sender: Sender,
  ): Promise<{ recorded: boolean; tooLarge: boolean; outcomes: Outcome[] }> {
    const [stream, ...others] = new Set(facts.map(streamOf));
    if (stream === undefined || others.length > 0) {
      throw new TypeError('facts are recorded together within one organization');
    }
    const writer = this.#writerOf(stream);
    const { request, isWhole } = this.#requestOf(sender);
    if (!isWhole) request.enter(stream);
    const { decisions, recorded, tooLarge } = await writer.submit({
      facts,
      recordedBy: sender.recordedBy,
      atomic: true,
      request,
      isLast: isWhole,
    });
    this.#keep(writer);
    return {
      recorded,
      tooLarge: tooLarge ?? false,
      outcomes: facts.map((fact, index) => outcomeOf(fact, decisions[index] as WrittenDecision)),
    };
  }

  #writerOf(stream: string): StreamWriter {
    if (stream === EXCHANGE_RATES_STREAM) return this.#rates;
    const kept = this.#writers.get(stream);
    if (kept !== undefined) return kept;
    const organizationId = organizationOfStream(stream) ?? '';
    const deciders = new OrganizationDeciders(organizationId, this.#deciders);
    const writer = new StreamWriter(stream, deciders, this.#context);
    this.#writers.set(stream, writer);
    return writer;
  }

  /**
   * Its size has changed, which the cache only sees of what is new to it. A writer that is dropped while at work finishes; the expected
   * revision keeps a second one harmless.
   */
  #keep(writer: StreamWriter): void {
    if (writer === this.#rates) return;
    this.#writers.delete(writer.stream);
    this.#writers.set(writer.stream, writer);
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

/** Facts of one stream, in their order, and where each stands among those that were sent. */
interface FactsOfStream {
  readonly stream: string;
  readonly facts: Fact[];
  readonly places: number[];
}

/** By stream, in runs of which each may be recorded side by side: a booking behind a rate is converted at it. */
function runsBetweenRates(facts: readonly Fact[]): FactsOfStream[][] {
  const runs: Map<string | null, FactsOfStream>[] = [];
  let isRates: boolean | null = null;
  for (const [place, fact] of facts.entries()) {
    const organizationId = fact.type === 'ExchangeRatePublished' ? null : fact.data.organizationId;
    if ((organizationId === null) !== isRates) runs.push(new Map());
    isRates = organizationId === null;
    const run = runs.at(-1);
    const ofStream = run?.get(organizationId);
    if (ofStream === undefined) {
      run?.set(organizationId, { stream: streamOf(fact), facts: [fact], places: [place] });
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
      return {
        status: 'accepted',
        ...(fact.type === 'ExchangeRatePublished'
          ? {}
          : { organizationId: fact.data.organizationId }),
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
