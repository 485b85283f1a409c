import {
  type Day,
  dayOf,
  type FactsIndex,
  type KnownFacts,
  optionIdsOf,
  parseInstant,
  type Program,
  underEdition,
} from '@app/domain';
import type { FactsCache } from './facts-cache.js';

/** Why a question has no answer. The codes are stable: callers branch on them. */
export interface Refusal {
  readonly code:
    | 'organization-unknown'
    | 'option-unknown'
    | 'option-not-in-edition'
    | 'requirement-unknown'
    | 'tier-unknown'
    | 'edition-unknown'
    | 'not-known-yet'
    | 'revision-unknown'
    | 'known-at-invalid'
    | 'range-reversed'
    | 'invalid-parameter';
  readonly detail: string;
  /** What was asked that the refusal is about, where it is about one thing. */
  readonly parameter?: 'knownAt' | 'from' | 'until' | 'after';
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

/** The same of one day; absent = today. */
export interface AskedOfDay extends Asked {
  readonly asOf?: string;
}

export interface QuestionsOptions {
  readonly facts: FactsCache;
  /** The programs in force, asked for anew with every question. */
  readonly programs: () => readonly Program[];
  readonly today: () => Day;
}

/** What an answer rests on. To be read before anything else is waited for: further facts change what is known. */
export interface Ground {
  readonly known: KnownFacts;
  readonly programs: readonly Program[];
  readonly asOf: Day;
  readonly knownAt: KnownAt;
}

export interface KnownAt {
  readonly revision: number;
  /** RFC 3339, in UTC. */
  readonly recordedAt: string;
}

/** The ground of a question, or why there is none. */
export async function groundOf(
  asked: AskedOfDay & { readonly option?: string },
  { facts, programs: inForce, today }: QuestionsOptions,
): Promise<Answer<Ground>> {
  const present = inForce();
  const programs = asked.edition === undefined ? present : underEdition(present, asked.edition);
  if (programs === null) {
    return refuse('edition-unknown', `no edition has the content hash ${String(asked.edition)}`);
  }
  const options = optionIdsOf(programs);
  if (asked.option !== undefined && !options.includes(asked.option)) {
    return refuse(
      'option-unknown',
      `there is no option ${asked.option}; there are ${options.join(', ')}`,
    );
  }
  const index = await facts.factsOf(asked.organizationId);
  if (index === null) return organizationUnknown(asked.organizationId);
  const revision = revisionKnownAt(index, asked.knownAt);
  if (revision.refusal !== undefined) return revision;
  const known = index.knownAt(revision.answer);
  return {
    answer: {
      known,
      programs,
      asOf: asked.asOf === undefined ? today() : dayOf(asked.asOf),
      knownAt: {
        revision: known.revision,
        recordedAt: new Date(index.recordedAt(known.revision)).toISOString(),
      },
    },
  };
}

/** The revision that `knownAt` (digits or an RFC 3339 instant) selects; the head where it is absent. */
export function revisionKnownAt(index: FactsIndex, knownAt: string | undefined): Answer<number> {
  if (knownAt === undefined) return { answer: index.revision };
  if (/^\d+$/.test(knownAt)) {
    const revision = Number(knownAt);
    if (revision <= index.revision) return { answer: revision };
    const detail = `there is no revision ${knownAt}; the last one is ${index.revision}`;
    return refuse('revision-unknown', detail, 'knownAt');
  }
  const instant = parseInstant(knownAt);
  if (instant === null) {
    return refuse(
      'known-at-invalid',
      `knownAt is a revision in digits or an RFC 3339 instant such as 2018-04-02T08:00:00Z, not ${knownAt}`,
      'knownAt',
    );
  }
  const revision = index.revisionAt(instant);
  if (revision !== null) return { answer: revision };
  return refuse('not-known-yet', `nothing was recorded of the organization by ${knownAt}`);
}

export function organizationUnknown(organizationId: string): { refusal: Refusal } {
  return refuse('organization-unknown', `no organization ${organizationId} is enrolled`);
}

export function refuse(
  code: Refusal['code'],
  detail: string,
  parameter?: Refusal['parameter'],
): { refusal: Refusal } {
  return { refusal: { code, detail, ...(parameter === undefined ? {} : { parameter }) } };
}
