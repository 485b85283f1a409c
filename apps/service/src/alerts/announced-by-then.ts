import { Inject, Injectable } from '@nestjs/common';
import type { Key } from '@app/database';
import { beginningOf, dayOf, parseInstant } from '@app/domain';
import { FactsCache, organizationUnknown, refuse, revisionKnownAt } from '@app/projections';
import type { Config } from '@app/hosting';
import { refuseOther } from '../auth/reach.js';
import { answerOrProblem } from '../query/answer-or-problem.js';
import { CONFIG } from '../tokens.js';
import type { AskAlerts } from './alerts-asked.js';

/** Which alerts there were at the time that is asked about. */
@Injectable()
export class AnnouncedByThen {
  constructor(
    private readonly facts: FactsCache,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The first instant behind that time; empty where it has none. Throws a problem where `key` may not ask, or there is no such time. */
  async boundOf(
    key: Key | null,
    { organizationId, asOf, knownAt }: Pick<AskAlerts, 'organizationId' | 'asOf' | 'knownAt'>,
  ): Promise<{ readonly raisedBefore?: string }> {
    refuseOther(key, organizationId);
    const ends = [
      asOf === undefined ? Infinity : beginningOf(dayOf(asOf) + 1, this.config.timeZone),
      knownAt === undefined ? Infinity : await this.#endOf(knownAt, organizationId),
    ];
    const end = Math.min(...ends);
    return end === Infinity ? {} : { raisedBefore: new Date(end).toISOString() };
  }

  /** Of an instant, the one behind it; of a revision, the one at which the fact behind it was recorded. */
  async #endOf(knownAt: string, organizationId: string | undefined): Promise<number> {
    const instant = parseInstant(knownAt);
    if (instant !== null) return instant + 1;
    if (organizationId === undefined) {
      const detail = `knownAt is an RFC 3339 instant such as 2018-04-02T08:00:00Z, not ${knownAt}; a revision goes with organizationId`;
      return answerOrProblem(refuse('known-at-invalid', detail, 'knownAt'));
    }
    const index = await this.facts.factsOf(organizationId);
    if (index === null) return answerOrProblem(organizationUnknown(organizationId));
    const revision = answerOrProblem(revisionKnownAt(index, knownAt));
    return revision === index.revision ? Infinity : index.recordedAt(revision + 1);
  }
}
