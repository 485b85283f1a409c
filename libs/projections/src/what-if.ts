import {
  copyOf,
  dayOf,
  type Fact,
  formatDay,
  type RejectionCode,
  type Standing,
  standingsOn,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  type DecisionSnapshots,
  type KnownBy,
  suppose,
  type SuppositionOptions,
  Turns,
} from '@app/recording';
import {
  type Answer,
  type KnownAt,
  organizationUnknown,
  type QuestionsOptions,
  revisionKnownAt,
} from './ground.js';

export interface AskedForWhatIf {
  readonly organizationId: string;
  readonly asOf?: string;
  /** A revision in digits, or an RFC 3339 instant: upon what was known then; absent = upon all that is. */
  readonly knownAt?: string;
  readonly facts: readonly Fact[];
}

export interface WhatIfAnswer {
  readonly asOf: string;
  /** Where it was asked for. */
  readonly knownAt?: KnownAt;
  readonly before: readonly Standing[];
  readonly after: readonly Standing[];
  /** What was recorded before, by its place among the facts: it changes nothing. */
  readonly duplicates?: readonly { readonly index: number; readonly revision: number }[];
}

/** Why nothing would be recorded. */
export interface NotSupposed {
  readonly rejects: readonly SupposedReject[];
}

/** A fact that would not be recorded, by its place among those that were supposed. */
export interface SupposedReject {
  readonly index: number;
  readonly code: RejectionCode;
  readonly detail: string;
  readonly pointer?: string;
}

export interface WhatIfsOptions extends QuestionsOptions {
  readonly store: EventStore;
  /** What the decisions about what is supposed begin with. */
  readonly snapshots?: DecisionSnapshots;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

/** Each has an index of its own meanwhile, which may be large. */
const WHAT_IFS_AT_ONCE = 2;

/** What would be attained with further facts. */
export class WhatIfs {
  readonly #turns = new Turns(WHAT_IFS_AT_ONCE);

  constructor(private readonly options: WhatIfsOptions) {}

  /** The standings of a day as they are and as they would be with further facts, or why those would not be recorded. */
  async answer(asked: AskedForWhatIf): Promise<Answer<WhatIfAnswer | NotSupposed>> {
    const ofOthers = asked.facts.flatMap((fact, index) =>
      isOfAnother(fact, asked.organizationId) ? [ofAnother(index, asked.organizationId)] : [],
    );
    if (ofOthers.length > 0) return { answer: { rejects: ofOthers } };
    await this.#turns.begin();
    try {
      return await this.#supposed(asked);
    } finally {
      this.#turns.end();
    }
  }

  async #supposed(asked: AskedForWhatIf): Promise<Answer<WhatIfAnswer | NotSupposed>> {
    const { programs: inForce, today, now } = this.options;
    const programs = inForce();
    const asOf = asked.asOf === undefined ? today() : dayOf(asked.asOf);
    const known = await this.#knownBy(asked);
    if (known.refusal !== undefined) return known;
    let before: readonly Standing[] = [];
    const supposed = await suppose(
      { ...this.#from(), ...(known.answer === null ? {} : { knownBy: known.answer }) },
      asked.organizationId,
      asked.facts,
      now(),
      (index) => {
        before = standingsOn(index.knownAt(), programs, asOf);
      },
    );
    if (supposed === null) return organizationUnknown(asked.organizationId);
    const rejects = supposed.decisions.flatMap((decision, index): SupposedReject[] => {
      if (decision.outcome !== 'rejected') return [];
      const { code, detail, pointer } = decision;
      return [{ index, code, detail, ...(pointer === undefined ? {} : { pointer }) }];
    });
    if (rejects.length > 0) return { answer: { rejects } };
    const duplicates = supposed.decisions.flatMap((decision, index) =>
      decision.outcome === 'duplicate' ? [{ index, revision: decision.revision }] : [],
    );
    return {
      answer: {
        asOf: formatDay(asOf),
        ...(known.answer === null ? {} : { knownAt: known.answer.shown }),
        before,
        after: standingsOn(supposed.index.knownAt(), programs, asOf),
        ...(duplicates.length === 0 ? {} : { duplicates }),
      },
    };
  }

  /** `null` = whatever is known. */
  async #knownBy({ organizationId, knownAt }: AskedForWhatIf): Promise<Answer<Known | null>> {
    if (knownAt === undefined) return { answer: null };
    const index = await this.options.facts.factsOf(organizationId);
    if (index === null) return organizationUnknown(organizationId);
    const found = revisionKnownAt(index, knownAt);
    if (found.refusal !== undefined) return found;
    const revision = found.answer;
    const recordedAt = index.recordedAt(revision);
    return {
      answer: {
        revision,
        instant: /^\d+$/.test(knownAt) ? recordedAt : Date.parse(knownAt),
        shown: { revision, recordedAt: new Date(recordedAt).toISOString() },
      },
    };
  }

  #from(): SuppositionOptions {
    const { store, snapshots, facts } = this.options;
    return {
      store,
      ...(snapshots === undefined ? {} : { snapshots }),
      indexOf: async (organizationId) => {
        const index = await facts.factsOf(organizationId);
        return index === null ? null : copyOf(index);
      },
    };
  }
}

interface Known extends KnownBy {
  readonly shown: KnownAt;
}

function isOfAnother({ data }: Fact, organizationId: string): boolean {
  return 'organizationId' in data && data.organizationId !== organizationId;
}

function ofAnother(index: number, organizationId: string): SupposedReject {
  return {
    index,
    code: 'invalid-data',
    detail: `the fact is of another organization than ${organizationId}`,
    pointer: '/data/organizationId',
  };
}
