import { createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.js';
import { homeOf } from '../frame/navigation.js';
import { signedInRoute } from '../frame/roots.js';
import { portfolioSearchOf } from './search.js';

/** Whoever comes to `/` and may not look at the portfolio is led to where they may do something. */
export const portfolioRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: portfolioSearchOf,
  beforeLoad: async ({ context }) => {
    const { role } = await context.queries.ensureQueryData(sessionQuery);
    const home = homeOf(role);
    if (home !== '/') throw redirect({ to: home, replace: true });
  },
}).lazy(() => import('./view.js').then(({ view }) => view));
