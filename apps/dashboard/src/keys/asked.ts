import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import type { Role } from '../session/session.js';

export type Key = Schemas['Keys']['keys'][number];

/** Every key without its secret, the oldest first. */
export const keysQuery = queryOptions({
  queryKey: ['keys', 'list'],
  queryFn: async ({ signal }) => (await answer(api.GET('/v1/keys', { signal }))).keys,
  staleTime: 0,
});

export interface NewKey {
  readonly name: string;
  readonly role: Role;
  readonly organizations?: string[];
  readonly expiresOn?: string;
}

/** Makes a key; its secret is in this answer alone. */
export function makeKey(body: NewKey): Promise<Schemas['KeyMade']> {
  return answer(api.POST('/v1/keys', { body }));
}

export function revokeKey(id: string): Promise<unknown> {
  return answer(api.DELETE('/v1/keys/{id}', { params: { path: { id } } }));
}
