/** Which records are shown; all of it stands in the address. */
export interface AccessSearch {
  /** First day, `YYYY-MM-DD` in UTC. */
  readonly from?: string | undefined;
  /** First day that is not shown. */
  readonly to?: string | undefined;
  /** A key's id, all of it. */
  readonly key?: string | undefined;
  /** An organization's id, all of it. */
  readonly organization?: string | undefined;
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const ID = /^[\w.-]{1,64}$/;

export function accessSearchOf(search: Record<string, unknown>): AccessSearch {
  const { from, to, key, organization } = search;
  return {
    ...(matches(DAY, from) ? { from } : {}),
    ...(matches(DAY, to) ? { to } : {}),
    ...(matches(ID, key) ? { key } : {}),
    ...(matches(ID, organization) ? { organization } : {}),
  };
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}
