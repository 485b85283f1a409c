import type { Tier } from '@app/domain';
import type { NewEvent, StoredEvent } from '@app/event-store';

export const STANDING_STREAM_PREFIX = 'standing-';

/** The stream of what was announced about an organization, and of what became of it. */
export function standingStreamOf(organizationId: string): string {
  return `${STANDING_STREAM_PREFIX}${organizationId}`;
}

/** NOTE: the keys are stored as types of events, the values are what callers see. */
export const ALERT_TYPES = {
  TierAttained: 'tier.attained',
  TierLapsed: 'tier.lapsed',
  TierAtRisk: 'tier.at-risk',
  StandingRestated: 'tier.restated',
} as const;

export type AnnouncementType = keyof typeof ALERT_TYPES;
export type AlertType = (typeof ALERT_TYPES)[AnnouncementType];

/** One reason of an alert. */
export interface Cause {
  /** Of the fact in the organization's stream; absent where it is no fact, as with a new edition. */
  readonly revision?: number;
  /** The fact's type, `EditionChanged` or `TimeZoneChanged`. */
  readonly type: string;
  /** What it did, in a stable word such as `left-the-window`. */
  readonly effect: string;
  /** With `EditionChanged`: the edition that is in force now; absent where it is one that is gone. */
  readonly edition?: { readonly id: string; readonly contentHash: string };
  /** How many further ones of the type did the same and are not listed. */
  readonly more?: number;
}

/** Days `from` (inclusive) to `to` (exclusive) on which one tier was announced and another is the present knowledge. */
export interface RestatedInterval {
  readonly from: string;
  readonly to: string;
  readonly was: Tier | null;
  readonly is: Tier | null;
}

/** What is said of one option of an organization. */
export interface Announcement {
  readonly organizationId: string;
  readonly competency: string;
  readonly option: string;
  readonly fromTier: Tier | null;
  readonly toTier: Tier | null;
  readonly effectiveOn: string;
  readonly lapsesOn?: string;
  readonly leadDays?: number;
  readonly intervals?: readonly RestatedInterval[];
  readonly because: readonly Cause[];
}

/** What the watch knew when it looked, and by what it judged. */
export interface Look {
  /** The day on which it looked, `YYYY-MM-DD` in `timeZone`. */
  readonly day: string;
  /** The last revision of the organization's stream that it knew. */
  readonly revision: number;
  /** Content hashes. */
  readonly editions: readonly string[];
  readonly timeZone: string;
}

/** NOTE: it is stored as the event's data. */
export interface AnnouncementData extends Announcement {
  readonly look: Look;
}

/** What is said to people: the contract's shape. */
export interface Alert extends Announcement {
  /** A UUIDv5 of the content and its place in the stream: the same announcement has the same id whoever makes it. */
  readonly id: string;
  readonly type: AlertType;
  /** RFC 3339 in UTC. */
  readonly raisedAt: string;
}

/** The event that makes an announcement; `raisedAt` is in milliseconds since 1970-01-01T00:00Z and no part of its identity. */
export function encodeAnnouncement(
  type: AnnouncementType,
  eventId: string,
  data: AnnouncementData,
  raisedAt: number,
): NewEvent {
  return {
    eventId,
    type,
    data: JSON.stringify(data),
    metadata: JSON.stringify({ raisedAt: new Date(raisedAt).toISOString() }),
  };
}

/** The alert that `event` announces, or `null` where the event is none. */
export function alertOf(event: StoredEvent): Alert | null {
  if (!Object.hasOwn(ALERT_TYPES, event.type)) return null;
  const { look: _look, ...said } = JSON.parse(event.data) as AnnouncementData;
  const { raisedAt } = JSON.parse(event.metadata) as { readonly raisedAt: string };
  return {
    id: event.eventId,
    type: ALERT_TYPES[event.type as AnnouncementType],
    ...said,
    raisedAt,
  };
}
