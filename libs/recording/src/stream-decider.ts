import {
  decide,
  type Decision,
  evolve,
  ExchangeRates,
  type Fact,
  type HashKey,
  initialOrganization,
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

/** `key` is one that senders do not know. */
export function organizationDecider(key: HashKey): StreamDecider {
  const state = initialOrganization(key);
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
