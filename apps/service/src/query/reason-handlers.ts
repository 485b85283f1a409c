import { type IQueryHandler, QueryHandler, type QueryResult } from '@nestjs/cqrs';
import type { EvidenceReason } from '@app/domain';
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
  AskWindow,
} from './asked-classes.js';
import { RevisionWait } from './revision-wait.js';

const DEFAULT_LIMIT = 1_000;
const DEFAULT_CHANGES = 100;

@QueryHandler(AskCompetencies)
export class CompetenciesHandler implements IQueryHandler<AskCompetencies> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskCompetencies): Promise<QueryResult<AskCompetencies>> {
    return this.revisions.answer(asked, () => this.questions.competencies(asked));
  }
}

@QueryHandler(AskEvidence)
export class EvidenceHandler implements IQueryHandler<AskEvidence> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskEvidence): Promise<QueryResult<AskEvidence>> {
    const { limit, reason, counts, language = 'en', ...question } = asked;
    return this.revisions.answer(asked, () =>
      this.reasons.evidence({
        ...question,
        language,
        limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
        ...(reason === undefined ? {} : { reasons: reasonsIn(reason) }),
        withCounts: counts === 'true',
      }),
    );
  }
}

/** Reasons as they are asked for: `none` = what counts, which has none. */
function reasonsIn(asked: string): ReadonlySet<EvidenceReason | null> {
  return new Set(
    asked.split(',').map((name) => (name === 'none' ? null : (name as EvidenceReason))),
  );
}

@QueryHandler(AskWindow)
export class WindowHandler implements IQueryHandler<AskWindow> {
  constructor(
    private readonly questions: Questions,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskWindow): Promise<QueryResult<AskWindow>> {
    const limit = asked.limit === undefined ? DEFAULT_CHANGES : Number(asked.limit);
    return this.revisions.answer(asked, () => this.questions.windowChanges({ ...asked, limit }));
  }
}

@QueryHandler(AskExplanation)
export class ExplanationHandler implements IQueryHandler<AskExplanation> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskExplanation): Promise<QueryResult<AskExplanation>> {
    const { language = 'en' } = asked;
    return this.revisions.answer(asked, () => this.reasons.explanation({ ...asked, language }));
  }
}

@QueryHandler(AskPath)
export class PathHandler implements IQueryHandler<AskPath> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskPath): Promise<QueryResult<AskPath>> {
    return this.revisions.answer(asked, () => this.reasons.path(asked));
  }
}

@QueryHandler(AskDependencies)
export class DependenciesHandler implements IQueryHandler<AskDependencies> {
  constructor(
    private readonly reasons: Reasons,
    private readonly revisions: RevisionWait,
  ) {}

  execute(asked: AskDependencies): Promise<QueryResult<AskDependencies>> {
    return this.revisions.answer(asked, () => this.reasons.dependencies(asked));
  }
}

@QueryHandler(AskWhatIf)
export class WhatIfHandler implements IQueryHandler<AskWhatIf> {
  constructor(private readonly reasons: Reasons) {}

  async execute({ asked }: AskWhatIf): Promise<QueryResult<AskWhatIf>> {
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
