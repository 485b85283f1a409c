import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';
import { factsSearchOf } from './search.js';

export const factsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'facts',
  validateSearch: factsSearchOf,
}).lazy(() => import('./view.js').then(({ view }) => view));
