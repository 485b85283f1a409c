import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';
import { type WhatIfSearch, whatIfSearchOf } from './suppositions.js';

/** What would be attained with further facts; nothing of it is recorded. */
export const whatIfRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'what-if',
  validateSearch: (search): WhatIfSearch => whatIfSearchOf(search),
}).lazy(() => import('./view.js').then(({ view }) => view));
