import { createRoute } from '@tanstack/react-router';
import { signedInRoute } from '../frame/roots.js';

/** What is opened, as the address has it: an import, by its id. */
export interface ImportsSearch {
  readonly open?: string | undefined;
}

const ID = /^[0-9a-f-]{36}$/;

export const importsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'imports',
  validateSearch: ({ open }: Record<string, unknown>): ImportsSearch =>
    typeof open === 'string' && ID.test(open) ? { open } : {},
}).lazy(() => import('./view.js').then(({ view }) => view));
