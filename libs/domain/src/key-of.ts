import { onceFor } from './once-for.js';
import type { AssociationFilter, RevenueFilter } from './program.js';

/**
 * Of rules, a text that equal ones share, behind `what` is worked out for them: it is kept by such a key with every fact. A key is
 * made once, for a text put together anew would be read through again to look it up.
 */
export function keyWith(what: string): (rules: object) => string {
  return onceFor((rules: object) => `${what} ${JSON.stringify(rules)}`);
}

/** Equal filters have equal lines, whichever edition and tier they stand in. */
export const keyOfFilter = onceFor((filter: RevenueFilter): string => {
  const { products, revenueTypes, associationKinds, associationProducts } = filter;
  const { window, attribution } = filter;
  const parts = [products, revenueTypes, associationKinds, associationProducts];
  return JSON.stringify([...parts, window, attribution]);
});

/** Filters that ask for the same kinds of association, for the same products, share it. */
export const keyOfAssociation = onceFor((filter: AssociationFilter): string =>
  JSON.stringify([filter.associationKinds, filter.associationProducts]),
);
