import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import type { AlertsSearch, AlertType } from './search.js';

export type Alert = Schemas['Alert'];
export type StandingAlert = Schemas['StandingAlert'];

const PAGE = 1_000;

/** Every alert of a type (absent = all about standings), the newest first: the service lists them from the oldest on. */
export function alertsQuery(type: AlertType | undefined) {
  return queryOptions({
    queryKey: ['alerts', 'list', type ?? null],
    queryFn: async ({ signal }): Promise<readonly Alert[]> => {
      const found: Alert[] = [];
      for (;;) {
        const after = found.at(-1)?.id;
        const query = {
          limit: PAGE,
          ...(type === undefined ? {} : { type }),
          ...(after === undefined ? {} : { after }),
        };
        const { alerts } = await answer(api.GET('/v1/alerts', { params: { query }, signal }));
        found.push(...alerts);
        if (alerts.length < PAGE) return found.reverse();
      }
    },
    placeholderData: (before) => before,
  });
}

/** Those that pass what the address asks for besides the type. */
export function thoseAsked(
  alerts: readonly Alert[],
  { organization, acknowledged }: AlertsSearch,
): readonly Alert[] {
  const part = organization?.toLowerCase();
  return alerts.filter(
    (alert) =>
      (part === undefined ||
        ('organizationId' in alert && alert.organizationId.toLowerCase().includes(part))) &&
      (acknowledged === undefined ||
        (acknowledged === 'yes') === (alert.acknowledged !== undefined)),
  );
}

/** Says that an alert was seen; the alert as it is from then on. */
export function acknowledge(id: string): Promise<Alert> {
  return answer(api.POST('/v1/alerts/{id}/acknowledgement', { params: { path: { id } } }));
}
