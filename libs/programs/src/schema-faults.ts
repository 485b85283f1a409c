import type { ErrorObject } from 'ajv';
import type { Path } from './problem.js';

/** A value that is not as the schema has it. */
export interface SchemaFault {
  /** The value, or the field that is missing or too many. */
  readonly path: Path;
  readonly message: string;
}

/** One fault a value: what Ajv says of each branch of an alternative is told once, by the alternative. */
export function faultsOf(errors: readonly ErrorObject[]): SchemaFault[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isBranch = (error: ErrorObject) =>
    alternatives.some(
      (alternative) =>
        alternative !== error &&
        (error.instancePath === alternative.instancePath ||
          error.instancePath.startsWith(`${alternative.instancePath}/`)),
    );
  const faults = errors
    .filter((error) => !isBranch(error))
    .map((error) => ({ path: pathOf(error), message: messageOf(error) }));
  return [...new Map(faults.map((fault) => [fault.path.join('/'), fault])).values()];
}

function pathOf({ instancePath, keyword, params }: ErrorObject): Path {
  const above = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const named = params as Readonly<Record<string, string | undefined>>;
  if (keyword === 'additionalProperties') return [...above, named['additionalProperty'] ?? ''];
  if (keyword === 'required') return [...above, named['missingProperty'] ?? ''];
  if (keyword === 'discriminator') return [...above, named['tag'] ?? ''];
  return above;
}

interface ParentSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly oneOf?: readonly { readonly $ref?: string }[];
}

function messageOf(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'the file' : error.instancePath.slice(1);
  const params = error.params as Readonly<Record<string, unknown>>;
  const schema = error.parentSchema as ParentSchema | undefined;
  switch (error.keyword) {
    case 'required':
      return `${where} lacks ${String(params['missingProperty'])}; every value is given, and cited`;
    case 'additionalProperties': {
      const known = Object.keys(schema?.properties ?? {}).join(', ');
      return `${where} has ${String(params['additionalProperty'])}, which means nothing here; it may have ${known}`;
    }
    case 'discriminator':
      return `${where}/kind is ${shown(params['tagValue'])}; expected ${KINDS.map(shown).join(' or ')}`;
    case 'enum':
    case 'const': {
      const allowed = (params['allowedValues'] ?? [params['allowedValue']]) as readonly unknown[];
      return `${where} is ${shown(error.data)}; expected ${allowed.map(shown).join(' or ')}`;
    }
    default: {
      const expected = schema?.description ?? `a value that ${error.message ?? 'fits'}`;
      return `${where} is ${shown(error.data)}; expected ${expected}`;
    }
  }
}

/** The kinds of requirement that there are. */
const KINDS = [
  'rolling-revenue',
  'customer-count',
  'reported-measure',
  'organization-attribute',
  'qualified-individuals',
  'all-of',
  'any-of',
];
const SHOWN_CHARACTERS = 60;

/** JSON, cut where it would hide the message. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
