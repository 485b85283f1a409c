import type { Tier } from '../parts/tier-badge.js';

export const SHOWN = ['places', 'completes', 'expiring', 'needed', 'nothing'] as const;
/** Which people: who fill a place, lack one exam alone, hold one that expires soon, must not leave, hold nothing that counts. */
export type Shown = (typeof SHOWN)[number];

/** What is shown of an organization's people; all of it stands in the address. */
export interface PeopleSearch {
  /** Part of a name or of an id. */
  readonly find?: string | undefined;
  readonly show?: Shown | undefined;
  /** `competency/option`: whose requirements alone are shown. */
  readonly asks?: string | undefined;
  /** `1` = former members as well. */
  readonly former?: '1' | undefined;
  /** `1` = also exams that no requirement asks for. */
  readonly others?: '1' | undefined;
  /** The key of a column whose holders come first; absent = by id. */
  readonly order?: string | undefined;
  /** `competency/option/tier`: the tier whose cheapest path is shown. */
  readonly path?: string | undefined;
  /** The individual who is looked at. */
  readonly person?: string | undefined;
  /** What that individual would pass: the key of a credential. */
  readonly pass?: string | undefined;
}

const OPTION = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const TIER_OF_OPTION = /^([a-z0-9-]+\/[a-z0-9-]+)\/(silver|gold)$/;
const COLUMN = /^[\w.-]+(?:\/[\w.-]+){1,3}$/;
const ID = /^[A-Za-z0-9][\w.-]{0,63}$/;
const CREDENTIAL = /^(exam|certification)\/([A-Za-z0-9][\w.-]{0,63})$/;

export function peopleSearchOf(asked: Record<string, unknown>): PeopleSearch {
  const { find, asks, former, others, order, path, person, pass } = asked;
  const show = SHOWN.find((each) => each === asked.show);
  return {
    ...(typeof find === 'string' && find !== '' ? { find } : {}),
    ...(show === undefined ? {} : { show }),
    ...(matches(OPTION, asks) ? { asks } : {}),
    ...(former === '1' ? { former } : {}),
    ...(others === '1' ? { others } : {}),
    ...(matches(COLUMN, order) ? { order } : {}),
    ...(matches(TIER_OF_OPTION, path) ? { path } : {}),
    ...(matches(ID, person) ? { person } : {}),
    ...(matches(CREDENTIAL, pass) ? { pass } : {}),
  };
}

function matches(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value);
}

/** The option and tier in `competency/option/tier`. */
export function tierOfOptionIn(
  path: string | undefined,
): { readonly option: string; readonly tier: Tier } | null {
  const [, option, tier] = TIER_OF_OPTION.exec(path ?? '') ?? [];
  if (option === undefined) return null;
  return { option, tier: tier === 'gold' ? 'gold' : 'silver' };
}

/** What a key of a credential names. */
export function credentialIn(
  key: string | undefined,
): { readonly type: 'exam' | 'certification'; readonly id: string } | null {
  const [, type, id] = CREDENTIAL.exec(key ?? '') ?? [];
  if (id === undefined) return null;
  return { type: type === 'exam' ? 'exam' : 'certification', id };
}
