import {
  dayOf,
  type Day,
  type FactsIndex,
  formatDay,
  type KnownFacts,
  optionIdsOf,
  type Program,
  revenueSteps,
  type RevenueSteps,
  type Standing,
  standingsOn,
  tierIntervals,
  type TierInterval,
  underEdition,
} from '@app/domain';
import type { FactsCache } from './facts-cache.js';

/** Why a question has no answer. The codes are stable: callers branch on them. */
export interface Refusal {
  readonly code:
    | 'organization-unknown'
    | 'option-unknown'
    | 'requirement-unknown'
    | 'edition-unknown'
    | 'not-known-yet'
    | 'revision-unknown'
    | 'known-at-invalid'
    | 'range-reversed';
  readonly detail: string;
}

export type Answer<T> =
  | { readonly answer: T; readonly refusal?: never }
  | { readonly refusal: Refusal; readonly answer?: never };

/** What every question about one organization may say. Days are valid `YYYY-MM-DD`. */
export interface Asked {
  readonly organizationId: string;
  /** A revision in digits, or an RFC 3339 instant; absent = all that is known. */
  readonly knownAt?: string;
  /** The content hash of an edition to ask under; absent = today's editions. */
  readonly edition?: string;
}

export interface StandingAnswer {
  readonly organizationId: string;
  readonly asOf: string;
  readonly knownAt: { readonly revision: number; readonly recordedAt: string };
  readonly standings: readonly Standing[];
}

export interface QuestionsOptions {
  readonly facts: FactsCache;
  /** The programs in force, asked for anew with every question. */
  readonly programs: () => readonly Program[];
  readonly today: () => Day;
}

interface Ground {
  readonly index: FactsIndex;
  readonly known: KnownFacts;
  readonly programs: readonly Program[];
}

/** The questions that callers ask about one organization, in the words and shapes of the API. */
export class Questions {
  constructor(private readonly options: QuestionsOptions) {}

  async standing(
    asked: Asked & { readonly asOf?: string; readonly option?: string },
  ): Promise<Answer<StandingAnswer>> {
    const ground = await this.#groundOf(asked, asked.option);
    if (ground.refusal !== undefined) return ground;
    const { index, known, programs } = ground.answer;
    const asOf = asked.asOf === undefined ? this.options.today() : dayOf(asked.asOf);
    return {
      answer: {
        organizationId: asked.organizationId,
        asOf: formatDay(asOf),
        knownAt: {
          revision: known.revision,
          recordedAt: new Date(index.recordedAt(known.revision)).toISOString(),
        },
        standings: standingsOn(known, programs, asOf, asked.option),
      },
    };
  }

  /** Default range: from the enrolment, without end. */
  async history(
    asked: Asked & { readonly option: string; readonly from?: string; readonly to?: string },
  ): Promise<Answer<{ readonly intervals: readonly TierInterval[] }>> {
    const ground = await this.#groundOf(asked, asked.option);
    if (ground.refusal !== undefined) return ground;
    const { known, programs } = ground.answer;
    const range = rangeOf(asked, known);
    if (range.refusal !== undefined) return range;
    const { from, to } = range.answer;
    return { answer: { intervals: tierIntervals(known, programs, asked.option, from, to) } };
  }

  /** Default range: from the enrolment, without end. */
  async revenue(
    asked: Asked & {
      readonly option: string;
      readonly requirement: string;
      readonly from?: string;
      readonly to?: string;
    },
  ): Promise<Answer<RevenueSteps>> {
    const ground = await this.#groundOf(asked, asked.option);
    if (ground.refusal !== undefined) return ground;
    const { known, programs } = ground.answer;
    const range = rangeOf(asked, known);
    if (range.refusal !== undefined) return range;
    const { from, to } = range.answer;
    const steps = revenueSteps(known, programs, asked.option, asked.requirement, from, to);
    if (steps !== null) return { answer: steps };
    const detail = `${asked.option} has no revenue requirement ${asked.requirement}`;
    return refuse('requirement-unknown', detail);
  }

  async #groundOf(asked: Asked, option: string | undefined): Promise<Answer<Ground>> {
    const present = this.options.programs();
    const programs = asked.edition === undefined ? present : underEdition(present, asked.edition);
    if (programs === null) {
      return refuse('edition-unknown', `no edition has the content hash ${String(asked.edition)}`);
    }
    const options = optionIdsOf(programs);
    if (option !== undefined && !options.includes(option)) {
      return refuse(
        'option-unknown',
        `there is no option ${option}; there are ${options.join(', ')}`,
      );
    }
    const index = await this.options.facts.factsOf(asked.organizationId);
    if (index === null) {
      return refuse('organization-unknown', `no organization ${asked.organizationId} is enrolled`);
    }
    const revision = revisionKnownAt(index, asked.knownAt);
    if (revision.refusal !== undefined) return revision;
    return { answer: { index, known: index.knownAt(revision.answer), programs } };
  }
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** The revision that `knownAt` (digits or an RFC 3339 instant) selects; the head where it is absent. */
export function revisionKnownAt(index: FactsIndex, knownAt: string | undefined): Answer<number> {
  if (knownAt === undefined) return { answer: index.revision };
  if (/^\d+$/.test(knownAt)) {
    const revision = Number(knownAt);
    if (revision <= index.revision) return { answer: revision };
    const detail = `there is no revision ${knownAt}; the last one is ${index.revision}`;
    return refuse('revision-unknown', detail);
  }
  const instant = RFC_3339.test(knownAt) ? Date.parse(knownAt) : Number.NaN;
  if (Number.isNaN(instant)) {
    return refuse(
      'known-at-invalid',
      `knownAt is a revision in digits or an RFC 3339 instant such as 2018-04-02T08:00:00Z, not ${knownAt}`,
    );
  }
  const revision = index.revisionAt(instant);
  if (revision !== null) return { answer: revision };
  return refuse('not-known-yet', `nothing was recorded of the organization by ${knownAt}`);
}

function rangeOf(
  { from, to }: { readonly from?: string; readonly to?: string },
  known: KnownFacts,
): Answer<{ from: Day; to: Day | null }> {
  const range = {
    from: from === undefined ? known.enrolledOn : dayOf(from),
    to: to === undefined ? null : dayOf(to),
  };
  if (range.to === null || range.from <= range.to) return { answer: range };
  return refuse(
    'range-reversed',
    `the range runs from ${formatDay(range.from)} (inclusive) to ${formatDay(range.to)} (exclusive), which comes before it`,
  );
}

function refuse(code: Refusal['code'], detail: string): { refusal: Refusal } {
  return { refusal: { code, detail } };
}
