/** The words that the schemas of answers are written in. JSON Schema 2020-12, as OpenAPI 3.1 has it. */
export const DAY = { type: 'string', format: 'date', examples: ['2018-03-31'] } as const;
export const INSTANT = {
  type: 'string',
  format: 'date-time',
  examples: ['2018-04-02T08:00:00.000Z'],
} as const;
export const MONEY = {
  type: 'string',
  pattern: '^-?\\d+\\.\\d{2}$',
  description: 'US dollars',
  examples: ['123456.78'],
} as const;
export const REVISION = { type: 'integer', minimum: 0 } as const;
export const COUNT = { type: 'integer', minimum: 0 } as const;
export const TEXT = { type: 'string' } as const;
export const FLAG = { type: 'boolean' } as const;
export const TIER = { enum: ['silver', 'gold'] } as const;
export const TIER_OR_NONE = { enum: ['silver', 'gold', null] } as const;

export function orNull<S extends { readonly type: string }>(schema: S): object {
  return { ...schema, type: [schema.type, 'null'] };
}

export function list(items: object): object {
  return { type: 'array', items };
}

/** An object with these fields and no others; those in `optional` may be left out. */
export function object(
  properties: Readonly<Record<string, object>>,
  optional: string[] = [],
): object {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

/** Up to which fact an answer knows, and when that one was recorded. */
export const KNOWN_AT = object({ revision: REVISION, recordedAt: INSTANT });

export function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

/** A JSON body of the schema called `name`. */
export function json(name: string, example?: unknown) {
  return {
    'application/json': { schema: ref(name), ...(example === undefined ? {} : { example }) },
  };
}
