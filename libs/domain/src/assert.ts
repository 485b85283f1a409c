/** A broken promise of this code, never of its input: nobody catches it but the process's own edge. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** `message` is asked for where it is needed: to put one together takes longer than most of what is asserted. */
export function assert(condition: boolean, message: string | (() => string)): asserts condition {
  if (!condition) throw new AssertionError(typeof message === 'string' ? message : message());
}
