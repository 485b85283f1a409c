import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';

export type Receiver = Schemas['Receiver'];
export type Attempt = Schemas['Attempt'];
export type ReceiverMade = Schemas['ReceiverMade'];
export type AlertType = Receiver['types'][number];

/** Every receiver, the oldest first. */
export const receiversQuery = queryOptions({
  queryKey: ['receivers', 'list'],
  queryFn: async ({ signal }) => (await answer(api.GET('/v1/webhooks', { signal }))).webhooks,
  staleTime: 0,
});

/** How often the log is looked at anew while it is open: attempts are no facts, and nothing tells of them. */
const LOOK_AGAIN_MS = 3_000;

/** What was tried with a receiver of late, the newest first. */
export function attemptsQuery(id: string) {
  return queryOptions({
    queryKey: ['receivers', 'attempts', id],
    queryFn: async ({ signal }) => {
      const params = { path: { id } };
      return (await answer(api.GET('/v1/webhooks/{id}/attempts', { params, signal }))).attempts;
    },
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export interface NewReceiver {
  readonly url: string;
  readonly format?: Receiver['format'];
  readonly language: Receiver['language'];
  readonly types?: AlertType[];
  readonly organizations?: string[];
  readonly options?: string[];
  readonly leadDays?: number[];
}

export function makeReceiver(body: NewReceiver): Promise<ReceiverMade> {
  return answer(api.POST('/v1/webhooks', { body }));
}

export function removeReceiver(id: string): Promise<unknown> {
  return answer(api.DELETE('/v1/webhooks/{id}', { params: { path: { id } } }));
}

export function testReceiver(id: string): Promise<Attempt> {
  return answer(api.POST('/v1/webhooks/{id}/test', { params: { path: { id } } }));
}

export function enableReceiver(id: string): Promise<Receiver> {
  return answer(api.POST('/v1/webhooks/{id}/enable', { params: { path: { id } } }));
}

/** Makes another secret; the one before signs beside it for a day. */
export function newSecret(id: string): Promise<Schemas['ReceiverSecret']> {
  return answer(api.POST('/v1/webhooks/{id}/secret', { params: { path: { id } } }));
}

export function sendAgain(id: string, alertId: string): Promise<unknown> {
  const params = { path: { id, alertId } };
  return answer(api.POST('/v1/webhooks/{id}/deliveries/{alertId}', { params }));
}
