import { EVIDENCE_REASONS } from '@app/domain';
import {
  COUNT,
  DAY,
  FLAG,
  KNOWN_AT,
  list,
  MONEY,
  object,
  orNull,
  ref,
  REVISION,
  TEXT,
  TIER,
  TIER_OR_NONE,
} from './schema-words.js';

const REASON = { enum: EVIDENCE_REASONS };

/** What is said of a badge that was bought; only where one was. */
export const MEMBERSHIP = {
  held: TIER_OR_NONE,
  renewalOpensOn: orNull(DAY),
  atRiskAtRenewal: FLAG,
};

/** The schemas of findings, by kind. */
export function findingSchemas(): Record<string, object> {
  const finding = { tier: TIER, id: TEXT, met: FLAG };
  const count = { required: COUNT, actual: { type: 'integer' }, shortBy: COUNT };
  const window = object({ from: DAY, to: DAY });
  const kinds = {
    RevenueFinding: object({
      ...finding,
      kind: { const: 'rolling-revenue' },
      required: MONEY,
      actual: MONEY,
      shortBy: MONEY,
      currency: { const: 'USD' },
      window,
    }),
    CustomerFinding: object({ ...finding, kind: { const: 'customer-count' }, ...count, window }),
    MeasureFinding: object({ ...finding, kind: { const: 'reported-measure' }, ...count, window }, [
      'window',
    ]),
    AttributeFinding: object({
      ...finding,
      kind: { const: 'organization-attribute' },
      required: list(TEXT),
      actual: orNull(TEXT),
    }),
    PeopleFinding: object(
      {
        ...finding,
        kind: { const: 'qualified-individuals' },
        ...count,
        assignment: list(object({ individualId: TEXT, group: COUNT })),
        alternative: COUNT,
      },
      ['alternative'],
    ),
    CompositionFinding: object({
      ...finding,
      kind: { enum: ['all-of', 'any-of'] },
      required: COUNT,
      actual: COUNT,
      requirements: list(ref('Finding')),
    }),
  };
  return { Finding: { oneOf: Object.keys(kinds).map(ref) }, ...kinds };
}

/** The schemas of what is answered for reasons. */
export function reasonSchemas(): Record<string, object> {
  return {
    CompetenciesAnswer: object({
      organizationId: TEXT,
      asOf: DAY,
      knownAt: KNOWN_AT,
      competencies: list(
        object(
          {
            competency: TEXT,
            tier: TIER_OR_NONE,
            since: orNull(DAY),
            lapsesOn: orNull(DAY),
            attainedBy: list(TEXT),
            ...MEMBERSHIP,
          },
          Object.keys(MEMBERSHIP),
        ),
      ),
    }),
    WindowChanges: object({
      changes: list(
        object({ day: DAY, effect: { enum: ['enters', 'leaves'] }, booking: object(BOOKING) }),
      ),
      total: { ...COUNT, description: 'with those beyond `limit`' },
    }),
    Explanation: object({ asOf: DAY, paragraphs: list(list(TEXT)) }),
    ...evidenceSchemas(),
    ...pathSchemas(),
    ...dependencySchemas(),
    Supposed: object(
      {
        asOf: DAY,
        knownAt: {
          ...TEXT,
          description:
            "upon what had been recorded by then: a revision of the organization's stream (digits), or an instant (RFC 3339); absent = all",
        },
        facts: list(ref('Fact')),
      },
      ['asOf', 'knownAt'],
    ),
    WhatIf: object(
      {
        asOf: DAY,
        knownAt: KNOWN_AT,
        before: list(ref('Standing')),
        after: list(ref('Standing')),
        duplicates: list(object({ index: COUNT, revision: REVISION })),
      },
      ['knownAt', 'duplicates'],
    ),
  };
}

const BOOKING = {
  revision: REVISION,
  bookingId: TEXT,
  customerId: TEXT,
  product: TEXT,
  revenueType: { enum: ['net-new', 'recurring'] },
  bookedOn: DAY,
  amount: MONEY,
};

