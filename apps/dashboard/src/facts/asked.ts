import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { type Recorded, type TakenBack, takenBackBy } from './taken-back.js';
import type { FactType } from './types.js';

/** Which facts of an organization are asked for. */
export interface AskedFacts {
  readonly type?: FactType;
  /** Revisions above this one; absent = from the first on, whose revision is 0. */
  readonly after?: number;
  readonly knownAt?: string;
}

const PAGE = 100;
const MOST = 1_000;

async function page(
  organizationId: string,
  asked: AskedFacts,
  limit: number,
  signal?: AbortSignal,
) {
  const query = { ...asked, limit };
  const params = { path: { organizationId }, query };
  return await answer(
    api.GET('/v1/organizations/{organizationId}/facts', {
      params,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

function startingAfter({ after: _, ...filters }: AskedFacts, after: number | null): AskedFacts {
  return after === null ? filters : { ...filters, after };
}

/** Facts in pages, in the order in which they were recorded. */
export function factsQuery(organizationId: string, asked: AskedFacts) {
  return infiniteQueryOptions({
    queryKey: organizationKey(organizationId, 'facts', asked),
    queryFn: ({ signal, pageParam }) =>
      page(organizationId, startingAfter(asked, pageParam), PAGE, signal),
    initialPageParam: asked.after ?? null,
    getNextPageParam: ({ facts }) =>
      facts.length < PAGE ? null : (facts.at(-1)?.revision ?? null),
  });
}

/** One fact by its revision; `null` where there is none of it by then. */
export function oneFactQuery(organizationId: string, revision: number, knownAt?: string) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'one-fact', revision, knownAt ?? null),
    queryFn: async ({ signal }) => {
      const known = knownAt === undefined ? {} : { knownAt };
      const asked = startingAfter(known, revision === 0 ? null : revision - 1);
      const { facts } = await page(organizationId, asked, 1, signal);
      return facts.find((fact) => fact.revision === revision) ?? null;
    },
  });
}

/** Every fact that passes, a page at a time. */
export async function* everyFact(
  organizationId: string,
  asked: AskedFacts,
): AsyncGenerator<readonly Recorded[]> {
  let after = asked.after ?? null;
  for (;;) {
    const { facts } = await page(organizationId, startingAfter(asked, after), MOST);
    yield facts;
    if (facts.length < MOST) return;
    after = facts.at(-1)?.revision ?? after;
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
