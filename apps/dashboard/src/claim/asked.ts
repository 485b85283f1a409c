import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { Language } from '../language/locale.js';

/** The standing in an option in sentences: first what is attained, then each finding, last the rules. */
export function explanationQuery(
  organizationId: string,
  option: string,
  time: AskedTime,
  language: Language,
) {
  const query = { option, language, ...time };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'explanation', query),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/explanation', {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}
