import { Injectable } from '@nestjs/common';
import { type Answer, FactsCache } from '@app/projections';
import { Problem } from '../problems/problem.js';
import { answerOrProblem } from './answer-or-problem.js';

const MAX_WAIT_MS = 5_000;
const PAUSE_MS = 50;

/** Holds questions back until what their askers know of is readable here. */
@Injectable()
export class RevisionWait {
  constructor(private readonly facts: FactsCache) {}

  /** The answer of `ask`, which is called when the revision that the asker waits for is here. Rejects with the problem where there is none. */
  async answer<T>(
    asked: { readonly organizationId: string; readonly minRevision?: string },
    ask: () => Promise<Answer<T>>,
  ): Promise<T> {
    await this.until(asked.organizationId, asked.minRevision);
    return answerOrProblem(await ask());
  }

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
