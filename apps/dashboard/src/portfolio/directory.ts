import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import type { Filters } from './search.js';

export type Entry = Schemas['Organizations']['organizations'][number];
export type EntryStanding = Entry['standings'][number];

const PAGE = 100;

/** Pages of organizations that pass the filters. */
export function directoryQuery(filters: Filters) {
  return infiniteQueryOptions({
    queryKey: ['directory', 'portfolio', filters],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...filters,
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

/** The day on which an organization first loses a tier; `null` = on none that is foreseen. */
export function nextLapse(standings: readonly EntryStanding[]): string | null {
  const days = standings.flatMap(({ lapsesOn }) => (lapsesOn === null ? [] : [lapsesOn]));
  return days.sort()[0] ?? null;
}
