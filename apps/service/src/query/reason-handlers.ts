import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import { Questions, Reasons, type SupposedReject } from '@app/projections';
import { Problem } from '../problems/problem.js';
import { answerOrProblem } from './answer-or-problem.js';
import {
  AskCompetencies,
  AskDependencies,
  AskEvidence,
  AskExplanation,
  AskPath,
  AskWhatIf,
} from './asked-classes.js';
import { RevisionWait } from './revision-wait.js';

const DEFAULT_LIMIT = 1_000;

@QueryHandler(AskCompetencies)
export class CompetenciesHandler implements IQueryHandler<AskCompetencies> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskCompetencies): Promise<QueryResult<AskCompetencies>> {
    await this.revisions.until(asked.organizationId, asked.minRevision);
    return answerOrProblem(await this.questions.competencies(asked));
  }
}

@QueryHandler(AskEvidence)
export class EvidenceHandler implements IQueryHandler<AskEvidence> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskEvidence): Promise<QueryResult<AskEvidence>> {
    await this.revisions.until(asked.organizationId, asked.minRevision);
    const { limit, language = 'en', ...question } = asked;
    return answerOrProblem(
      await this.reasons.evidence({
        ...question,
        language,
        limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      }),
    );
  }
}

@QueryHandler(AskExplanation)
export class ExplanationHandler implements IQueryHandler<AskExplanation> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskExplanation): Promise<QueryResult<AskExplanation>> {
    await this.revisions.until(asked.organizationId, asked.minRevision);
    const { language = 'en' } = asked;
    return answerOrProblem(await this.reasons.explanation({ ...asked, language }));
  }
}

@QueryHandler(AskPath)
export class PathHandler implements IQueryHandler<AskPath> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskPath): Promise<QueryResult<AskPath>> {
    await this.revisions.until(asked.organizationId, asked.minRevision);
    return answerOrProblem(await this.reasons.path(asked));
  }
}

@QueryHandler(AskDependencies)
export class DependenciesHandler implements IQueryHandler<AskDependencies> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  async execute(asked: AskDependencies): Promise<QueryResult<AskDependencies>> {
    await this.revisions.until(asked.organizationId, asked.minRevision);
    return answerOrProblem(await this.reasons.dependencies(asked));
  }
}

@QueryHandler(AskWhatIf)
export class WhatIfHandler implements IQueryHandler<AskWhatIf> {
  constructor(private readonly reasons: Reasons) {}

  async execute({ organizationId, asOf, facts }: AskWhatIf): Promise<QueryResult<AskWhatIf>> {
    const asked = { organizationId, facts, ...(asOf === undefined ? {} : { asOf }) };
    const answer = answerOrProblem(await this.reasons.whatIf(asked));
    if ('rejects' in answer) throw notRecorded(answer.rejects);
    return answer;
  }
}

/** As for a fact that is sent alone: 422 with the code of the first, and each with its place. */
function notRecorded(rejects: readonly SupposedReject[]): Problem {
  const errors = rejects.map(({ index, detail, pointer = '' }) => ({
    pointer: `/facts/${index}${pointer}`,
    detail,
  }));
  const [first] = rejects;
  return new Problem(first?.code ?? 'invalid-data', first?.detail ?? '', { status: 422, errors });
}
