import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { Tier } from '../parts/tier-badge.js';
import type { AskedRequirement } from './search.js';

/** What a question that is about no day takes of the time asked about. */
const knowledgeOf = ({ knownAt }: AskedTime) => (knownAt === undefined ? {} : { knownAt });

/** The tier on every day, from the enrolment on; days to come are the forecast. */
export function historyQuery(organizationId: string, option: string, time: AskedTime) {
  const query = { option, ...knowledgeOf(time) };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'history', query),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/history', {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}

/** The revenue that counts towards a requirement on every day, from the enrolment on. */
export function revenueQuery(organizationId: string, asked: AskedRequirement, time: AskedTime) {
  const query = { ...asked, ...knowledgeOf(time) };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'revenue', query),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/revenue', {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}

/** The cheapest way to a tier on a day. */
export function pathQuery(
  organizationId: string,
  asked: { readonly option: string; readonly tier: Tier },
  time: AskedTime,
) {
  const query = { ...asked, ...time };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'path', query),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/v1/organizations/{organizationId}/path', {
          params: { path: { organizationId }, query },
          signal,
        }),
      ),
  });
}

/** The last `limit` that had been announced of an organization's standings by then, the latest first, and how much there was in all. */
export function announcedQuery(organizationId: string, limit: number, time: AskedTime) {
  const query = { ...time, organizationId, order: 'newest', limit } as const;
  return queryOptions({
    queryKey: ['alerts', 'of-organization', query],
    queryFn: async ({ signal }) => {
      const { alerts, total } = await answer(api.GET('/v1/alerts', { params: { query }, signal }));
      const announced = alerts.flatMap((alert) => ('organizationId' in alert ? [alert] : []));
      return { announced, total: total ?? announced.length };
    },
  });
}
