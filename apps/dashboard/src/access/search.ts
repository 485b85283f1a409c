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
  /** A route as a record has it, all of it. */
  readonly route?: string | undefined;
  /** An address, all of it. */
  readonly address?: string | undefined;
}

export const NO_FILTER = {
  from: undefined,
  to: undefined,
  key: undefined,
  organization: undefined,
  route: undefined,
  address: undefined,
} satisfies Record<keyof AccessSearch, undefined>;

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const ID = /^[\w.-]{1,64}$/;
const ROUTE = /^\/[\w./:*-]{0,200}$/;
const ADDRESS = /^[\w.:%]{1,64}$/;

export function accessSearchOf(search: Record<string, unknown>): AccessSearch {
  const { from, to, key, organization, route, address } = search;
  return {
    ...(matches(DAY, from) ? { from } : {}),
    ...(matches(DAY, to) ? { to } : {}),
    ...(matches(ID, key) ? { key } : {}),
    ...(matches(ID, organization) ? { organization } : {}),
    ...(matches(ROUTE, route) ? { route } : {}),
    ...(matches(ADDRESS, address) ? { address } : {}),
  };
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}
