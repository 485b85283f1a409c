import type { AssociationFilter, RevenueFilter } from './program.js';

const keys = new WeakMap<object, string>();

/**
 * A text that equal values share, made once for each object: rules do not change, and what is worked out for them is kept by such a
 * key with every fact.
 */
export function keyOf(value: object): string {
  let key = keys.get(value);
  if (key === undefined) {
    key = JSON.stringify(value);
    keys.set(value, key);
  }
  return key;
}

const filterKeys = new WeakMap<RevenueFilter, string>();

/** Equal filters have equal lines, whichever edition and tier they stand in. */
export function keyOfFilter(filter: RevenueFilter): string {
  let key = filterKeys.get(filter);
  if (key === undefined) {
    const { products, revenueTypes, associationKinds, associationProducts } = filter;
    const { window, attribution } = filter;
    const parts = [products, revenueTypes, associationKinds, associationProducts];
    key = JSON.stringify([...parts, window, attribution]);
    filterKeys.set(filter, key);
  }
  return key;
}

const associationKeys = new WeakMap<AssociationFilter, string>();

/** Filters that ask for the same kinds of association, for the same products, share it. */
export function keyOfAssociation(filter: AssociationFilter): string {
  let key = associationKeys.get(filter);
  if (key === undefined) {
    key = JSON.stringify([filter.associationKinds, filter.associationProducts]);
    associationKeys.set(filter, key);
  }
  return key;
}
