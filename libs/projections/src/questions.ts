import {
  type Day,
  competenciesOn,
  type CompetencyStanding,
  dayOf,
  formatDay,
  type KnownFacts,
  revenueSteps,
  type RevenueSteps,
  type Standing,
  standingsOn,
  tierIntervals,
  type TierInterval,
  type WindowChange,
  windowChanges,
} from '@app/domain';
import {
  type Answer,
  type Asked,
  type AskedOfDay,
  groundOf,
  type KnownAt,
  type QuestionsOptions,
  refuse,
} from './ground.js';
import { type ShownPiece, shownPieces } from './shown-pieces.js';
import { peopleOn, type PeopleQuery } from './people.js';

interface OfDay {
  readonly organizationId: string;
  readonly asOf: string;
  readonly knownAt: KnownAt;
}

export interface StandingAnswer extends OfDay {
  readonly standings: readonly Standing[];
}

export interface CompetenciesAnswer extends OfDay {
  readonly competencies: readonly CompetencyStanding[];
}

export interface PeopleAnswer extends OfDay, ReturnType<typeof peopleOn> {}

/** Which days, from `from` (inclusive) to `to` (exclusive). */
export interface AskedForWindow extends Asked {
  readonly option: string;
  readonly requirement: string;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

export interface WindowAnswer {
  readonly changes: readonly (Omit<WindowChange, 'booking'> & { readonly booking: ShownPiece })[];
  /** With those beyond `limit`. */
  readonly total: number;
}

/** What is attained, in the words and shapes of the API. */
export class Questions {
  constructor(private readonly options: QuestionsOptions) {}

  async standing(
    asked: AskedOfDay & { readonly option?: string },
  ): Promise<Answer<StandingAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const { known, programs, asOf, knownAt } = ground.answer;
    return {
      answer: {
        organizationId: asked.organizationId,
        asOf: formatDay(asOf),
        knownAt,
        standings: standingsOn(known, programs, asOf, asked.option),
      },
    };
  }

  async competencies(asked: AskedOfDay): Promise<Answer<CompetenciesAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const { known, programs, asOf, knownAt } = ground.answer;
    return {
      answer: {
        organizationId: asked.organizationId,
        asOf: formatDay(asOf),
        knownAt,
        competencies: competenciesOn(known, programs, asOf),
      },
    };
  }

  /** Who belongs to the organization, and what they have passed. */
  async individuals(asked: AskedOfDay & PeopleQuery): Promise<Answer<PeopleAnswer>> {
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const { known, asOf, knownAt } = ground.answer;
    return {
      answer: {
        organizationId: asked.organizationId,
        asOf: formatDay(asOf),
        knownAt,
        ...peopleOn(known, asOf, asked),
      },
    };
  }

  /** Default range: from the enrolment, without end. */
  async history(
    asked: Asked & { readonly option: string; readonly from?: string; readonly to?: string },
  ): Promise<Answer<{ readonly intervals: readonly TierInterval[] }>> {
    const ground = await groundOf(asked, this.options);
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
    const ground = await groundOf(asked, this.options);
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

  /** The bookings that enter and leave the window of a revenue requirement on the days of a range, at most `limit`. */
  async windowChanges(asked: AskedForWindow): Promise<Answer<WindowAnswer>> {
    const { organizationId, option, requirement, limit } = asked;
    const ground = await groundOf(asked, this.options);
    if (ground.refusal !== undefined) return ground;
    const { known, programs } = ground.answer;
    const [from, to] = [dayOf(asked.from), dayOf(asked.to)];
    if (from > to)
      return refuse('range-reversed', `${asked.to} comes before ${asked.from}`, 'from');
    const changes = windowChanges(known, programs, option, requirement, from, to);
    if (changes === null) {
      const detail = `${option} has no revenue requirement ${requirement}`;
      return refuse('requirement-unknown', detail);
    }
    const page = changes.slice(0, limit);
    const shown = await shownPieces(
      this.options.facts,
      organizationId,
      page.map(({ booking }) => ({ piece: booking, reason: null })),
    );
    return {
      answer: {
        changes: page.map((change, at) => ({
          ...change,
          booking: shown[at]?.piece ?? change.booking,
        })),
        total: changes.length,
      },
    };
  }
}

function rangeOf(
  { from, to }: { readonly from?: string; readonly to?: string },
  known: KnownFacts,
): Answer<{ from: Day; to: Day | null }> {
  const end = to === undefined ? null : dayOf(to);
  const range = {
    // Whoever says an end before the enrolment, and no beginning, asks of no day.
    from: from === undefined ? Math.min(known.enrolledOn, end ?? known.enrolledOn) : dayOf(from),
    to: end,
  };
  if (range.to === null || range.from <= range.to) return { answer: range };
  return refuse(
    'range-reversed',
    `the range runs from ${formatDay(range.from)} (inclusive) to ${formatDay(range.to)} (exclusive), which comes before it`,
    'from',
  );
}
