import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Key } from '@app/database';
import type { Fact } from '@app/domain';
import { type Outcome, Recorder, type RecordingRequest } from '@app/recording';
import { Metrics } from '../operations/metrics.js';

/** Records facts, each by itself: what became of each, in order. */
export class SubmitFacts extends Command<Outcome[]> {
  /** `request` is what the facts are a page of; absent = they are all of it. */
  constructor(
    readonly facts: readonly Fact[],
    readonly key: Key,
    readonly request?: RecordingRequest,
  ) {
    super();
  }
}

/** Records facts of one organization together, or none of them. */
export class SubmitFactsTogether extends Command<{
  readonly recorded: boolean;
  readonly tooLarge: boolean;
  readonly outcomes: Outcome[];
}> {
  constructor(
    readonly facts: readonly Fact[],
    readonly key: Key,
  ) {
    super();
  }
}

@CommandHandler(SubmitFacts)
export class SubmitFactsHandler implements ICommandHandler<SubmitFacts> {
  constructor(
    private readonly recorder: Recorder,
    private readonly metrics: Metrics,
  ) {}

  async execute({ facts, key, request }: SubmitFacts): Promise<Outcome[]> {
    const refusals = facts.map((fact) => refusalFor(fact, key));
    const allowed = facts.filter((_fact, place) => refusals[place] === null);
    const recorded =
      allowed.length === 0
        ? []
        : await this.metrics.timed(
            this.recorder.record(allowed, {
              recordedBy: key.id,
              ...(request === undefined ? {} : { request }),
            }),
          );
    const outcomes = recorded.values();
    const all = refusals.map((refusal) => refusal ?? (outcomes.next().value as Outcome));
    this.metrics.count(all.map(({ status }) => status));
    return all;
  }
}

@CommandHandler(SubmitFactsTogether)
export class SubmitFactsTogetherHandler implements ICommandHandler<SubmitFactsTogether> {
  constructor(
    private readonly recorder: Recorder,
    private readonly metrics: Metrics,
  ) {}

  async execute({ facts, key }: SubmitFactsTogether) {
    const refusals = facts.map((fact) => refusalFor(fact, key));
    if (refusals.some((refusal) => refusal !== null)) {
      const outcomes = refusals.map((refusal) => refusal ?? NOT_TRIED);
      return { recorded: false, tooLarge: false, outcomes };
    }
    const answer = await this.metrics.timed(
      this.recorder.recordAtomically(facts, { recordedBy: key.id }),
    );
    this.metrics.count(
      answer.outcomes.map(({ status }) => (answer.recorded ? status : 'rejected')),
    );
    return answer;
  }
}

const NOT_TRIED: Outcome = {
  status: 'rejected',
  code: 'atomic-rejected',
  detail: 'another fact of the batch is not allowed',
};

/** Why a key that is limited to organizations may not send `fact`, or `null` where it may. */
function refusalFor(fact: Fact, { organizations }: Key): Outcome | null {
  if (organizations === undefined) return null;
  if (fact.type !== 'ExchangeRatePublished') {
    if (organizations.includes(fact.data.organizationId)) return null;
    return {
      status: 'rejected',
      code: 'organization-not-allowed',
      detail: 'the key is limited to other organizations',
      pointer: '/data/organizationId',
    };
  }
  return {
    status: 'rejected',
    code: 'organization-not-allowed',
    detail: 'the key is limited to organizations, and exchange rates are for all of them',
    pointer: '/type',
  };
}
