import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { RecordedFact } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  FactsCache,
  factsPage,
  type FactsQuery,
  Questions,
  revisionKnownAt,
} from '@app/projections';
import { quarantinedFacts } from '@app/recording';
import { Problem } from '../problems/problem.js';
import { EVENT_STORE } from '../tokens.js';
import { answerOrProblem } from './answer-or-problem.js';
import { AskFacts, AskHistory, AskIndividuals, AskRevenue, AskStanding } from './asked-classes.js';
import { RevisionWait } from './revision-wait.js';

const DEFAULT_LIMIT = 100;
/** An organization's people are shown together, as a rule. */
const MOST_INDIVIDUALS = 1_000;

@QueryHandler(AskStanding)
export class StandingHandler implements IQueryHandler<AskStanding> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskStanding): Promise<QueryResult<AskStanding>> {
    return this.revisions.answer(asked, () => this.questions.standing(asked));
  }
}

@QueryHandler(AskIndividuals)
export class IndividualsHandler implements IQueryHandler<AskIndividuals> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskIndividuals): Promise<QueryResult<AskIndividuals>> {
    const { limit, all, ...question } = asked;
    return this.revisions.answer(asked, () =>
      this.questions.individuals({
        ...question,
        all: all === 'true',
        limit: limit === undefined ? MOST_INDIVIDUALS : Number(limit),
      }),
    );
  }
}

@QueryHandler(AskHistory)
export class HistoryHandler implements IQueryHandler<AskHistory> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskHistory): Promise<QueryResult<AskHistory>> {
    return this.revisions.answer(asked, () => this.questions.history(asked));
  }
}

@QueryHandler(AskRevenue)
export class RevenueHandler implements IQueryHandler<AskRevenue> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskRevenue): Promise<QueryResult<AskRevenue>> {
    return this.revisions.answer(asked, () => this.questions.revenue(asked));
  }
}

@QueryHandler(AskFacts)
export class FactsHandler implements IQueryHandler<AskFacts> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly facts: FactsCache,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskFacts): Promise<QueryResult<AskFacts>> {
    const { organizationId, after, limit, order, knownAt, minRevision, ...filters } = asked;
    await this.revisions.until(organizationId, minRevision);
    const index = await this.facts.factsOf(organizationId);
    if (index === null) {
      throw new Problem('organization-unknown', `no organization ${organizationId} is enrolled`);
    }
    const query = {
      ...filters,
      upTo: answerOrProblem(revisionKnownAt(index, knownAt)),
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      ...(after === undefined ? {} : { after: Number(after) }),
      ...(order === undefined ? {} : { order }),
    };
    const { facts, next } = await factsPage(this.facts, organizationId, index, query);
    // Behind the last fact that is known there may be one in quarantine.
    const known = knownAt === undefined ? Infinity : query.upTo;
    const isSpanned = spanOf(query, known, facts.length < query.limit ? undefined : facts.at(-1));
    const decisions = await quarantinedFacts(this.store, organizationId);
    return {
      facts,
      quarantined: [...decisions.values()].filter(({ revision }) => isSpanned(revision)),
      ...(order === undefined || next === undefined ? {} : { next }),
    };
  }
}

/** Whether a revision up to `known` is of a page: from where it begins to its `last` fact, or to the end where it is not full. */
function spanOf(
  { after, order }: Pick<FactsQuery, 'after' | 'order'>,
  known: number,
  last: RecordedFact | undefined,
): (revision: number) => boolean {
  const [above, below] =
    order === 'newest'
      ? [(last?.revision ?? 0) - 1, after ?? Infinity]
      : [after ?? -1, (last?.revision ?? Infinity) + 1];
  return (revision) => revision <= known && revision > above && revision < below;
}
