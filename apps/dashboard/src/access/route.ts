import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';
import { accessSearchOf } from './search.js';

export const accessRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'access',
  validateSearch: accessSearchOf,
}).lazy(() => import('./view.js').then(({ view }) => view));
