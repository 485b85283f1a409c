import type { ObjectSchema } from '@app/ingestion';
import type { Answered } from './serves.js';
import { json } from './schema-words.js';

type Answers = Readonly<Record<number, Answered>>;

/** A body that is declared, with examples by name. */
export function newBody(schema: ObjectSchema, examples: Readonly<Record<string, object>>): object {
  const named = Object.entries(examples).map(([name, value]) => [name, { value }]);
  return {
    required: true,
    content: { 'application/json': { schema, examples: Object.fromEntries(named) } },
  };
}

export const NEW_RECEIVER_EXAMPLES = {
  webhook: { url: 'https://example.com/assay', types: ['tier.lapsed', 'tier.at-risk'] },
  slack: { url: 'https://hooks.slack.com/services/T0/B0/x', format: 'slack', language: 'fr' },
  mail: { url: 'mailto:alliances@example.com', organizations: ['contoso'], leadDays: [90, 30] },
};

export const ALERTS: Answers = {
  200: { description: 'a page of alerts', content: json('Alerts') },
};
export const ALERT: Answers = { 200: { description: 'the alert', content: json('Alert') } };
export const ALERT_STREAM: Answers = {
  200: {
    description: 'an event for each alert, with its id and its type',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
};

export const NEW_CALENDAR_EXAMPLES = {
  all: {},
  one: { organizations: ['contoso'], language: 'fr' },
};

export const CALENDAR_MADE: Answers = {
  201: { description: 'the calendar; `path` is shown this once', content: json('CalendarMade') },
};
export const CALENDARS: Answers = {
  200: { description: 'the oldest first', content: json('Calendars') },
};
export const FEED: Answers = {
  200: {
    description: 'an all-day event for each coming lapse',
    content: { 'text/calendar': { schema: { type: 'string' } } },
  },
};

export const RECEIVER_MADE: Answers = {
  201: { description: 'the receiver; `secret` is shown this once', content: json('ReceiverMade') },
};
export const RECEIVER: Answers = {
  200: { description: 'the receiver', content: json('Receiver') },
};
export const RECEIVERS: Answers = {
  200: { description: 'the oldest first', content: json('Receivers') },
};
export const SECRET: Answers = {
  200: { description: 'the secret, shown this once', content: json('ReceiverSecret') },
};
export const ATTEMPT: Answers = {
  200: { description: 'what came of it', content: json('Attempt') },
};
export const ATTEMPTS: Answers = {
  200: { description: 'the newest first', content: json('Attempts') },
};
