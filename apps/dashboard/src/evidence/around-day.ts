import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { dayNumberOf, isoDayOf } from '../charts/steps.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { AskedRequirement } from '../organization/search.js';

export type WindowChange = Schemas['WindowChanges']['changes'][number];

/** As many bookings of one day are listed at most; how many there are is said. */
const LISTED = 1_000;

/** The bookings that count for the first time on a day, and those that counted for the last time on the day before. */
export function aroundDayQuery(
  organizationId: string,
  asked: AskedRequirement,
  day: string,
  { knownAt }: AskedTime,
) {
  const query = {
    ...asked,
    from: day,
    to: isoDayOf(dayNumberOf(day) + 1),
    limit: LISTED,
    ...(knownAt === undefined ? {} : { knownAt }),
  };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'window', query),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/window', {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}
