import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';
import { alertsSearchOf } from './search.js';

export const alertsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'alerts',
  validateSearch: alertsSearchOf,
}).lazy(() => import('./view.js').then(({ view }) => view));
