import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { addDays } from '../language/written.js';
import type { PortfolioSearch } from './search.js';

export type Entry = Schemas['Organizations']['organizations'][number];
export type EntryStanding = Entry['standings'][number];

const PAGE = 100;

/** Pages of organizations that pass the filters, what lapses first first. The first page says how many there are. */
export function directoryQuery(search: PortfolioSearch, today: string) {
  return infiniteQueryOptions({
    queryKey: ['directory', 'portfolio', search, today],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...parametersOf(search, today),
        limit: PAGE,
        ...(pageParam === null ? {} : { after: pageParam }),
      };
      return answer(api.GET('/v1/organizations', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    placeholderData: (before) => before,
  });
}

/** How many organizations pass the filters. */
export function countQuery(search: PortfolioSearch, today: string) {
  return queryOptions({
    queryKey: ['directory', 'count', search, today],
    queryFn: async ({ signal }) => {
      const query = { ...parametersOf(search, today), limit: 1 };
      const { total } = await answer(api.GET('/v1/organizations', { params: { query }, signal }));
      return total ?? 0;
    },
  });
}

function parametersOf({ within, sort = 'lapsesOn', ...filters }: PortfolioSearch, today: string) {
  return {
    ...filters,
    sort,
    // The last of those days counts: the service's bound is exclusive.
    ...(within === undefined ? {} : { lapsingBefore: addDays(today, Number(within) + 1) }),
  };
}

/** The day on which an organization first loses a tier; `null` = on none that is foreseen. */
export function nextLapse(standings: readonly EntryStanding[]): string | null {
  const days = standings.flatMap(({ lapsesOn }) => (lapsesOn === null ? [] : [lapsesOn]));
  return days.sort()[0] ?? null;
}
