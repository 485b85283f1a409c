import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';

/** What later facts made of what was said of a day. */
export const changedRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'changed',
}).lazy(() => import('./view.js').then(({ view }) => view));
