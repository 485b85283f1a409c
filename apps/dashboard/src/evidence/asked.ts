import { infiniteQueryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { Language } from '../language/locale.js';
import type { AskedFinding } from '../organization/search.js';

export type Evidence = Schemas['Evidence'];
export type Reason = Evidence['notCounted'][number]['reason'];
/** A fact that a finding looked at; without a reason it counts. */
export type Piece = Evidence['counted'][number] & { readonly reason?: Reason };

/** As many as a page may have: to find them costs the service more than to send them. */
const PAGE = 1_000;

/** What a finding rests on, in pages of pieces in the order in which they were recorded. */
export function evidenceQuery(
  organizationId: string,
  finding: AskedFinding,
  time: AskedTime,
  language: Language,
) {
  const query = { ...finding, ...time, language };
  return infiniteQueryOptions({
    queryKey: organizationKey(organizationId, 'evidence', query),
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/evidence', {
          params: {
            path: { organizationId },
            query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { after: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? null,
  });
}

/** The pieces of a page, counted and not, in the order in which they were recorded. */
export function piecesOf({ counted, notCounted }: Evidence): readonly Piece[] {
  return [...counted, ...notCounted].sort((a, b) => a.revision - b.revision);
}
