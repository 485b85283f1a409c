import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import type { AskedTime } from '../frame/everywhere.js';

export type Individual = Schemas['Individuals']['individuals'][number];

const INDIVIDUALS = 1_000;

/** Every member of a day with what counts on it, by id; `former` = also who is none, and passes that do not count. */
export function individualsQuery(organizationId: string, former: boolean, time: AskedTime) {
  const asked = { ...time, ...(former ? { all: 'true' as const } : {}), limit: INDIVIDUALS };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'individuals', asked),
    queryFn: async ({ signal }) => {
      const individuals: Individual[] = [];
      let after: string | undefined;
      for (;;) {
        const page = await answer(
          api.GET('/v1/organizations/{organizationId}/individuals', {
            params: {
              path: { organizationId },
              query: { ...asked, ...(after === undefined ? {} : { after }) },
            },
            signal,
          }),
        );
        individuals.push(...page.individuals);
        after = page.next;
        if (after === undefined) return { asOf: page.asOf, individuals };
      }
    },
  });
}

/** Who breaks which tier by leaving, and what expires soon. */
export function dependenciesQuery(organizationId: string, time: AskedTime) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'dependencies', time),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/dependencies', {
          params: { path: { organizationId }, query: time },
          signal,
        }),
      ),
  });
}
