import { declarationOf, type ObjectSchema } from '@app/ingestion';

/** The schema of a body that is declared with class-validator. */
export function askedBodySchema(declared: new () => object): ObjectSchema {
  return declarationOf(declared, {
    unknownFields: 'refused',
    at: '',
    constraints: { isNotForAdmin: { keyword: 'notForAdmin', validate: () => true } },
  }).schema;
}

/** The body of a route to which nothing is sent. */
export const NOTHING_SENT = {
  required: false,
  content: { 'application/json': { schema: { type: 'object', additionalProperties: false } } },
};
