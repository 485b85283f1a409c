import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import type { AskedTime } from '../frame/everywhere.js';

/** The standings of a day as they are, or as they were known, and as they would be with further facts; nothing is recorded. */
export function whatIfQuery(
  organizationId: string,
  time: AskedTime,
  facts: readonly Schemas['Fact'][],
) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'what-if', time, facts),
    queryFn: ({ signal }) =>
      answer(
        api.POST('/v1/organizations/{organizationId}/what-if', {
          params: { path: { organizationId } },
          body: { ...time, facts: [...facts] },
          signal,
        }),
      ),
  });
}
