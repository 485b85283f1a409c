import type { FactsIndex, RecordedFact } from '@app/domain';
import { EventBytes, type EventStore, type StoredEvent } from '@app/event-store';
import { decodedFacts, quarantinedFacts } from './quarantine.js';
import { StoredBookings } from './stored-bookings.js';
import { decodeFact, organizationOfStream, streamOfOrganization } from './stored-fact.js';

export interface FactsRange {
  /** Revisions above this one; -1 = all. */
  readonly after: number;
  readonly limit: number;
}

/** An organization's facts in the order they were recorded, at most `limit` of those in range. */
export async function readFacts(
  store: EventStore,
  organizationId: string,
  { after, limit }: FactsRange,
): Promise<RecordedFact[]> {
  const facts: RecordedFact[] = [];
  for await (const page of factPages(store, streamOfOrganization(organizationId), after + 1)) {
    for (const fact of page) {
      if (facts.length === limit) return facts;
      facts.push(fact);
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

/**
 * Takes the facts of an organization's stream that are behind those in `index` into it, each by `apply`, but for bookings where the store
 * has them as bytes: those the index is given straight from there. Others may take facts into it meanwhile. Rejects with a `StoreError`,
 * `UndecodableFact`, or whatever `apply` throws.
 */
export async function caughtUpBy(
  store: EventStore,
  organizationId: string,
  index: FactsIndex,
  apply: (fact: RecordedFact) => void,
): Promise<void> {
  const stream = streamOfOrganization(organizationId);
  const from = index.revision + 1;
  const takeIn = (facts: readonly RecordedFact[]): void => {
    for (const fact of facts) if (fact.revision > index.revision) apply(fact);
  };
  // What was worked out of the facts before goes along with facts, and not with bytes.
  const inBytes = index.hasHead ? undefined : store.readBytes?.(stream, from);
  let bookings: StoredBookings | null = null;
  for await (const page of inBytes ?? store.read(stream, from)) {
    if (!(page instanceof EventBytes)) {
      takeIn(await decodedFacts(store, organizationId, page));
      continue;
    }
    bookings ??= new StoredBookings(index);
    const quarantined = await quarantinedFacts(store, organizationId);
    for (let nth = 0; nth < page.count; nth += 1) {
      const revision = page.revision + nth;
      if (revision <= index.revision) continue;
      if (!quarantined.has(revision) && bookings.take(page, nth)) continue;
      const event = page.event(nth);
      const facts = await decodedFacts(store, organizationId, [event]);
      takeIn(facts);
      if (facts.length > 0) bookings.learn(event);
    }
  }
}
