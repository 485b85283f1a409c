import { RECEIVABLE_TYPES } from '@app/alerting';
import type { Answered } from './serves.js';
import { object, REVISION, TEXT } from './schema-words.js';

export const CHANGE_SCHEMA = {
  description: 'the data of an event of the stream of changes',
  anyOf: [
    object({ organizationId: TEXT, revision: REVISION }),
    object({ organizationId: TEXT, alertId: TEXT, type: { enum: RECEIVABLE_TYPES } }),
  ],
};

export const CHANGES: Readonly<Record<number, Answered>> = {
  200: {
    description: 'events without a name, each with a `Change` as its data',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  },
};
