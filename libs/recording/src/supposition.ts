import {
  ExchangeRates,
  type Fact,
  FactsIndex,
  initialOrganization,
  type Recording,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { randomHashKey } from './random-hash-key.js';
import { factPages } from './read-facts.js';
import { EXCHANGE_RATES_STREAM, streamOfOrganization } from './stored-fact.js';
import { organizationDecider } from './stream-decider.js';
import type { FactDecision } from './stream-writer.js';

/** What would be known were some facts recorded. */
export interface Supposition {
  /** Of each fact in order. A rate is accepted, and counts for the bookings behind it. */
  readonly decisions: readonly FactDecision[];
  /** The organization's index with what was accepted. */
  readonly index: FactsIndex;
}

/**
 * Decides `facts`, each in the light of those before it, upon an organization's stream, and records nothing; `null` where the stream holds
 * nothing. `atHead` is called with what is known without them, which is to be read before it returns. Rejects with a `StoreError` or
 * `UndecodableFact`.
 */
export async function suppose(
  store: EventStore,
  organizationId: string,
  facts: readonly Fact[],
  now: number,
  atHead: (index: FactsIndex) => void,
): Promise<Supposition | null> {
  const decider = organizationDecider(initialOrganization(randomHashKey()));
  const index = new FactsIndex();
  for await (const page of factPages(store, streamOfOrganization(organizationId))) {
    for (const fact of page) {
      decider.evolve(fact);
      index.apply(fact);
    }
  }
  if (index.revision === -1) return null;
  const rates = new ExchangeRates();
  for await (const page of factPages(store, EXCHANGE_RATES_STREAM)) {
    for (const fact of page) rates.evolve(fact);
  }
  atHead(index);
  const decisions = facts.map((fact): FactDecision => {
    const isRate = fact.type === 'ExchangeRatePublished';
    const decision = isRate ? rates.decide(fact) : decider.decide(fact, rates.lookup);
    if (decision.outcome !== 'accepted') return decision;
    const recording: Recording = {
      revision: (isRate ? rates.revision : index.revision) + 1,
      recordedAt: Math.max(now, isRate ? rates.recordedAt : decider.recordedAt),
      recordedBy: 'what-if',
      ...(decision.rate === undefined ? {} : { rate: decision.rate }),
    };
    const recorded = { ...decision.fact, ...recording };
    if (isRate) rates.evolve(recorded);
    else {
      decider.evolve(recorded);
      index.apply(recorded);
    }
    return { outcome: 'accepted', revision: recording.revision };
  });
  return { decisions, index };
}
