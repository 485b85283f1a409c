import { type FactType, FactsIndex, initialOrganization, type RecordedFact } from '@app/domain';
import type { EventStore, NewEvent, StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { randomHashKey } from './random-hash-key.js';
import { decodeFact, streamOfOrganization, UndecodableFact } from './stored-fact.js';
import { organizationDecider } from './stream-decider.js';

export const QUARANTINE_STREAM_PREFIX = 'quarantine-';
/** NOTE: stored as the event's type. */
const FACT_QUARANTINED = 'FactQuarantined';
/** Ids of decisions are made from their content, so that one that is made twice is stored once. */
const NAMESPACE = '9b0f5f7e-3f0c-5c0e-9a53-0c9f3ab7d7a1';

/** The decision that an organization goes on without a fact that cannot be handled. */
export interface QuarantinedFact {
  /** Of the fact in the organization's stream. */
  readonly revision: number;
  readonly reason: string;
  readonly decidedBy: string;
  /** RFC 3339 in UTC. */
  readonly decidedAt: string;
}

export type QuarantineOutcome =
  | { readonly outcome: 'quarantined'; readonly decision: QuarantinedFact }
  | { readonly outcome: 'already-quarantined'; readonly decision: QuarantinedFact }
  | { readonly outcome: 'refused'; readonly detail: string };

const NONE: ReadonlyMap<number, QuarantinedFact> = new Map();

/** Decisions are few and for good, so each stream's are read once for each store; who finds a fact that cannot be read reads them again. */
const known = new WeakMap<EventStore, Map<string, Promise<ReadonlyMap<number, QuarantinedFact>>>>();

/** What is decided about the organization's facts, by revision. */
export function quarantinedFacts(
  store: EventStore,
  organizationId: string,
  { anew = false } = {},
): Promise<ReadonlyMap<number, QuarantinedFact>> {
  const ofStore = known.get(store) ?? new Map<string, Promise<typeof NONE>>();
  known.set(store, ofStore);
  const kept = anew ? undefined : ofStore.get(organizationId);
  if (kept !== undefined) return kept;
  const reading = decisionsIn(store, organizationId);
  ofStore.set(organizationId, reading);
  // A store that could not be read is asked again.
  reading.catch(() => ofStore.delete(organizationId));
  return reading;
}

async function decisionsIn(
  store: EventStore,
  organizationId: string,
): Promise<ReadonlyMap<number, QuarantinedFact>> {
  const stream = quarantineStreamOf(organizationId);
  if ((await store.head(stream)) === null) return NONE;
  const decisions = new Map<number, QuarantinedFact>();
  for await (const page of store.read(stream)) {
    for (const event of page) {
      if (event.type !== FACT_QUARANTINED) continue;
      const decision = JSON.parse(event.data) as QuarantinedFact;
      decisions.set(decision.revision, decision);
    }
  }
  return decisions;
}

/**
 * Whether what was folded from the stream up to `revision` may hold a fact that is in quarantine by now: the version that folded it may have
 * been able to read it.
 */
export async function mayHoldQuarantined(
  store: EventStore,
  organizationId: string,
  revision: number,
): Promise<boolean> {
  const quarantined = await quarantinedFacts(store, organizationId);
  return [...quarantined.keys()].some((one) => one <= revision);
}

/** The facts of one page of an organization's stream, but for those in quarantine. Throws `UndecodableFact` for the first that cannot be read. */
export async function decodedFacts(
  store: EventStore,
  organizationId: string,
  page: readonly Omit<StoredEvent, 'position'>[],
): Promise<RecordedFact[]> {
  let quarantined = await quarantinedFacts(store, organizationId);
  const facts: RecordedFact[] = [];
  for (const event of page) {
    if (quarantined.has(event.revision)) continue;
    try {
      const fact = decodeFact(event);
      if (fact !== null) facts.push(fact);
    } catch (error) {
      // It may have been decided by another process.
      quarantined = await quarantinedFacts(store, organizationId, { anew: true });
      if (!quarantined.has(event.revision)) throw error;
    }
  }
  return facts;
}

/**
 * Decides that the organization goes on without the fact at `revision`: only the first fact that cannot be handled can be put in
 * quarantine, because one that can is retracted instead, and never the enrolment. `now` is in milliseconds since 1970-01-01T00:00Z. Rejects with a `StoreError`.
 */
export async function quarantine(
  store: EventStore,
  organizationId: string,
  { revision, reason, decidedBy }: Omit<QuarantinedFact, 'decidedAt'>,
  now: number,
): Promise<QuarantineOutcome> {
  const present = await quarantinedFacts(store, organizationId, { anew: true });
  const made = present.get(revision);
  if (made !== undefined) return { outcome: 'already-quarantined', decision: made };
  const unreadable = await firstUnreadable(store, organizationId);
  if (unreadable?.revision !== revision) {
    return { outcome: 'refused', detail: whyNot(revision, unreadable) };
  }
  if (await isEnrolment(store, organizationId, revision)) {
    const detail =
      'the enrolment cannot be put in quarantine, because without it there is no organization; start a version that reads it, or restore a backup';
    return { outcome: 'refused', detail };
  }
  const decision = { revision, reason, decidedBy, decidedAt: new Date(now).toISOString() };
  const stream = quarantineStreamOf(organizationId);
  const expected = present.size === 0 ? 'no-stream' : present.size - 1;
  const stored = await store.append(stream, expected, [eventOf(organizationId, decision)]);
  const decisions = await quarantinedFacts(store, organizationId, { anew: true });
  return stored.outcome === 'stored'
    ? { outcome: 'quarantined', decision: decisions.get(revision) ?? decision }
    : await quarantine(store, organizationId, decision, now);
}

function whyNot(revision: number, unreadable: UndecodableFact | null): string {
  return unreadable === null
    ? `every fact of the organization can be handled; retract the one at revision ${revision} if it is wrong`
    : `the first fact that cannot be handled is at revision ${unreadable.revision}, not ${revision}`;
}

async function isEnrolment(
  store: EventStore,
  organizationId: string,
  revision: number,
): Promise<boolean> {
  const type: FactType = 'OrganizationEnrolled';
  for await (const [event] of store.read(streamOfOrganization(organizationId), revision)) {
    return event?.type === type;
  }
  return false;
}

function eventOf(organizationId: string, decision: QuarantinedFact): NewEvent {
  return {
    eventId: uuidV5(`${organizationId} ${decision.revision}`, NAMESPACE),
    type: FACT_QUARANTINED,
    data: JSON.stringify(decision),
    metadata: '{}',
  };
}

/** The organization's first fact that cannot be read or taken in, of those that are in no quarantine; `null` where all can. */
export async function firstUnreadable(
  store: EventStore,
  organizationId: string,
): Promise<UndecodableFact | null> {
  const stream = streamOfOrganization(organizationId);
  const index = new FactsIndex();
  const decider = organizationDecider(initialOrganization(randomHashKey()));
  try {
    for await (const page of store.read(stream)) {
      for (const fact of await decodedFacts(store, organizationId, page)) {
        takenIn(stream, fact, () => {
          index.apply(fact);
          decider.evolve(fact);
        });
      }
    }
    return null;
  } catch (error) {
    if (error instanceof UndecodableFact) return error;
    throw error;
  }
}

/** Runs `fold`, and throws `UndecodableFact` where the fact cannot be taken in; what it was folded into is then not to be used. */
export function takenIn(
  stream: string,
  { revision }: Pick<RecordedFact, 'revision'>,
  fold: () => void,
): void {
  try {
    fold();
  } catch (cause) {
    throw new UndecodableFact(stream, revision, cause);
  }
}

function quarantineStreamOf(organizationId: string): string {
  return `${QUARANTINE_STREAM_PREFIX}${organizationId}`;
}
