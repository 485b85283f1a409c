import { Injectable } from '@nestjs/common';

/** Where the service is on its way out. */
@Injectable()
export class Shutdown {
  readonly #deadline = new AbortController();
  #hasBegun = false;

  /** From then on no request is taken; those under way go on. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Aborted when requests under way have to end, whatever they have done. */
  get deadline(): AbortSignal {
    return this.#deadline.signal;
  }

  begin(graceMs: number): void {
    this.#hasBegun = true;
    setTimeout(() => {
      this.#deadline.abort();
    }, graceMs).unref();
  }
}
