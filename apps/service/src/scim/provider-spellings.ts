/** What identity providers send that SCIM does not say, read as they mean it. */
import SCIMMY from 'scimmy';

export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const BOOLEANS: ReadonlySet<string> = new Set(['active', 'primary']);
/** `emails[type eq "work"].value`, and the like. */
const OF_TYPE = /^([A-Za-z0-9]+)\[type eq "([^"]+)"\]\.([A-Za-z]+)$/;

type Values = Readonly<Record<string, unknown>>;

/** A user or a part of one: `"False"` is `false` where a truth value belongs, and a manager named by id alone is one. */
export function asMeant(value: unknown, name = ''): unknown {
  const attribute = name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('.')) + 1);
  if (Array.isArray(value)) return value.map((part) => asMeant(part));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, asMeant(part, key)]),
    );
  }
  if (typeof value !== 'string') return value;
  if (BOOLEANS.has(attribute) && /^(?:true|false)$/i.test(value)) {
    return value.toLowerCase() === 'true';
  }
  return attribute === 'manager' ? { value } : value;
}

/**
 * The operations of a PatchOp as they are meant. Entra replaces the value of an address that is not there yet
 * (`emails[type eq "work"].value`), by which it means to add one; `present` is the user as it is. Throws SCIM's `invalidSyntax` for what
 * is no operation.
 */
export function operationsAsMeant(operations: readonly unknown[], present: Values): unknown[] {
  const added = new Set<string>();
  return operations.map((operation) => {
    if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
      throw new SCIMMY.Types.Error(400, 'invalidSyntax', 'an operation must be an object');
    }
    const { path, value, ...rest } = operation as Values;
    const meant = asMeant(value, typeof path === 'string' ? path : '');
    const [target, attribute, type, part] =
      typeof path === 'string' ? (OF_TYPE.exec(path) ?? []) : [];
    const op = String(rest['op']).toLowerCase();
    if (attribute === undefined || type === undefined || part === undefined || op === 'remove') {
      return {
        ...rest,
        ...(path === undefined ? {} : { path }),
        ...(value === undefined ? {} : { value: meant }),
      };
    }
    const key = `${attribute} ${type}`.toLowerCase();
    if (added.has(key) || hasOfType(present[attribute], type))
      return { ...rest, path: target, value: meant };
    added.add(key);
    return { ...rest, op: 'add', path: attribute, value: [{ type, [part]: meant }] };
  });
}

function hasOfType(values: unknown, type: string): boolean {
  return (
    Array.isArray(values) &&
    values.some((value) => String((value as Values)['type']).toLowerCase() === type.toLowerCase())
  );
}
