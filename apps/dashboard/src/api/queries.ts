import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, api, Refusal } from './client.js';

/**
 * Every query begins with what it is about, so that what changes is asked for anew: `['organization', id, …]`,
 * `['directory', …]` of all organizations, `['alerts', …]`, `['session']`. What depends on none begins with its own name.
 */
export function organizationKey(organizationId: string, ...rest: readonly unknown[]) {
  return ['organization', organizationId, ...rest] as const;
}

const STALE_MS = 60_000;
const SESSION_STALE_MS = 10 * 60_000;

/** `sessionEnded` is called when the service no longer knows the key. */
export function newQueries(sessionEnded: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof Refusal && error.status === 401) sessionEnded();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      // A browser that is offline may have the service on its own machine: what cannot be asked says so, and does not wait.
      queries: {
        staleTime: STALE_MS,
        retry: worthAnotherTry,
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** What the service understood and refused it refuses again; being away or busy passes. */
function worthAnotherTry(failures: number, error: Error): boolean {
  if (!(error instanceof Refusal)) return false;
  return failures < 2 && (error.status === 0 || error.status === 503);
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => answer(api.GET('/v1/session', { signal })),
  // Days pass while a page is open.
  staleTime: SESSION_STALE_MS,
  refetchInterval: SESSION_STALE_MS,
  retry: worthAnotherTry,
});

/** The programs as they are today: options, requirements, citations. */
export const programsQuery = queryOptions({
  queryKey: ['programs'],
  queryFn: ({ signal }) => answer(api.GET('/v1/programs', { signal })),
});
