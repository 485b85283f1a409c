import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';

export type Recorded = Schemas['Facts']['facts'][number];

const PAGE = 25;

/** What was recorded behind a revision, in pages, in the order in which it was. */
export function factsSinceQuery(organizationId: string, revision: number) {
  return infiniteQueryOptions({
    queryKey: organizationKey(organizationId, 'facts-since', revision),
    queryFn: async ({ signal, pageParam }) => {
      const params = { path: { organizationId }, query: { after: pageParam, limit: PAGE } };
      const { facts } = await answer(
        api.GET('/v1/organizations/{organizationId}/facts', { params, signal }),
      );
      return facts;
    },
    initialPageParam: revision,
    getNextPageParam: (facts) => (facts.length < PAGE ? null : (facts.at(-1)?.revision ?? null)),
  });
}
