import { useSuspenseQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';

export type Session = Schemas['Session'];
export type Role = Session['role'];

/** Who is signed in, and what day it is at the service. Below the signed-in route it is always there. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}
