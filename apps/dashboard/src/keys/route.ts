import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';

export const keysRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'keys',
}).lazy(() => import('./view.js').then(({ view }) => view));
