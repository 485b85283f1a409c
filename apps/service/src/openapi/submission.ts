import type { ProblemCode } from '../problems/catalogue.js';
import { json, ref } from './schema-words.js';
import type { Served } from './serves.js';

const ENROLMENT = {
  specversion: '1.0',
  id: 'enrolment-1',
  source: 'urn:example:partner-center',
  type: 'OrganizationEnrolled',
  data: {
    organizationId: 'contoso',
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2016-01-01',
  },
};
const BOOKING = {
  specversion: '1.0',
  id: 'booking-1',
  source: 'urn:example:billing',
  type: 'RevenueBooked',
  data: {
    organizationId: 'contoso',
    bookingId: 'booking-1',
    customerId: 'northwind',
    product: 'dynamics-365-plan-2',
    revenueType: 'net-new',
    amount: '123456.78',
    currency: 'USD',
    bookedOn: '2017-09-14',
  },
};

/** Why a fact is not recorded, whatever it is sent with. */
export const FACT_REJECTIONS: readonly ProblemCode[] = [
  'type-unknown',
  'invalid-data',
  'organization-unknown',
  'organization-exists',
  'enrolment-required',
  'fact-unknown',
  'id-reused',
  'booking-exists',
  'certification-exists',
  'exam-pass-exists',
  'exchange-rate-missing',
  'currency-unknown',
  'total-too-large',
];

const REJECTIONS: readonly ProblemCode[] = [
  ...FACT_REJECTIONS,
  'atomic-rejected',
  'atomic-too-large',
  'atomic-several-organizations',
];

const BINARY_MODE_HEADERS = ['specversion', 'id', 'source', 'type', 'time', 'subject'].map(
  (name) => ({
    name: `ce-${name}`,
    in: 'header',
    required: false,
    description: `binary mode (application/json): the attribute ${name}, percent-encoded`,
    schema: { type: 'string' },
  }),
);

/** The route that takes facts. */
export const SUBMISSION: Served = {
  summary: 'Submit facts',
  description:
    'One fact, a batch, a stream of lines, or one fact in binary mode (attributes in `ce-` headers, percent-encoded). ' +
    'What is answered `accepted` is on disk. Facts may be sent again: what was recorded is answered as `duplicate`. ' +
    'With `atomic=true` the facts, all of one organization and at most 512 kB, are recorded together or not at all.',
  roles: ['admin', 'ingest'],
  requestBody: {
    required: true,
    content: {
      'application/cloudevents+json': {
        schema: ref('Fact'),
        examples: { enrolment: { value: ENROLMENT }, booking: { value: BOOKING } },
      },
      'application/cloudevents-batch+json': {
        schema: { type: 'array', items: ref('Fact') },
        example: [ENROLMENT, BOOKING],
      },
      'application/x-ndjson': {
        schema: { type: 'string', description: 'a `Fact` on each line' },
        example: `${JSON.stringify(ENROLMENT)}\n${JSON.stringify(BOOKING)}\n`,
      },
      'application/json': {
        schema: ref('FactData'),
        example: BOOKING.data,
      },
    },
  },
  answers: {
    200: {
      description: 'the fact was recorded before, or what became of a batch or stream',
      content: {
        'application/json': {
          schema: { oneOf: [ref('Duplicate'), ref('BatchSummary')] },
          examples: {
            duplicate: { value: { status: 'duplicate', revision: 0, retracted: false } },
            batch: {
              value: {
                accepted: 1,
                duplicates: 1,
                rejected: 0,
                results: [
                  {
                    index: 0,
                    id: 'enrolment-1',
                    status: 'duplicate',
                    revision: 0,
                    retracted: false,
                  },
                ],
              },
            },
          },
        },
      },
    },
    201: {
      description: 'the fact is recorded',
      content: json('Accepted', { status: 'accepted', organizationId: 'contoso', revision: 0 }),
    },
  },
  rejections: REJECTIONS,
  headers: BINARY_MODE_HEADERS,
  problems: [
    'malformed-json',
    'not-a-cloudevent',
    'organization-not-allowed',
    'fact-too-large',
    'body-too-large',
    'media-type-unsupported',
    'charset-unsupported',
    'content-encoding-unsupported',
    'store-unavailable',
    'store-full',
    'outcome-unknown',
  ],
};
