import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { type Evidence, type Piece, piecesOf } from '../evidence/asked.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { AskedFinding } from '../organization/search.js';

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

/** As many as the service gives at once: to find them costs it more than to send them. */
const PIECES = 10_000;

/** Everything that a finding looked at: of a hundred thousand bookings ten pages, so it is asked for on request alone. */
export function allPiecesQuery(organizationId: string, finding: AskedFinding, time: AskedTime) {
  const query = { ...finding, ...time, limit: PIECES };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'all-pieces', query),
    queryFn: async ({ signal }) => {
      const pieces: Piece[] = [];
      let after: string | undefined;
      do {
        const page: Evidence = await answer(
          api.GET('/v1/organizations/{organizationId}/evidence', {
            params: {
              path: { organizationId },
              query: { ...query, ...(after === undefined ? {} : { after }) },
            },
            signal,
          }),
        );
        pieces.push(...piecesOf(page));
        after = page.next;
      } while (after !== undefined);
      return pieces;
    },
  });
}
