import {
  DISABLED_REASONS,
  RECEIVABLE_TYPES,
  RECEIVER_DISABLED,
  RECEIVER_FORMATS,
  STANDING_ALERT_TYPES,
} from '@app/alerting';
import { LANGUAGES } from '@app/domain';
import {
  COUNT,
  DAY,
  FLAG,
  INSTANT,
  list,
  object,
  orNull,
  ref,
  REVISION,
  TEXT,
  TIER_OR_NONE,
} from './schema-words.js';

/** Alerts, who receives them, and calendars of lapses. */
export function alertSchemas(): Record<string, object> {
  return { ...alerts(), ...receivers(), ...calendars() };
}

function alerts(): Record<string, object> {
  const acknowledged = {
    ...object({ at: INSTANT, by: { ...TEXT, description: 'the id of a key' } }),
    description: 'absent = nobody has',
  };
  return {
    Alerts: object(
      {
        alerts: list(ref('Alert')),
        next: { ...TEXT, description: 'of `order=newest`: the `after` of the next page' },
        total: {
          ...COUNT,
          description: 'of `order=newest`, on its first page: on all pages together',
        },
      },
      ['next', 'total'],
    ),
    Alert: { oneOf: [ref('StandingAlert'), ref('OperationsAlert')] },
    StandingAlert: object(
      {
        id: TEXT,
        type: { enum: STANDING_ALERT_TYPES },
        organizationId: TEXT,
        competency: TEXT,
        option: TEXT,
        fromTier: TIER_OR_NONE,
        toTier: TIER_OR_NONE,
        effectiveOn: DAY,
        lapsesOn: DAY,
        leadDays: COUNT,
        intervals: list(
          object({ from: DAY, to: orNull(DAY), was: TIER_OR_NONE, is: TIER_OR_NONE }),
        ),
        raisedAt: INSTANT,
        because: list(ref('AlertCause')),
        acknowledged,
      },
      ['lapsesOn', 'leadDays', 'intervals', 'acknowledged'],
    ),
    AlertCause: object(
      {
        revision: { ...REVISION, description: 'of the fact; absent = it is no fact' },
        type: TEXT,
        effect: TEXT,
        edition: {
          ...object({ id: TEXT, contentHash: TEXT }),
          description: 'with `EditionChanged`: the edition that is in force now',
        },
        more: { ...COUNT, description: 'so many more of the kind, which are not listed' },
      },
      ['revision', 'edition', 'more'],
    ),
    OperationsAlert: object(
      {
        id: TEXT,
        type: { const: RECEIVER_DISABLED },
        receiverId: TEXT,
        reason: { enum: DISABLED_REASONS },
        raisedAt: INSTANT,
        acknowledged,
      },
      ['acknowledged'],
    ),
  };
}

function calendars(): Record<string, object> {
  const calendar = {
    id: TEXT,
    organizations: list(TEXT),
    options: list(TEXT),
    language: { enum: LANGUAGES },
    createdAt: INSTANT,
    createdBy: TEXT,
  };
  const optional = ['organizations', 'options'];
  return {
    CalendarMade: object({ ...calendar, path: TEXT }, optional),
    Calendars: object({ calendars: list(object(calendar, optional)) }),
  };
}

function receivers(): Record<string, object> {
  const wanted = {
    organizations: list(TEXT),
    options: list(TEXT),
    leadDays: list(COUNT),
    failingSince: { ...INSTANT, description: 'absent = the last attempt was delivered' },
    disabled: object({ at: INSTANT, reason: { enum: DISABLED_REASONS } }),
  };
  const receiver = {
    id: TEXT,
    url: TEXT,
    format: { enum: RECEIVER_FORMATS },
    types: list({ enum: RECEIVABLE_TYPES }),
    language: { enum: LANGUAGES },
    enabled: FLAG,
    createdAt: INSTANT,
    createdBy: TEXT,
    ...wanted,
  };
  const attempt = {
    status: { ...COUNT, description: 'absent = there was no answer' },
    error: TEXT,
    response: { ...TEXT, description: 'the beginning of the answer' },
    nextTryAt: INSTANT,
  };
  return {
    Receiver: object(receiver, Object.keys(wanted)),
    Receivers: object({ webhooks: list(ref('Receiver')) }),
    ReceiverMade: object(
      {
        ...receiver,
        secret: { ...TEXT, description: 'of `standard-webhooks`' },
        warnings: list(object({ code: TEXT, detail: TEXT })),
      },
      [...Object.keys(wanted), 'secret', 'warnings'],
    ),
    ReceiverSecret: object({ id: TEXT, secret: TEXT }),
    Attempt: object(
      {
        alertId: { ...TEXT, description: 'of the alert, or of a test message' },
        attemptedAt: INSTANT,
        durationMs: COUNT,
        delivered: FLAG,
        ...attempt,
      },
      Object.keys(attempt),
    ),
    Attempts: object({ attempts: list(ref('Attempt')) }),
  };
}
