import type { Answered } from './serves.js';
import { json } from './schema-words.js';

type Answers = Readonly<Record<number, Answered>>;

export const ALIVE: Answers = { 200: { description: 'it runs', content: json('Status') } };
export const READY: Answers = {
  200: { description: 'requests are taken', content: json('Status') },
};
export const METRICS: Answers = {
  200: { description: 'metrics', content: { 'text/plain': { schema: { type: 'string' } } } },
};
