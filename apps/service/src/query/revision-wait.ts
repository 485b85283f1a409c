import { Injectable } from '@nestjs/common';
import { FactsCache } from '@app/projections';
import { Problem } from '../problems/problem.js';

const MAX_WAIT_MS = 5_000;
const PAUSE_MS = 50;

/** Holds a question back until what its asker knows of is readable here. */
@Injectable()
export class RevisionWait {
  constructor(private readonly facts: FactsCache) {}

  /** Resolves when the organization has `minRevision` (in digits; absent = at once); rejects with a problem after 5 seconds. */
  async until(organizationId: string, minRevision: string | undefined): Promise<void> {
    if (minRevision === undefined) return;
    const deadline = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const revision = (await this.facts.factsOf(organizationId))?.revision ?? -1;
      if (revision >= Number(minRevision)) return;
      if (performance.now() > deadline) {
        const detail = `revision ${minRevision} of ${organizationId} did not arrive within 5 seconds`;
        throw new Problem('revision-not-yet', detail, { retryAfter: 1 });
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
