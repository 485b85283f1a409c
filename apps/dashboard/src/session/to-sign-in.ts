import type { QueryClient } from '@tanstack/react-query';
import type { AnyRouter } from '@tanstack/react-router';

/** Forgets what one key was shown and asks for another; afterwards one is back where one was. */
export function toSignIn(router: AnyRouter, queries: QueryClient): void {
  const { href, pathname } = router.state.location;
  if (pathname === '/sign-in') return;
  queries.clear();
  void router.navigate({ to: '/sign-in', search: { next: href } });
}
