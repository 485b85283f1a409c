import { createRoute } from '@tanstack/react-router';
import { organizationRoute } from '../frame/organization-route.js';
import { type PeopleSearch, peopleSearchOf } from './search.js';

/** Who holds which exams, who fills which places, what is missing, and who must not leave. */
export const peopleRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'people',
  validateSearch: (search): PeopleSearch => peopleSearchOf(search),
}).lazy(() => import('./view.js').then(({ view }) => view));
