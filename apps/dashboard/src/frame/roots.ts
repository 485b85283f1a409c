import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { Refusal } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';
import { type Everywhere, everywhereOf } from './everywhere.js';
import { Frame } from './frame.js';
import { Page } from './page.js';
import { AllBroken, FrameBroken, NotThere } from './nothing-there.js';

/** Links keep the time that is asked about, and the language where the address has one. */
export const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  validateSearch: (search): Everywhere => everywhereOf(search),
  search: { middlewares: [retainSearchParams<Everywhere>(['asOf', 'knownAt', 'lang'])] },
  component: Page,
  errorComponent: AllBroken,
  notFoundComponent: NotThere,
});

/** What is around every view; who is not signed in comes back to where they wanted to go. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
  },
  component: Frame,
  errorComponent: FrameBroken,
});
