import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';

/** What was claimed of an organization on a day, as known at a moment, on paper. */
export const claimRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'claim',
}).lazy(() => import('./view.js').then(({ view }) => view));
