import { FACT_TYPES } from '@app/domain';
import { Ajv, type ErrorObject } from 'ajv';
import { isCollection, isScalar, LineCounter, parseDocument } from 'yaml';
import { FACT_SCHEMAS } from '../validation.js';
import { DAY_ORDERS } from './days.js';
import { DECIMAL_MARKS } from './decimals.js';
import { FileRefused } from './file-refused.js';
import type { FieldMapping, Mapping, ValueMap } from './mapping.js';

/** A mapping as it is written: whole, or a few changes to a built-in one. */
type WrittenMapping = Partial<Mapping> & { readonly extends?: string };

const NAME = { type: 'string', minLength: 1, maxLength: 256 };
const NAMES = { type: 'array', items: NAME, minItems: 1, maxItems: 200 };
const FIELD = {
  description: 'a column, {value: …}, {from: …} or {unitsPerUsd: …, of: …}',
  anyOf: [
    NAME,
    {
      type: 'object',
      properties: { value: NAME },
      required: ['value'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        from: { anyOf: [NAME, { type: 'array', items: { anyOf: [NAME, NAMES] }, minItems: 1 }] },
        map: NAME,
        round: { const: 'half-even' },
        as: { enum: ['exam-code', 'list'] },
      },
      required: ['from'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { unitsPerUsd: NAME, of: NAME },
      required: ['unitsPerUsd', 'of'],
      additionalProperties: false,
    },
  ],
};

/** The JSON Schema (2020-12) of a mapping file. */
export const MAPPING_SCHEMA = {
  type: 'object',
  properties: {
    extends: { ...NAME, description: 'the built-in source whose mapping this one changes' },
    source: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
      description: 'a name of small letters, digits and hyphens',
    },
    title: NAME,
    recognisedBy: NAMES,
    columns: NAMES,
    dates: { enum: DAY_ORDERS },
    decimals: { enum: DECIMAL_MARKS },
    identity: NAMES,
    noFact: {
      type: 'array',
      items: {
        type: 'object',
        properties: { column: NAME, is: { type: 'string' }, contains: NAME, reason: NAME },
        required: ['column', 'reason'],
        additionalProperties: false,
      },
    },
    facts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          type: { enum: FACT_TYPES },
          when: NAME,
          fields: { type: 'object', additionalProperties: FIELD },
        },
        required: ['type', 'fields'],
        additionalProperties: false,
      },
    },
    maps: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: { type: 'string', minLength: 1 },
      },
    },
  },
  additionalProperties: false,
} as const;

const check = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(MAPPING_SCHEMA);

/** What is wrong at a path of a mapping. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * The mapping that a YAML text says, over the built-in one that it extends. Throws `FileRefused` with every fault, each as
 * `file:line:column: message`.
 */
