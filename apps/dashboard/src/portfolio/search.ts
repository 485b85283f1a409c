const TIERS = ['gold', 'silver', 'none'] as const;
const MARKETS = ['developed', 'developing'] as const;
const SORTS = ['lapsesOn', 'name', 'organizationId'] as const;
const OPTION = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const DAYS = /^[1-9]\d{0,3}$/;

export type SortedBy = (typeof SORTS)[number];

/** Which organizations are shown, and which come first; all of it stands in the address. */
export interface PortfolioSearch {
  /** Part of a name or of an id. */
  readonly q?: string;
  /** `competency/option`. */
  readonly option?: string;
  readonly tier?: (typeof TIERS)[number];
  readonly market?: (typeof MARKETS)[number];
  /** They lose a tier within so many days from today. */
  readonly within?: string;
  /** Absent = what lapses first. */
  readonly sort?: SortedBy;
}

export function portfolioSearchOf(asked: Record<string, unknown>): PortfolioSearch {
  const { q, option, within } = asked;
  const tier = TIERS.find((each) => each === asked.tier);
  const market = MARKETS.find((each) => each === asked.market);
  const sort = SORTS.find((each) => each === asked.sort);
  return {
    ...(typeof q === 'string' && q !== '' ? { q } : {}),
    ...(typeof option === 'string' && OPTION.test(option) ? { option } : {}),
    ...(tier === undefined ? {} : { tier }),
    ...(market === undefined ? {} : { market }),
    ...(typeof within === 'string' && DAYS.test(within) ? { within } : {}),
    ...(sort === undefined || sort === 'lapsesOn' ? {} : { sort }),
  };
}

/** Without what is not asked, so that the same question has the same key. */
export function askedOf(search: PortfolioSearch): PortfolioSearch {
  return portfolioSearchOf({ ...search });
}
