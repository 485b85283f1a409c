import { whatIfSearchOf } from '../what-if/suppositions.js';
import { FACT_TYPES, type FactType } from './types.js';

/** Which facts are shown, and which one is opened; all of it stands in the address. */
export interface FactsSearch {
  readonly type?: FactType | undefined;
  /** The pseudonymous id of somebody the facts are about, all of it. */
  readonly individual?: string | undefined;
  /** A customer's id, all of it. */
  readonly customer?: string | undefined;
  /** A revision: those behind it. */
  readonly after?: string | undefined;
  /** A revision: it, and those before it. */
  readonly upTo?: string | undefined;
  /** A revision: the fact that is opened. */
  readonly revision?: string | undefined;
  /** What is supposed already by somebody who looks for a fact to suppose away. */
  readonly suppose?: string | undefined;
}

const REVISION = /^\d{1,9}$/;
const INDIVIDUAL = /^[A-Za-z0-9][\w.-]{0,63}$/;
const CUSTOMER = /^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u;

export function factsSearchOf({
  type,
  individual,
  customer,
  after,
  upTo,
  revision,
  ...search
}: Record<string, unknown>): FactsSearch {
  const known = FACT_TYPES.find((each) => each === type);
  return {
    ...(known === undefined ? {} : { type: known }),
    ...(matches(INDIVIDUAL, individual) ? { individual } : {}),
    ...(matches(CUSTOMER, customer) ? { customer } : {}),
    ...(matches(REVISION, after) ? { after } : {}),
    ...(matches(REVISION, upTo) ? { upTo } : {}),
    ...(matches(REVISION, revision) ? { revision } : {}),
    ...whatIfSearchOf(search),
  };
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}
