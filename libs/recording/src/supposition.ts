import { ExchangeRates, type Fact, FactsIndex, type Recording } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { type DecisionSnapshots, OrganizationDeciders } from './organization-deciders.js';
import { factPages } from './read-facts.js';
import { EXCHANGE_RATES_STREAM, streamOfOrganization } from './stored-fact.js';
import type { FactDecision } from './stream-writer.js';

/** What would be known were some facts recorded. */
export interface Supposition {
  /** Of each fact in order. A rate is accepted, and counts for the bookings behind it. */
  readonly decisions: readonly FactDecision[];
  /** The organization's index with what was accepted. */
  readonly index: FactsIndex;
}

/** What a supposition begins with, so that the stream need not be read from its beginning. */
export interface SuppositionOptions {
  readonly store: EventStore;
  readonly snapshots?: DecisionSnapshots;
  /** An index of the organization's facts up to any revision, `null` = none; it is given away. Absent = one is folded. */
  readonly indexOf?: (organizationId: string) => Promise<FactsIndex | null>;
}

/**
 * Decides `facts`, each in the light of those before it, upon an organization's stream, and records nothing; `null` where the stream holds
 * nothing. `atHead` is called with what is known without them, which is to be read before it returns. Rejects with a `StoreError` or
 * `UndecodableFact`.
 */
export async function suppose(
  { store, snapshots, indexOf }: SuppositionOptions,
  organizationId: string,
  facts: readonly Fact[],
  now: number,
  atHead: (index: FactsIndex) => void,
): Promise<Supposition | null> {
  const index = (await indexOf?.(organizationId)) ?? new FactsIndex();
  const deciders = new OrganizationDeciders(organizationId, {
    store,
    ...(snapshots === undefined ? {} : { snapshots }),
  });
  const decider = (await deciders.kept()) ?? deciders.fresh();
  const behind = Math.min(index.revision, decider.revision) + 1;
  for await (const page of factPages(store, streamOfOrganization(organizationId), behind)) {
    for (const fact of page) {
      if (fact.revision > decider.revision) decider.evolve(fact);
      if (fact.revision > index.revision) index.apply(fact);
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
