import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../frame/roots.js';

/** `next` is an address of this page, to go to afterwards. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } =>
    typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {},
}).lazy(() => import('./view.js').then(({ view }) => view));
