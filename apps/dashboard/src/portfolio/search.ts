const TIERS = ['gold', 'silver', 'none'] as const;
const OPTION = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** Which organizations are shown; all of it stands in the address. */
export interface Filters {
  /** Part of a name or of an id. */
  readonly q?: string;
  /** `competency/option`. */
  readonly option?: string;
  readonly tier?: (typeof TIERS)[number];
}

export function filtersOf({ q, option, tier }: Record<string, unknown>): Filters {
  const known = TIERS.find((each) => each === tier);
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(typeof option === 'string' && OPTION.test(option) ? { option } : {}),
    ...(known === undefined ? {} : { tier: known }),
  };
}
