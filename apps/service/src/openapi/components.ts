import { ROLES } from '@app/database';
import { WARNING_CODES } from '../ingest/vocabulary.js';
import { alertSchemas } from './alert-schemas.js';
import { factSchemas } from './fact-schemas.js';
import { importSchemas } from './import-answers.js';
import { programSchemas } from './program-schemas.js';
import { findingSchemas, MEMBERSHIP, reasonSchemas } from './reason-schemas.js';
import { CHANGE_SCHEMA } from './live-answers.js';
import { SESSION_SCHEMA } from './session-answers.js';
import { PROBLEM_CODES } from '../problems/catalogue.js';
import {
  COUNT,
  DAY,
  FLAG,
  INSTANT,
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

/** The schemas that the routes refer to. Those of facts are made from their declarations. */
export function componentSchemas(): Record<string, object> {
  return {
    ...factSchemas(),
    ...submissionSchemas(),
    ...standingSchemas(),
    ...programSchemas(),
    ...otherSchemas(),
    ...alertSchemas(),
    ...importSchemas(),
    QuarantinedFact: QUARANTINED_FACT,
    Session: SESSION_SCHEMA,
    Change: CHANGE_SCHEMA,
    Problem: PROBLEM,
  };
}

function submissionSchemas(): Record<string, object> {
  const warning = {
    code: { enum: WARNING_CODES },
    detail: TEXT,
    pointer: TEXT,
  };
  return {
    Accepted: object(
      {
        status: { const: 'accepted' },
        organizationId: TEXT,
        revision: REVISION,
        warnings: list(object(warning)),
      },
      ['organizationId', 'warnings'],
    ),
    Duplicate: object({ status: { const: 'duplicate' }, revision: REVISION, retracted: FLAG }),
    BatchSummary: object(
      {
        accepted: COUNT,
        duplicates: COUNT,
        rejected: COUNT,
        results: list(ref('ItemResult')),
        resultsTruncated: { const: true },
        warnings: list(object({ index: COUNT, id: TEXT, ...warning })),
      },
      ['resultsTruncated', 'warnings'],
    ),
    ItemResult: object(
      {
        index: { ...COUNT, description: 'from 0; of a stream the line’s, blank lines counted' },
        id: orNull(TEXT),
        status: { enum: ['duplicate', 'rejected'] },
        revision: REVISION,
        retracted: FLAG,
        code: { enum: PROBLEM_CODES },
        detail: TEXT,
        pointer: TEXT,
      },
      ['revision', 'retracted', 'code', 'detail', 'pointer'],
    ),
  };
}

function standingSchemas(): Record<string, object> {
  const points = list(object({ day: DAY, amount: MONEY }));
  return {
    StandingAnswer: object({
      organizationId: TEXT,
      asOf: DAY,
      knownAt: KNOWN_AT,
      standings: list(ref('Standing')),
    }),
    Standing: object(
      {
        competency: TEXT,
        option: TEXT,
        tier: TIER_OR_NONE,
        since: orNull(DAY),
        lapsesOn: orNull(DAY),
        edition: object({ id: TEXT, effectiveFrom: orNull(DAY), contentHash: TEXT }),
        ...MEMBERSHIP,
        requirements: list(ref('Finding')),
      },
      Object.keys(MEMBERSHIP),
    ),
    Individuals: INDIVIDUALS,
    ...findingSchemas(),
    History: object({
      intervals: list(object({ from: DAY, to: orNull(DAY), tier: TIER_OR_NONE })),
    }),
    Revenue: object({ points, thresholds: list(object({ tier: TIER, points })) }),
    ...reasonSchemas(),
  };
}

function otherSchemas(): Record<string, object> {
  const key = {
    id: TEXT,
    name: TEXT,
    role: { enum: ROLES },
    organizations: list(TEXT),
    expiresOn: DAY,
    createdAt: INSTANT,
  };
  return {
    Organizations: object(
      {
        organizations: list(
          object({
            organizationId: TEXT,
            name: TEXT,
            market: { enum: ['developed', 'developing'] },
            enrolledOn: DAY,
            revision: REVISION,
            standings: list(
              object({
                competency: TEXT,
                option: TEXT,
                tier: TIER_OR_NONE,
                since: orNull(DAY),
                lapsesOn: orNull(DAY),
              }),
            ),
          }),
        ),
        next: TEXT,
        total: { ...COUNT, description: 'on all pages together; on the first page alone' },
      },
      ['next', 'total'],
    ),
    Facts: object(
      {
        facts: list(
          object({
            revision: REVISION,
            recordedAt: INSTANT,
            recordedBy: { ...TEXT, description: 'the id of a key' },
            event: ref('RecordedEvent'),
          }),
        ),
        quarantined: list(ref('QuarantinedFact')),
        next: { ...REVISION, description: 'of `order=newest`: the `after` of the next page' },
      },
      ['quarantined', 'next'],
    ),
    KeyMade: object({ ...key, key: TEXT }, ['organizations', 'expiresOn']),
    Keys: object({ keys: list(object(key, ['organizations', 'expiresOn'])) }),
    Status: object(
      {
        status: { enum: ['alive', 'ready', 'degraded'] },
        unreadableOrganizations: COUNT,
        haltedOrganizations: COUNT,
        programProblems: COUNT,
      },
      ['unreadableOrganizations', 'haltedOrganizations', 'programProblems'],
    ),
  };
}

const INDIVIDUALS = object(
  {
    organizationId: TEXT,
    asOf: DAY,
    knownAt: KNOWN_AT,
    individuals: list(
      object(
        {
          individualId: TEXT,
          name: TEXT,
          email: TEXT,
          member: { ...FLAG, description: 'on the day' },
          membership: list(object({ from: DAY, to: orNull(DAY) })),
          passes: list(
            object({
              type: { enum: ['exam', 'certification'] },
              id: TEXT,
              passedOn: DAY,
              expiresOn: { ...orNull(DAY), description: 'first day on which it does not count' },
              revision: REVISION,
            }),
          ),
        },
        ['name', 'email'],
      ),
    ),
    total: { ...COUNT, description: 'on all pages together' },
    next: TEXT,
  },
  ['next'],
);

const QUARANTINED_FACT = {
  ...object({ revision: REVISION, reason: TEXT, decidedBy: TEXT, decidedAt: INSTANT }),
  description: 'an event that cannot be read, and that somebody decided to go on without',
};

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457',
  properties: {
    type: { type: 'string', format: 'uri', examples: ['urn:assay:problem:invalid-data'] },
    title: TEXT,
    status: { type: 'integer' },
    code: { enum: PROBLEM_CODES },
    detail: TEXT,
    pointer: { ...TEXT, description: 'JSON Pointer to the first bad field' },
    errors: list(object({ pointer: TEXT, detail: TEXT })),
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
};