export function readMapping(
  text: string,
  file: string,
  builtIn: (source: string) => Mapping | undefined,
): Mapping {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const at = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}: ${message}`;
  };
  const [error] = document.errors;
  if (error !== undefined) throw refused([at(error.pos[0], `this is no YAML: ${error.message}`)]);
  const offsetOf = (path: Fault['path']): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isCollection(node)) return node.range?.[0] ?? 0;
    }
    return document.contents?.range?.[0] ?? 0;
  };
  // Anchors that refer to each other a thousand times over are refused by `toJS` itself.
  const written = document.toJS({ maxAliasCount: 50 }) as WrittenMapping;
  const faults = check(written) ? [] : told(check.errors ?? []).map(faultOf);
  if (faults.length === 0) {
    const base = written.extends === undefined ? undefined : builtIn(written.extends);
    if (written.extends !== undefined && base === undefined) {
      faults.push({ path: ['extends'], message: `there is no built-in source ${written.extends}` });
    } else {
      const mapping = extended(written, base);
      faults.push(...faultsOfMeaning(mapping));
      if (faults.length === 0) return mapping;
    }
  }
  throw refused(faults.map(({ path, message }) => at(offsetOf(path), message)));
}

function refused(problems: readonly string[]): FileRefused {
  return new FileRefused('mapping-invalid', problems.slice(0, 20).join('\n'));
}

/** Maps are laid over those of the same name, entry by entry; everything else takes the place of what it names. */
function extended(written: WrittenMapping, base: Mapping | undefined): Mapping {
  const { extends: _extends, ...changes } = written;
  const maps: Record<string, ValueMap> = { ...base?.maps };
  for (const [name, entries] of Object.entries(changes.maps ?? {})) {
    maps[name] = { ...maps[name], ...entries };
  }
  return { source: '', facts: [], ...base, ...changes, maps };
}

/** What the branches of an alternative say is said once, by the alternative. */
function told(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  return errors.filter(
    (error) =>
      error.keyword === 'anyOf' ||
      !alternatives.some(({ instancePath }) =>
        `${error.instancePath}/`.startsWith(`${instancePath}/`),
      ),
  );
}

interface ParentSchema {
  readonly description?: string;
  readonly properties?: object;
}

function faultOf({ instancePath, keyword, params, message, ...error }: ErrorObject): Fault {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const named = params as Readonly<Record<string, unknown>>;
  const { description, properties = {} } = (error.parentSchema ?? {}) as ParentSchema;
  const where = path.length === 0 ? 'the mapping' : path.join('.');
  switch (keyword) {
    case 'additionalProperties': {
      const unknown = String(named['additionalProperty']);
      const says = `${where} has ${unknown}, which means nothing here`;
      const may = Object.keys(properties).join(', ');
      return { path: [...path, unknown], message: `${says}; it may have ${may}` };
    }
    case 'enum': {
      const allowed = (named['allowedValues'] as readonly string[]).join(', ');
      return { path, message: `${where} must be one of ${allowed}` };
    }
    case 'required':
      return { path, message: `${where} lacks ${String(named['missingProperty'])}` };
    default: {
      const expected = description === undefined ? '' : `: ${description}`;
      return { path, message: `${where} ${message ?? 'is not valid'}${expected}` };
    }
  }
}

/** What no schema says: fields that the fact does not have or lacks, maps that are not there. */
function faultsOfMeaning(mapping: Mapping): Fault[] {
  const faults: Fault[] = [];
  if (mapping.source === '') {
    faults.push({ path: [], message: 'the mapping lacks source, or extends a built-in one' });
  }
  if (mapping.facts.length === 0) {
    faults.push({ path: [], message: 'the mapping lacks facts: what a row says' });
  }
  for (const [place, { type, fields }] of mapping.facts.entries()) {
    const path = ['facts', place, 'fields'];
    const { properties, required = [] } = FACT_SCHEMAS[type];
    for (const [name, field] of Object.entries(fields)) {
      if (!Object.hasOwn(properties, name)) {
        const known = Object.keys(properties).filter((known) => known !== 'bookingId');
        const message = `${type} has no field ${name}; it has ${known.join(', ')}`;
        faults.push({ path: [...path, name], message });
      }
      const map = mapNamedBy(field);
      if (map !== undefined && mapping.maps?.[map] === undefined) {
        faults.push({ path: [...path, name], message: `there is no map ${map} under maps` });
      }
    }
    for (const name of required.filter((name) => name !== 'bookingId' && !(name in fields))) {
      faults.push({ path, message: `${type} lacks ${name}` });
    }
    if (type === 'RevenueBooked' && mapping.identity === undefined && !('bookingId' in fields)) {
      faults.push({
        path,
        message: 'RevenueBooked needs identity (the columns that tell bookings apart) or bookingId',
      });
    }
  }
  return faults;
}

function mapNamedBy(field: FieldMapping): string | undefined {
  return typeof field === 'object' && 'map' in field ? field.map : undefined;
}
