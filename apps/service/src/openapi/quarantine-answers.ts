import { QuarantineBody } from '../quarantine/quarantine-body.js';
import { askedBodySchema } from './body-schema.js';
import { list, object, ref, REVISION, TEXT } from './schema-words.js';
import type { Answered } from './serves.js';

type Answers = Readonly<Record<number, Answered>>;

const DECISION = ref('QuarantinedFact');

function answer(description: string, schema: object): Answered {
  return { description, content: { 'application/json': { schema } } };
}

export const NEW_QUARANTINE = {
  required: true,
  content: {
    'application/json': {
      schema: askedBodySchema(QuarantineBody),
      example: { revision: 41, reason: 'written by a newer version that was rolled back' },
    },
  },
};

export const QUARANTINED: Answers = {
  200: answer('the decision that was made before', DECISION),
  201: answer('the decision', DECISION),
};

export const QUARANTINE: Answers = {
  200: answer(
    'the decisions, and `unreadable` where the organization is halted',
    object(
      {
        quarantined: list(DECISION),
        unreadable: object({ revision: REVISION, problem: TEXT }),
      },
      ['unreadable'],
    ),
  ),
};
