import type { RecordedFact } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { decodedFacts } from './quarantine.js';
import { decodeFact, organizationOfStream, streamOfOrganization } from './stored-fact.js';

export interface FactsRange {
  /** Revisions above this one; -1 = all. */
  readonly after: number;
  /** Revisions up to this one, inclusive. */
  readonly upTo?: number;
  readonly type?: string;
  readonly limit: number;
}

/** An organization's facts in the order they were recorded, at most `limit` of those in range. */
export async function readFacts(
  store: EventStore,
  organizationId: string,
  { after, upTo = Number.POSITIVE_INFINITY, type, limit }: FactsRange,
): Promise<RecordedFact[]> {
  const facts: RecordedFact[] = [];
  for await (const page of factPages(store, streamOfOrganization(organizationId), after + 1)) {
    for (const fact of page) {
      if (fact.revision > upTo || facts.length === limit) return facts;
      if (type === undefined || fact.type === type) facts.push(fact);
    }
  }
  return facts;
}

/**
 * The facts of a stream from revision `from` (inclusive) on, in pages; events of foreign types, and facts in quarantine, are passed
 * over. Rejects with a `StoreError` or `UndecodableFact`.
 */
export async function* factPages(
  store: EventStore,
  stream: string,
  from = 0,
): AsyncGenerator<RecordedFact[]> {
  for await (const page of store.read(stream, from)) {
    yield await factsOfPage(store, stream, page);
  }
}

/** The facts of one page of a stream, as `factPages` gives them. */
export async function factsOfPage(
  store: EventStore,
  stream: string,
  page: readonly StoredEvent[],
): Promise<RecordedFact[]> {
  const organizationId = organizationOfStream(stream);
  if (organizationId !== null) return await decodedFacts(store, organizationId, page);
  return page.map(decodeFact).filter((fact) => fact !== null);
}
