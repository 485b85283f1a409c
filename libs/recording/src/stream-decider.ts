import {
  decide,
  type Decision,
  evolve,
  ExchangeRates,
  type Fact,
  type OrganizationState,
  type RateLookup,
  type RecordedFact,
} from '@app/domain';

/** A decider with the state of one stream, as the writer of that stream needs it. */
export interface StreamDecider {
  readonly revision: number;
  readonly recordedAt: number;
  decide(fact: Fact, rates: RateLookup): Decision;
  evolve(fact: RecordedFact): void;
}

/** Where the decider of a stream comes from. */
export interface DeciderSource {
  /** One that knows no fact. */
  fresh(): StreamDecider;
  /** One that knows the stream's facts up to its revision, or `null` where none was kept. */
  kept?(): Promise<StreamDecider | null>;
  /**
   * To be called while the last decider that was handed out knows what is on disk and nothing else; it may then be kept. `null` = there
   * is nothing to keep by now. `isTheEnd`: nothing is decided any more before the next start.
   */
  keep?(when?: { readonly isTheEnd?: boolean }): Promise<void> | null;
}

/** Takes `state` over. Its hash key is one that senders do not know. */
export function organizationDecider(state: OrganizationState): StreamDecider {
  return {
    get revision() {
      return state.revision;
    },
    get recordedAt() {
      return state.recordedAt;
    },
    decide(fact, rates) {
      if (fact.type === 'ExchangeRatePublished')
        throw new TypeError('a rate has a stream of its own');
      return decide(fact, state, { rates });
    },
    evolve: (fact) => {
      evolve(state, fact);
    },
  };
}

export function exchangeRatesDecider(): StreamDecider {
  const rates = new ExchangeRates();
  return {
    get revision() {
      return rates.revision;
    },
    get recordedAt() {
      return rates.recordedAt;
    },
    decide(fact) {
      if (fact.type !== 'ExchangeRatePublished')
        throw new TypeError('this stream holds rates alone');
      return rates.decide(fact);
    },
    evolve: (fact) => {
      rates.evolve(fact);
    },
  };
}
