import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';

/** What is opened beside the list, as the address has it: the log of a receiver, by its id. */
export interface ReceiversSearch {
  readonly log?: string | undefined;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

export const receiversRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'receivers',
  validateSearch: ({ log }: Record<string, unknown>): ReceiversSearch =>
    typeof log === 'string' && ID.test(log) ? { log } : {},
}).lazy(() => import('./view.js').then(({ view }) => view));
