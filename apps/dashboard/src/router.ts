import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { readSearch, writtenSearch } from './frame/everywhere.js';
import { Broken } from './frame/nothing-there.js';
import { rootRoute, signedInRoute } from './frame/roots.js';
import { VIEWS } from './views.js';
import { signInRoute } from './session/route.js';

const tree = rootRoute.addChildren([signInRoute, signedInRoute.addChildren(VIEWS)]);

export function newRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    parseSearch: readSearch,
    stringifySearch: writtenSearch,
    defaultErrorComponent: Broken,
    defaultPreload: 'intent',
    // Queries know what is stale.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