/** The fields of a piece of each kind of requirement, and which of them may be left out. */
const PIECES: readonly [fields: Record<string, object>, optional: string[]][] = [
  [BOOKING, []],
  [
    {
      revision: REVISION,
      individualId: TEXT,
      group: COUNT,
      passes: list(
        object(
          {
            revision: REVISION,
            type: { enum: ['exam', 'certification'] },
            id: TEXT,
            from: DAY,
            to: orNull(DAY),
            reason: REASON,
          },
          ['reason'],
        ),
      ),
      lacks: list(TEXT),
    },
    ['lacks'],
  ],
  [{ revision: REVISION, customerId: TEXT, amount: MONEY }, []],
  [
    {
      revision: REVISION,
      measure: TEXT,
      value: { type: 'integer' },
      effectiveOn: DAY,
      customerId: TEXT,
      product: TEXT,
    },
    ['customerId', 'product'],
  ],
  [{ revision: REVISION, attribute: TEXT, value: TEXT, effectiveOn: DAY }, []],
];

function evidenceSchemas(): Record<string, object> {
  return {
    Evidence: object(
      {
        asOf: DAY,
        finding: ref('Finding'),
        counted: list({ oneOf: PIECES.map(([fields, optional]) => object(fields, optional)) }),
        notCounted: list({
          oneOf: PIECES.map(([fields, optional]) =>
            object({ ...fields, reason: REASON }, optional),
          ),
        }),
        totals: list({
          oneOf: [
            object({ reason: REASON, amount: MONEY }),
            object({ reason: REASON, count: COUNT }),
          ],
        }),
        explanation: list(TEXT),
        counts: {
          ...list(object({ reason: { enum: [...EVIDENCE_REASONS, null] }, count: COUNT })),
          description:
            'pieces by reason, on whichever page; `null` = they count. Where `counts=true` asks for it',
        },
        next: TEXT,
      },
      ['counts', 'next'],
    ),
  };
}

function dependencySchemas(): Record<string, object> {
  const wouldLapse = list(
    object({ option: TEXT, fromTier: TIER_OR_NONE, toTier: TIER_OR_NONE, on: DAY }),
  );
  return {
    Dependencies: object({
      asOf: DAY,
      until: { ...DAY, description: 'exclusive' },
      members: list(object({ individualId: TEXT, lapses: wouldLapse })),
      customers: list(object({ customerId: TEXT, lapses: wouldLapse })),
      expiring: list(
        object({
          individualId: TEXT,
          type: { enum: ['exam', 'certification'] },
          id: TEXT,
          on: DAY,
          revision: REVISION,
        }),
      ),
    }),
  };
}

const RETRACTED = {
  ...REVISION,
  description:
    'where the same was recorded of this day and retracted: recorded once more it is a duplicate; reinstate that fact',
};

function pathSchemas(): Record<string, object> {
  const way = {
    exams: list(object({ individualId: TEXT, exam: TEXT, retracted: RETRACTED }, ['retracted'])),
    certifications: list(
      object({ individualId: TEXT, certification: TEXT, retracted: RETRACTED }, ['retracted']),
    ),
    people: COUNT,
    furtherIndividuals: list(list(TEXT)),
    revenue: list(
      object({
        requirement: TEXT,
        shortBy: MONEY,
        products: list(TEXT),
        revenueTypes: list({ enum: ['net-new', 'recurring'] }),
        before: orNull(DAY),
      }),
    ),
    other: list(ref('Finding')),
    impossible: list(TEXT),
    optimal: FLAG,
    by: list(TEXT),
  };
  const optional = ['certifications', 'furtherIndividuals', 'other', 'impossible', 'by'];
  return {
    Way: object(way, optional),
    Path: object({ ...way, alternatives: list(ref('Way')) }, [...optional, 'alternatives']),
  };
}
