import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';

export const programsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'programs',
}).lazy(() => import('./view.js').then(({ view }) => view));
