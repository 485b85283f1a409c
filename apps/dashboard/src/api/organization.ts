import { queryOptions } from '@tanstack/react-query';
import type { AskedTime } from '../frame/everywhere.js';
import { answer, api, type Schemas } from './client.js';
import { organizationKey } from './queries.js';

type Entry = Schemas['Organizations']['organizations'][number];

const LOOKED_THROUGH = 100;

/** Name and market of an organization as they are today; only its id where the directory does not show it. */
export function organizationQuery(organizationId: string) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'entry'),
    queryFn: async ({ signal }): Promise<Pick<Entry, 'name' | 'market'> | undefined> => {
      const query = { q: organizationId, limit: LOOKED_THROUGH };
      const { organizations } = await answer(
        api.GET('/v1/organizations', { params: { query }, signal }),
      );
      return organizations.find((entry) => entry.organizationId === organizationId);
    },
  });
}

/** The standing in every option, on the day and as known at the moment that are asked about. */
export function standingQuery(organizationId: string, time: AskedTime) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'standing', time),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/standing', {
          params: { path: { organizationId }, query: time },
          signal,
        }),
      ),
  });
}
