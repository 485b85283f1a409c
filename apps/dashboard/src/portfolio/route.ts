import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';
import { portfolioSearchOf } from './search.js';

export const portfolioRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: portfolioSearchOf,
}).lazy(() => import('./view.js').then(({ view }) => view));
