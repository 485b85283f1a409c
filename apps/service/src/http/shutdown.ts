import { Injectable } from '@nestjs/common';

/** Where the service is on its way out. */
@Injectable()
export class Shutdown {
  readonly #deadline = new AbortController();
  readonly #beginning = new AbortController();
  /** From then on no request is taken; those under way go on. */
  get hasBegun(): boolean {
    return this.#beginning.signal.aborted;
  }

  /** For how long a body that nobody wants is still read. */
  get patienceMs(): number {
    return this.hasBegun ? 1_000 : 5_000;
  }

  /** Aborted when it begins, for answers that have no end of their own. */
  get beginning(): AbortSignal {
    return this.#beginning.signal;
  }

  /** Aborted when requests under way have to end, whatever they have done. */
  get deadline(): AbortSignal {
    return this.#deadline.signal;
  }

  begin(graceMs: number): void {
    this.#beginning.abort();
    setTimeout(() => {
      this.#deadline.abort();
    }, graceMs).unref();
  }
}
