import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from './roots.js';

/** What is above every view of one organization: its name, and the other views. */
export const organizationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'organizations/$organizationId',
}).lazy(() => import('./organization-frame.js').then(({ frame }) => frame));
