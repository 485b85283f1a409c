import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';

/** Where an organization stands, in every option. */
export const overviewRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/',
}).lazy(() => import('./view.js').then(({ view }) => view));
