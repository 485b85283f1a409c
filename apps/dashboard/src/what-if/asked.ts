import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';

/** The standings of a day as they are, and as they would be with further facts; nothing is recorded. */
export function whatIfQuery(
  organizationId: string,
  asOf: string,
  facts: readonly Schemas['Fact'][],
) {
  return queryOptions({
    queryKey: organizationKey(organizationId, 'what-if', asOf, facts),
    queryFn: ({ signal }) =>
      answer(
        api.POST('/v1/organizations/{organizationId}/what-if', {
          params: { path: { organizationId } },
          body: { asOf, facts: [...facts] },
          signal,
        }),
      ),
  });
}
