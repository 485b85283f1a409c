import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { Locator, type Path, type Problem } from './problem.js';

export type Read<T> =
  | { readonly value: T; readonly locator: Locator; readonly problems?: never }
  | { readonly problems: readonly Problem[]; readonly value?: never };

const ajv = new Ajv({ allErrors: true, discriminator: true, strict: false, verbose: true });

export function compileSchema<T>(schema: object): ValidateFunction<T> {
  return ajv.compile<T>(schema);
}

/** The value of a YAML text that satisfies `schema`, or everything that is wrong with it. */
export function readYaml<T>(text: string, file: string, schema: ValidateFunction<T>): Read<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ linePos, message }) => ({
        file,
        line: linePos?.[0].line ?? 1,
        column: linePos?.[0].col ?? 1,
        message: `this is no YAML: ${message.split('\n')[0] ?? message}`,
      })),
    };
  }
  const locator = new Locator(file, document, lines);
  const value: unknown = document.toJS();
  if (schema(value)) return { value, locator };
  const errors = (schema.errors ?? []).filter(({ keyword }) => keyword !== 'oneOf');
  return { problems: errors.map((error) => locator.problem(pathOf(error), messageOf(error))) };
}

function pathOf({ instancePath, keyword, params }: ErrorObject): Path {
  const path: (string | number)[] = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (keyword === 'additionalProperties') {
    path.push((params as { additionalProperty: string }).additionalProperty);
  }
  return path;
}

function messageOf(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'the file' : error.instancePath.slice(1);
  const about = (error.parentSchema as { description?: string } | undefined)?.description;
  const hint = about === undefined ? '' : ` (${about})`;
  switch (error.keyword) {
    case 'required': {
      const { missingProperty } = error.params as { missingProperty: string };
      return `${where} lacks ${missingProperty}; every value is given, and cited`;
    }
    case 'additionalProperties': {
      const { additionalProperty } = error.params as { additionalProperty: string };
      return `${where} has ${additionalProperty}, which means nothing here`;
    }
    case 'enum':
    case 'const': {
      const { allowedValues, allowedValue } = error.params as {
        allowedValues?: unknown[];
        allowedValue?: unknown;
      };
      const allowed = (allowedValues ?? [allowedValue]).map((value) => JSON.stringify(value));
      return `${where} is ${JSON.stringify(error.data)}; expected ${allowed.join(' or ')}`;
    }
    default:
      return `${where} is ${JSON.stringify(error.data)}; it ${error.message ?? 'is wrong'}${hint}`;
  }
}
