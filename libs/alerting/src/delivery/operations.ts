import type { NewEvent, StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';

/** What operators are told of the service's own work. */
export const OPERATIONS_STREAM = 'operations';
export const RECEIVER_DISABLED = 'receiver.disabled';

/** Never changed: ids that were given are made from it. */
const NAMESPACE = '8d0c3f2e-6a55-5d0e-9c0f-0f4b8f3a4c71';

export const DISABLED_REASONS = ['gone', 'failing'] as const;
/** `gone` = it answered 410; `failing` = nothing was delivered for as long as one alert was tried. */
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** What is stored of a receiver that was switched off. NOTE: it is stored. Its address is not: it may hold a secret or a person. */
interface DisabledData {
  readonly receiverId: string;
  readonly reason: DisabledReason;
  /** RFC 3339 in UTC. */
  readonly disabledAt: string;
}

/** What is said to operators. */
export interface OperationsAlert {
  readonly id: string;
  readonly type: typeof RECEIVER_DISABLED;
  readonly receiverId: string;
  readonly reason: DisabledReason;
  readonly raisedAt: string;
}

/** The event that says that a receiver was switched off: one id however often it is made. */
export function encodeReceiverDisabled(data: DisabledData): NewEvent {
  return {
    eventId: uuidV5(`disabled ${data.receiverId} ${data.disabledAt}`, NAMESPACE),
    type: 'ReceiverDisabled',
    data: JSON.stringify(data),
    metadata: JSON.stringify({ raisedAt: data.disabledAt }),
  };
}

/** The alert that `event` is, or `null` where it is none. */
export function operationsAlertOf(event: StoredEvent): OperationsAlert | null {
  if (event.stream !== OPERATIONS_STREAM || event.type !== 'ReceiverDisabled') return null;
  const { receiverId, reason, disabledAt } = JSON.parse(event.data) as DisabledData;
  return { id: event.eventId, type: RECEIVER_DISABLED, receiverId, reason, raisedAt: disabledAt };
}

/** Who has seen an alert, and when. */
export interface Acknowledgement {
  readonly alertId: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** The id of a key. */
  readonly by: string;
}

/** The event that says so, in the stream of the alert itself: one id for an alert, so that the first one counts. NOTE: it is stored. */
export function encodeAcknowledgement({ alertId, at, by }: Acknowledgement): NewEvent {
  return {
    eventId: uuidV5(`acknowledged ${alertId}`, NAMESPACE),
    type: 'AlertAcknowledged',
    data: JSON.stringify({ alertId, acknowledgedBy: by }),
    metadata: JSON.stringify({ acknowledgedAt: at }),
  };
}

/** What `event` acknowledges, or `null`. */
export function acknowledgementOf(event: StoredEvent): Acknowledgement | null {
  if (event.type !== 'AlertAcknowledged') return null;
  const { alertId, acknowledgedBy } = JSON.parse(event.data) as Record<string, string>;
  const { acknowledgedAt } = JSON.parse(event.metadata) as Record<string, string>;
  if (alertId === undefined || acknowledgedBy === undefined || acknowledgedAt === undefined) {
    throw new TypeError('an acknowledgement without alert, key or time');
  }
  return { alertId, at: acknowledgedAt, by: acknowledgedBy };
}
