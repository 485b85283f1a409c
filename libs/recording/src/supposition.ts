import { ExchangeRates, type Fact, FactsIndex, type Recording } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { type DecisionSnapshots, OrganizationDeciders } from './organization-deciders.js';
import { factPages } from './read-facts.js';
import { EXCHANGE_RATES_STREAM, streamOfOrganization } from './stored-fact.js';
import type { FactDecision } from './draft.js';

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
  /** What is supposed follows upon what was known by then; absent = upon everything. */
  readonly knownBy?: KnownBy;
}

export interface KnownBy {
  /** The last fact of the organization that was known; it has this one. */
  readonly revision: number;
  /** Rates recorded by then were known: milliseconds since 1970-01-01T00:00Z. */
  readonly instant: number;
}

const ALL_KNOWN: KnownBy = {
  revision: Number.POSITIVE_INFINITY,
  instant: Number.POSITIVE_INFINITY,
};

/**
 * Decides `facts`, each in the light of those before it, upon an organization's stream, and records nothing; `null` where the stream holds
 * nothing. `atHead` is called with what is known without them, which is to be read before it returns. Rejects with a `StoreError` or
 * `UndecodableFact`.
 */
export async function suppose(
  { store, snapshots, indexOf, knownBy = ALL_KNOWN }: SuppositionOptions,
  organizationId: string,
  facts: readonly Fact[],
  now: number,
  atHead: (index: FactsIndex) => void,
): Promise<Supposition | null> {
  // What is kept may hold later facts, and what was taken in is not forgotten again.
  const ifKnown = <K extends { readonly revision: number }>(kept: K | null) =>
    kept !== null && kept.revision <= knownBy.revision ? kept : null;
  const index = ifKnown((await indexOf?.(organizationId)) ?? null) ?? new FactsIndex();
  const deciders = new OrganizationDeciders(organizationId, {
    store,
    ...(snapshots === undefined ? {} : { snapshots }),
  });
  const decider = ifKnown(await deciders.kept()) ?? deciders.fresh();
  const behind = Math.min(index.revision, decider.revision) + 1;
  for await (const page of factPages(store, streamOfOrganization(organizationId), behind)) {
    for (const fact of page) {
      if (fact.revision > knownBy.revision) break;
      if (fact.revision > decider.revision) decider.evolve(fact);
      if (fact.revision > index.revision) index.apply(fact);
    }
    if ((page.at(-1)?.revision ?? -1) >= knownBy.revision) break;
  }
  if (index.revision === -1) return null;
  const rates = await ratesBy(store, knownBy.instant);
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

async function ratesBy(store: EventStore, instant: number): Promise<ExchangeRates> {
  const rates = new ExchangeRates();
  for await (const page of factPages(store, EXCHANGE_RATES_STREAM)) {
    for (const fact of page) if (fact.recordedAt <= instant) rates.evolve(fact);
  }
  return rates;
}
