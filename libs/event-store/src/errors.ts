/** Operating errors of a store. Each message says what failed, where, and what to do. */
export abstract class StoreError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nobody can say whether the append was stored; the same call again (same ids, same expected revision) settles it. */
export class OutcomeUnknown extends StoreError {}

/** The store cannot be reached or opened now; nothing was stored by this call. */
export class StoreUnavailable extends StoreError {}

/** There is no room left; nothing was stored by this call, and appends go on as soon as there is room. */
export class StoreFull extends StoreError {}

/** Another process writes this store. */
export class StoreLocked extends StoreError {}

/** The store was written by a newer version than this one. */
export class StoreTooNew extends StoreError {}

/** What is stored does not read back as it was written. */
export class StoreCorrupt extends StoreError {}

/**
 * The address given for the store is none that is understood, or none that can work as it is, such as one with a wrong password:
 * waiting does not help.
 */
export class StoreAddressInvalid extends StoreUnavailable {}
