import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import type { AlertsSearch } from './search.js';

export type Alert = Schemas['Alert'];
export type StandingAlert = Schemas['StandingAlert'];

type AlertsPage = Schemas['Alerts'];

const PAGE = 100;
const ASKED_OF_ALL = ['alerts', 'list'] as const;

/** Alerts that pass what is asked, in pages, the newest first. The first page says how many there are. */
export function alertsQuery(asked: AlertsSearch) {
  const { type, organization, acknowledged } = asked;
  const query = {
    order: 'newest',
    limit: PAGE,
    ...(type === undefined ? {} : { type }),
    ...(organization === undefined ? {} : { q: organization }),
    ...(acknowledged === undefined ? {} : { acknowledged: flagOf(acknowledged) }),
  } as const;
  return infiniteQueryOptions({
    queryKey: [...ASKED_OF_ALL, asked],
    queryFn: ({ signal, pageParam }): Promise<AlertsPage> => {
      const params = { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) } };
      return answer(api.GET('/v1/alerts', { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
    placeholderData: (before) => before,
  });
}

function flagOf(acknowledged: 'yes' | 'no'): 'true' | 'false' {
  return acknowledged === 'yes' ? 'true' : 'false';
}

/** Shows an alert as it is from now on wherever it is listed, and has the lists that it may not be on any more asked anew. */
export async function showAcknowledged(queries: QueryClient, now: Alert): Promise<void> {
  queries.setQueriesData<InfiniteData<AlertsPage>>({ queryKey: ASKED_OF_ALL }, (before) =>
    before === undefined
      ? before
      : {
          ...before,
          pages: before.pages.map((page) => ({
            ...page,
            alerts: page.alerts.map((each) => (each.id === now.id ? now : each)),
          })),
        },
  );
  await queries.invalidateQueries({ queryKey: ASKED_OF_ALL });
}

/** Says that an alert was seen; the alert as it is from then on. */
export function acknowledge(id: string): Promise<Alert> {
  return answer(api.POST('/v1/alerts/{id}/acknowledgement', { params: { path: { id } } }));
}
