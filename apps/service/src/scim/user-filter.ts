import { type Compare, filter as predicateOf, type Filter, parse } from 'scim2-parse-filter';
import SCIMMY from 'scimmy';
import { ENTERPRISE_USER } from './provider-spellings.js';

const CORE_PREFIX = /\burn:ietf:params:scim:schemas:core:2\.0:User:/gi;
const ENTERPRISE_PREFIX = new RegExp(`\\b${ENTERPRISE_USER.replaceAll('.', '\\.')}:`, 'gi');
/** The name of the enterprise extension where a filter looks: its own has dots, which part a path. */
const ENTERPRISE = 'enterprise';
/** What is compared as it stands (RFC 7643, section 3.1); every other text is compared without regard to case. */
const CASE_EXACT: ReadonlySet<string> = new Set(['id', 'externalid']);

/** A SCIM filter that has been understood. */
export interface UserFilter {
  /** Where it asks for one name, external id or id and for nothing else: what a provider asks before every change. */
  readonly only?: { readonly attribute: 'userName' | 'externalId' | 'id'; readonly value: string };
  readonly matches: (resource: object) => boolean;
}

/** Throws SCIM's `invalidFilter` where `text` is none (RFC 7644, section 3.4.2.2). */
export function userFilter(text: string): UserFilter {
  const paths = text.replace(CORE_PREFIX, '').replace(ENTERPRISE_PREFIX, `${ENTERPRISE}.`);
  let parsed: Filter;
  try {
    parsed = parse(paths);
  } catch {
    const what = `the filter is not understood (${text}); it is of the form userName eq "somebody"`;
    throw new SCIMMY.Types.Error(400, 'invalidFilter', what);
  }
  const only = soleComparison(parsed);
  const matches = predicateOf(foldedFilter(parsed));
  return {
    ...(only === null ? {} : { only }),
    matches: (resource) => matches(folded(resource) as Record<string, unknown>),
  };
}

function soleComparison(parsed: Filter): NonNullable<UserFilter['only']> | null {
  if (parsed.op !== 'eq' || !('compValue' in parsed)) return null;
  const { attrPath, compValue } = parsed;
  const attribute = (['userName', 'externalId', 'id'] as const).find(
    (name) => name.toLowerCase() === attrPath.toLowerCase(),
  );
  return attribute === undefined || typeof compValue !== 'string'
    ? null
    : { attribute, value: compValue };
}

function foldedFilter(parsed: Filter): Filter {
  switch (parsed.op) {
    case 'and':
    case 'or':
      return { ...parsed, filters: parsed.filters.map(foldedFilter) };
    case 'not':
      return { ...parsed, filter: foldedFilter(parsed.filter) };
    case '[]':
      return {
        ...parsed,
        attrPath: parsed.attrPath.toLowerCase(),
        valFilter: foldedFilter(parsed.valFilter) as typeof parsed.valFilter,
      };
    case 'pr':
      return { ...parsed, attrPath: parsed.attrPath.toLowerCase() };
    default:
      return foldedComparison(parsed);
  }
}

function foldedComparison(comparison: Compare): Compare {
  const attrPath = comparison.attrPath.toLowerCase();
  const { compValue } = comparison;
  const isFolded = typeof compValue === 'string' && !CASE_EXACT.has(attrPath);
  return { ...comparison, attrPath, compValue: isFolded ? compValue.toLowerCase() : compValue };
}

function folded(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(folded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const name = key === ENTERPRISE_USER ? ENTERPRISE : key.toLowerCase();
      return [name, CASE_EXACT.has(name) ? part : folded(part)];
    }),
  );
}
