/**
 * `make`, whose answer is kept for as long as the object that it was made of: for what is asked about rules, which do not change, with
 * every fact.
 */
export function onceFor<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const kept = new WeakMap<Of, { readonly made: Made }>();
  return (of) => {
    let entry = kept.get(of);
    if (entry === undefined) {
      entry = { made: make(of) };
      kept.set(of, entry);
    }
    return entry.made;
  };
}
