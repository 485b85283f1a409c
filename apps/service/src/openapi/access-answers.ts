import type { Answered } from './serves.js';
import { COUNT, INSTANT, list, object, TEXT } from './schema-words.js';

const RECORD = object(
  {
    at: INSTANT,
    key: TEXT,
    method: TEXT,
    route: TEXT,
    organizationId: TEXT,
    query: { type: 'object' },
    address: TEXT,
    status: { type: 'integer', minimum: 100, maximum: 599 },
    code: TEXT,
    times: COUNT,
  },
  ['organizationId', 'query', 'code'],
);

export const ACCESS_RECORDS: Readonly<Record<number, Answered>> = {
  200: {
    description: 'the records, and `next` where there are more',
    content: {
      'application/json': { schema: object({ records: list(RECORD), next: TEXT }, ['next']) },
    },
  },
};
