/** Lets subscribers of one process sleep until something is committed. */
export class WakeUps {
  readonly #sleepers = new Set<() => void>();

  /**
   * Resolves at the next `wake`, when `signal` aborts, or after `timeoutMs` (`Infinity` = no limit). Never rejects.
   * A caller that looks for work and calls this in the same turn cannot miss a `wake`.
   */
  sleep(signal: AbortSignal, timeoutMs: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = timeoutMs === Infinity ? undefined : setTimeout(wake, timeoutMs);
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  wake(): void {
    for (const wake of [...this.#sleepers]) wake();
  }
}
