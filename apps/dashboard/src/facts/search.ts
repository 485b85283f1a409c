import { whatIfSearchOf } from '../what-if/suppositions.js';
import { FACT_TYPES, type FactType } from './types.js';

/** Which facts are shown, and which one is opened; all of it stands in the address. */
export interface FactsSearch {
  readonly type?: FactType | undefined;
  /** A revision: those behind it. */
  readonly after?: string | undefined;
  /** A revision: the fact that is opened. */
  readonly revision?: string | undefined;
  /** What is supposed already by somebody who looks for a fact to suppose away. */
  readonly suppose?: string | undefined;
}

const REVISION = /^\d{1,15}$/;

export function factsSearchOf({
  type,
  after,
  revision,
  ...search
}: Record<string, unknown>): FactsSearch {
  const known = FACT_TYPES.find((each) => each === type);
  return {
    ...(known === undefined ? {} : { type: known }),
    ...(isRevision(after) ? { after } : {}),
    ...(isRevision(revision) ? { revision } : {}),
    ...whatIfSearchOf(search),
  };
}

function isRevision(value: unknown): value is string {
  return typeof value === 'string' && REVISION.test(value);
}
