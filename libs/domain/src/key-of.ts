import { onceFor } from './once-for.js';
import type { AssociationFilter, RevenueFilter } from './program.js';

/** A text that equal values share: what is worked out for rules is kept by such a key with every fact. */
export const keyOf = onceFor((value: object): string => JSON.stringify(value));

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
