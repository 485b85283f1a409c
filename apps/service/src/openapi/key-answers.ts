import { NewKey } from '@app/database';
import { askedBodySchema } from './body-schema.js';
import type { Answered } from './serves.js';
import { json } from './schema-words.js';

type Answers = Readonly<Record<number, Answered>>;

export const NEW_KEY = {
  required: true,
  content: {
    'application/json': {
      schema: askedBodySchema(NewKey),
      example: { name: 'billing feed', role: 'ingest', organizations: ['contoso'] },
    },
  },
};

export const KEY_MADE: Answers = {
  201: { description: 'the key; `key` is shown this once', content: json('KeyMade') },
};

export const KEYS: Answers = { 200: { description: 'the oldest first', content: json('Keys') } };
