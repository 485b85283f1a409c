import { isBusinessDay, isRate, parseInstant, RATE_PATTERN } from '@app/domain';
import { Ajv, type ValidateFunction } from 'ajv';
import { validateSync } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

/** A JSON Schema of one object, as it stands in the OpenAPI document too. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties: boolean;
}

/** What is wrong with one field. */
export interface FieldProblem {
  /** JSON Pointer to the field. */
  readonly pointer: string;
  readonly detail: string;
}

/** A class with class-validator decorators, made into a schema, a verdict and an explanation that agree. */
export interface Declaration<T> {
  readonly schema: ObjectSchema;
  /** The verdict on every path; compiled, so that a bulk load is not held up by it. */
  readonly accepts: (value: unknown) => value is T;
  /** Why `value` is not accepted, in the words of the declaration; empty where it is. At most 20 fields. */
  readonly explain: (value: object) => FieldProblem[];
}

export interface DeclarationOptions {
  /** Whether fields that are not declared pass. */
  readonly unknownFields: 'refused' | 'ignored';
  /** Where the object stands in what was sent, as a JSON Pointer: `/data`. */
  readonly at: string;
  /** Further constraints that fields are declared with, by the name given to `ValidateBy`. */
  readonly constraints?: Readonly<Record<string, KeywordConstraint>>;
}

/** A constraint that becomes a keyword of the schema, with the constraint's arguments as the keyword's value. */
export interface KeywordConstraint {
  readonly keyword: string;
  readonly validate: (value: unknown, args: readonly number[]) => boolean;
}

/** Constraints that no JSON Schema keyword says, checked by the function that class-validator calls. */
const CONSTRAINTS: Readonly<
  Record<string, { validate: (value: unknown) => boolean; schema: object }>
> = {
  isBusinessDay: {
    validate: isBusinessDay,
    schema: {
      format: 'date',
      description: 'a day that exists, from 1990-01-01 to 2100-12-31 inclusive',
    },
  },
  isRate: {
    validate: isRate,
    schema: {
      format: 'exchange-rate',
      pattern: RATE_PATTERN.source,
      description: 'US dollars per unit, a decimal string above 0 such as "1.0912"',
    },
  },
  isInstant: { validate: isInstant, schema: { format: 'date-time' } },
  isJsonMediaType: { validate: isJsonMediaType, schema: { format: 'json-media-type' } },
};

const MAX_FIELD_PROBLEMS = 20;

/** An RFC 3339 date and time with its offset. */
export function isInstant(value: unknown): boolean {
  return typeof value === 'string' && parseInstant(value) !== null;
}

/** `application/json`, with nothing said about it but that it is UTF-8. */
export function isJsonMediaType(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^application\/json(?:[ \t]*;[ \t]*charset=(?:utf-8|"utf-8"))?$/i.test(value)
  );
}

/** The schema, verdict and explanation that `declared` stands for. Throws where the declaration has no schema. */
export function declarationOf<T extends object>(
  declared: new () => T,
  { unknownFields, at, constraints = {} }: DeclarationOptions,
): Declaration<T> {
  for (const { keyword, validate } of Object.values(constraints)) {
    if (ajv.getKeyword(keyword) !== false) continue;
    ajv.addKeyword({
      keyword,
      validate: (args: readonly number[], value: unknown) => validate(value, args),
    });
  }
  const schema = schemaOf(declared, constraints, unknownFields === 'ignored');
  // Compiled when first asked: a service needs few of those that there are, and all of them would be a tenth of its start.
  let verdict: ValidateFunction<T> | null = null;
  const compiled = () => (verdict ??= ajv.compile<T>(schema));
  return {
    schema,
    accepts: (value): value is T => compiled()(value),
    explain: (value) => {
      compiled()(value);
      const itemPath = compiled().errors?.[0]?.instancePath ?? '';
      return explanationOf(declared, schema, value, at)
        .slice(0, MAX_FIELD_PROBLEMS)
        .map((problem) =>
          // class-validator names the list; the compiled verdict knows which of its items it is.
          `${at}${itemPath}`.startsWith(`${problem.pointer}/`)
            ? { ...problem, pointer: `${at}${itemPath}` }
            : problem,
        );
    },
  };
}

const ajv = new Ajv({ allErrors: false, unicodeRegExp: true, strictTypes: false });
for (const { schema, validate } of Object.values(CONSTRAINTS)) {
  ajv.addFormat((schema as { format: string }).format, { type: 'string', validate });
}

function schemaOf(
  declared: new () => object,
  constraints: Readonly<Record<string, KeywordConstraint>>,
  additionalProperties: boolean,
): ObjectSchema {
  const made = targetConstructorToSchema(declared, {
    additionalConverters: {
      ...Object.fromEntries(
        Object.entries(constraints).map(([name, { keyword }]) => [
          name,
          ({ constraints: args }: Described) => ({ [keyword]: args }),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(CONSTRAINTS).map(([name, { schema }]) => [
          name,
          ({ message }: Described) => ({ type: 'string', ...schema, ...describedBy(message) }),
        ]),
      ),
      matches: ({ constraints, message }: Described) => ({
        type: 'string',
        pattern: (constraints[0] as RegExp).source,
        ...describedBy(message),
      }),
    },
  });
  return { ...made, additionalProperties } as ObjectSchema;
}

interface Described {
  readonly constraints: readonly unknown[];
  readonly message?: unknown;
}

/** The message of a failure says what a good value is, which is also what a description has to say. */
function describedBy(message: unknown): { description?: string } {
  const says = /^\$property must be (.+)$/.exec(typeof message === 'string' ? message : '');
  return says?.[1] === undefined ? {} : { description: says[1] };
}

function explanationOf(
  declared: new () => object,
  schema: ObjectSchema,
  value: object,
  at: string,
): FieldProblem[] {
  const names = Object.keys(value);
  const isDeclared = (name: string) => Object.hasOwn(schema.properties, name);
  // Looked up here and not by class-validator's whitelist, which takes `constructor` and its like for declared.
  const unknown = schema.additionalProperties ? [] : names.filter((name) => !isDeclared(name));
  // Fields are defined and not assigned: a field called `__proto__` must stay a field.
  const candidate = Object.create(declared.prototype as object) as object;
  for (const name of names.filter(isDeclared)) {
    Object.defineProperty(candidate, name, {
      value: (value as Record<string, unknown>)[name],
      enumerable: true,
    });
  }
  const invalid = validateSync(candidate, { forbidUnknownValues: true });
  return [
    ...invalid.map(({ property, constraints }) => ({
      pointer: `${at}/${escapePointer(property)}`,
      detail: Object.values(constraints ?? {}).at(-1) ?? `${property} is not valid`,
    })),
    ...unknown.map((name) => ({
      pointer: `${at}/${escapePointer(shortened(name))}`,
      detail: `there is no field ${shortened(name)}; there are ${Object.keys(schema.properties).join(', ')}`,
    })),
  ];
}

/** A field's name as it stands in a JSON Pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
