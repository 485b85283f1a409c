import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';
import { type OverviewSearch, overviewSearchOf } from './search.js';

/** Where an organization stands, in every option. */
export const overviewRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/',
  validateSearch: (search): OverviewSearch => overviewSearchOf(search),
}).lazy(() => import('./view.js').then(({ view }) => view));
