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

/** Pieces that are looked at by themselves: all of them, those that count, those that do not, or those that do not for one reason. */
export type Kind = 'all' | 'counted' | 'not-counted' | Reason;

export interface AskedKind {
  readonly kind: Kind;
  /** What the service is asked for it: reasons with commas between them; absent = every piece. */
  readonly reason?: string;
  /** On all pages together. */
  readonly count: number;
}

/** The kinds that evidence has. */
export function kindsIn({ counts = [] }: Evidence): readonly AskedKind[] {
  const counted = counts.find(({ reason }) => reason === null)?.count ?? 0;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const notCounted = counts.flatMap(({ reason, count }) =>
    reason === null ? [] : [{ kind: reason, reason, count }],
  );
  return [
    { kind: 'all', count: all },
    { kind: 'counted', reason: 'none', count: counted },
    {
      kind: 'not-counted',
      reason: notCounted.map(({ reason }) => reason).join(','),
      count: all - counted,
    },
    ...notCounted,
  ];
}

/** What a finding rests on, in pages of pieces with one of the reasons (absent = all), what was recorded last first. */
export function evidenceQuery(
  organizationId: string,
  finding: AskedFinding,
  time: AskedTime,
  language: Language,
  reason?: string,
) {
  const query = {
    ...finding,
    ...time,
    language,
    order: 'newest',
    counts: 'true',
    ...(reason === undefined ? {} : { reason }),
  } as const;
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
