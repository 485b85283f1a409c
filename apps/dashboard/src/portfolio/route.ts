import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';
import { filtersOf } from './search.js';

export const portfolioRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: filtersOf,
}).lazy(() => import('./view.js').then(({ view }) => view));
