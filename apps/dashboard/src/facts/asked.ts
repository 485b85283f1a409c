import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { type Recorded, type TakenBack, takenBackBy } from './taken-back.js';
import type { FactType } from './types.js';

/** Which facts of an organization are asked for. */
export interface AskedFacts {
  readonly type?: FactType;
  readonly individualId?: string;
  readonly customerId?: string;
  /** Revisions above this one; absent = from the first on, whose revision is 0. */
  readonly after?: number;
  /** Revisions up to this one, inclusive; absent = to the last that is known. */
  readonly upTo?: number;
  readonly knownAt?: string;
}

const PAGE = 100;
const MOST = 1_000;
/** The service takes no higher one. */
const HIGHEST_REVISION = 999_999_999;

async function page(
  organizationId: string,
  query: Omit<AskedFacts, 'upTo'> & { readonly limit: number; readonly order?: 'newest' },
  signal?: AbortSignal,
) {
  const params = { path: { organizationId }, query };
  return await answer(
    api.GET('/v1/organizations/{organizationId}/facts', {
      params,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** Going on behind a revision, where there is one to go on behind. */
const behind = (after: number | null) => (after === null ? {} : { after });

/** Facts in pages, the newest first. Those that passed before stay until the ones that pass now are there. */
export function factsQuery(organizationId: string, asked: AskedFacts) {
  const { after: above = -1, upTo, ...filters } = asked;
  return infiniteQueryOptions({
    queryKey: organizationKey(organizationId, 'facts', asked),
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...filters, ...behind(pageParam), order: 'newest', limit: PAGE } as const;
      const { facts, quarantined = [], next } = await page(organizationId, query, signal);
      return {
        facts: facts.filter(({ revision }) => revision > above),
        quarantined: quarantined.filter(({ revision }) => revision > above),
        next: next === undefined || next <= above + 1 ? null : next,
      };
    },
    initialPageParam: upTo === undefined ? null : Math.min(upTo + 1, HIGHEST_REVISION),
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
}

/** One fact by its revision; `null` where there is none of it by then. */
export function oneFactQuery(organizationId: string, revision: number, knownAt?: string) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'one-fact', revision, knownAt ?? null),
    queryFn: async ({ signal }) => {
      const known = knownAt === undefined ? {} : { knownAt };
      const query = { ...known, ...behind(revision === 0 ? null : revision - 1), limit: 1 };
      const { facts } = await page(organizationId, query, signal);
      return facts.find((fact) => fact.revision === revision) ?? null;
    },
  });
}

/** Every fact that passes, in the order in which they were recorded, a page at a time. */
export async function* everyFact(
  organizationId: string,
  asked: AskedFacts,
): AsyncGenerator<readonly Recorded[]> {
  const { after: above = null, upTo = Infinity, ...filters } = asked;
  for (let after: number | null = above; ;) {
    const query = { ...filters, ...behind(after), limit: MOST };
    const { facts } = await page(organizationId, query);
    yield facts.filter(({ revision }) => revision <= upTo);
    after = facts.at(-1)?.revision ?? null;
    if (facts.length < MOST || after === null || after >= upTo) return;
  }
}

/** What is taken back and stays so, as known at a moment. */
export function takenBackQuery(organizationId: string, knownAt?: string) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'taken-back', knownAt ?? null),
    queryFn: async (): Promise<TakenBack> => {
      const known = knownAt === undefined ? {} : { knownAt };
      const decided: Recorded[] = [];
      for (const type of ['FactRetracted', 'FactReinstated'] as const) {
        for await (const facts of everyFact(organizationId, { type, ...known })) {
          decided.push(...facts);
        }
      }
      return takenBackBy(decided);
    },
  });
}
