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
