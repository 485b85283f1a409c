import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { EventStore } from '@app/event-store';
import { FactsCache, Questions, revisionKnownAt } from '@app/projections';
import { quarantinedFacts, readFacts } from '@app/recording';
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
    const { organizationId, after, limit, type, knownAt, minRevision } = asked;
    await this.revisions.until(organizationId, minRevision);
    const index = await this.facts.factsOf(organizationId);
    if (index === null) {
      throw new Problem('organization-unknown', `no organization ${organizationId} is enrolled`);
    }
    const range = {
      after: after === undefined ? -1 : Number(after),
      upTo: answerOrProblem(revisionKnownAt(index, knownAt)),
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      ...(type === undefined ? {} : { type }),
    };
    const facts = await readFacts(this.store, organizationId, range);
    const isFull = facts.length === range.limit;
    // Behind the last fact that is known there may be one in quarantine.
    const whole = knownAt === undefined ? Infinity : range.upTo;
    const end = isFull ? (facts.at(-1)?.revision ?? whole) : whole;
    const decisions = await quarantinedFacts(this.store, organizationId);
    return {
      facts,
      quarantined: [...decisions.values()].filter(
        ({ revision }) => revision > range.after && revision <= end,
      ),
    };
  }
}
