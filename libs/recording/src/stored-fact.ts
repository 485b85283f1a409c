import {
  type Fact,
  type FactAttributes,
  isFactType,
  type RecordedFact,
  type Recording,
  RepeatedForm,
} from '@app/domain';
import type { NewEvent, StoredEvent } from '@app/event-store';
import { SCHEMA_VERSIONS, upcast } from './upcasters.js';

export const ORGANIZATION_STREAM_PREFIX = 'organization-';
export const EXCHANGE_RATES_STREAM = 'exchangeRates';

export function streamOfOrganization(organizationId: string): string {
  return `${ORGANIZATION_STREAM_PREFIX}${organizationId}`;
}

/** The organization whose stream this is, or `null` where it is another kind of stream. */
export function organizationOfStream(stream: string): string | null {
  return stream.startsWith(ORGANIZATION_STREAM_PREFIX)
    ? stream.slice(ORGANIZATION_STREAM_PREFIX.length)
    : null;
}

/** The stream that `fact` belongs to. */
export function streamOf(fact: Fact): string {
  return fact.type === 'ExchangeRatePublished'
    ? EXCHANGE_RATES_STREAM
    : streamOfOrganization(fact.data.organizationId);
}

/** A stored event of a known type that does not read as one. It is never skipped: its organization stops here. */
export class UndecodableFact extends Error {
  override readonly name = 'UndecodableFact';

  constructor(
    readonly stream: string,
    readonly revision: number,
    cause: unknown,
  ) {
    super(`the event at revision ${revision} of ${stream} cannot be read: ${String(cause)}`, {
      cause,
    });
  }
}

/** What stands beside a fact's data. NOTE: these names are stored. */
interface StoredMetadata {
  readonly schemaVersion: number;
  readonly source: string;
  readonly id: string;
  readonly time?: string;
  readonly subject?: string;
  readonly traceparent?: string;
  /** RFC 3339 in UTC, with milliseconds. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly rate?: { readonly publishedOn: string };
  readonly opensRequest?: true;
}

/**
 * The event that records `fact`, under a new `eventId`. The id is of this attempt to record and not of the fact: two writers that
 * record different content under one fact id must not be taken for one retried append.
 */
export function encodeFact(
  fact: Fact,
  recording: Omit<Recording, 'revision'>,
  eventId: string,
): NewEvent {
  const { type, data, source, id, time, subject, traceparent } = fact;
  const metadata: { -readonly [Name in keyof StoredMetadata]?: StoredMetadata[Name] } = {
    schemaVersion: SCHEMA_VERSIONS[type],
    source,
    id,
  };
  // Each by its name: every fact is written here, and what is copied into an object takes as long as all else.
  if (time !== undefined) metadata.time = time;
  if (subject !== undefined) metadata.subject = subject;
  if (traceparent !== undefined) metadata.traceparent = traceparent;
  metadata.recordedAt = instantText(recording.recordedAt);
  metadata.recordedBy = recording.recordedBy;
  if (recording.rate !== undefined) metadata.rate = recording.rate;
  if (recording.opensRequest !== undefined) metadata.opensRequest = true;
  return {
    eventId,
    type,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  };
}

let lastInstant = Number.NaN;
let lastText = '';

/** RFC 3339; many facts are recorded in one millisecond. */
function instantText(instant: number): string {
  if (instant !== lastInstant) {
    lastText = new Date(instant).toISOString();
    lastInstant = instant;
  }
  return lastText;
}

/**
 * The fact that `event` records, in the present schema, or `null` for an event of a type that is none of ours. Throws `UndecodableFact`
 * where the type is known and the event does not read as one.
 */
export function decodeFact(event: Omit<StoredEvent, 'position'>): RecordedFact | null {
  const { type } = event;
  if (!isFactType(type)) return null;
  try {
    const metadata = METADATA.parse(event.metadata) as StoredMetadata;
    const instant = Date.parse(metadata.recordedAt);
    if (Number.isNaN(instant)) throw new Error(`recordedAt ${metadata.recordedAt} is no instant`);
    // Bookings come by the million; what others say may be kept for long, and is not to hold on to the text it came from.
    const parsed: unknown =
      type === 'RevenueBooked' ? BOOKINGS.parse(event.data) : JSON.parse(event.data);
    const data = upcast(type, metadata.schemaVersion, parsed as Record<string, unknown>);
    return recordedFact(type, data, metadata, metadata, instant, event.revision);
  } catch (cause) {
    throw new UndecodableFact(event.stream, event.revision, cause);
  }
}

const METADATA = new RepeatedForm();
const BOOKINGS = new RepeatedForm();

/** Each field by its name: every fact comes by here, and to copy whatever else there is takes longer than to parse it. */
export function recordedFact(
  type: RecordedFact['type'],
  data: object,
  { source, id, time, subject, traceparent }: FactAttributes,
  { recordedBy, rate, opensRequest }: Omit<Recording, 'recordedAt' | 'revision'>,
  recordedAt: number,
  revision: number,
): RecordedFact {
  const fact: Record<string, unknown> = {
    type,
    data,
    source,
    id,
    recordedAt,
    recordedBy,
    revision,
  };
  if (time !== undefined) fact['time'] = time;
  if (subject !== undefined) fact['subject'] = subject;
  if (traceparent !== undefined) fact['traceparent'] = traceparent;
  if (rate !== undefined) fact['rate'] = rate;
  if (opensRequest !== undefined) fact['opensRequest'] = opensRequest;
  return fact as unknown as RecordedFact;
}

/** The fact as a CloudEvent again, as recorded: what was taken out stays out, what was found out stays in. */
export function toCloudEvent(fact: RecordedFact): Record<string, unknown> {
  const { id, source, type, time, subject, traceparent, data } = fact;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    ...(time === undefined ? {} : { time }),
    ...(subject === undefined ? {} : { subject }),
    ...(traceparent === undefined ? {} : { traceparent }),
    datacontenttype: 'application/json',
    data,
  };
}

/** The fact as it was sent, less personal data: posted again it is a duplicate where it is known and the same fact where it is not. */
export function asSent(fact: RecordedFact): RecordedFact {
  if (fact.type !== 'RevenueBooked') return fact;
  const { usdAmount: _found, usdPerUnit, ...data } = fact.data;
  const ownRate = usdPerUnit !== undefined && fact.rate === undefined;
  return { ...fact, data: ownRate ? { ...data, usdPerUnit } : data };
}
