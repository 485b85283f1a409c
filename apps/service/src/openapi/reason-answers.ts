import { json, ref } from './schema-words.js';
import type { Answered } from './serves.js';
import { FACT_REJECTIONS } from './submission.js';

/** How the questions for reasons are answered. The end-to-end tests hold every answer against its schema. */
type Answers = Readonly<Record<number, Answered>>;

export const COMPETENCIES: Answers = {
  200: {
    description: 'one entry a competency, in the editions’ order',
    content: json('CompetenciesAnswer', {
      organizationId: 'contoso',
      asOf: '2018-03-31',
      knownAt: { revision: 41, recordedAt: '2018-04-02T08:00:00.000Z' },
      competencies: [
        {
          competency: 'cloud-business-applications',
          tier: 'silver',
          since: '2017-09-01',
          lapsesOn: '2018-07-02',
          attainedBy: ['cloud-business-applications/enterprise-operations'],
        },
      ],
    }),
  },
};

export const EVIDENCE: Answers = {
  200: {
    description: 'a page of the evidence; `next` is the `after` of the next page',
    content: json('Evidence', {
      asOf: '2018-03-31',
      finding: {
        tier: 'gold',
        id: 'total-revenue',
        kind: 'rolling-revenue',
        met: false,
        required: '300000.00',
        actual: '123456.78',
        shortBy: '176543.22',
        currency: 'USD',
        window: { from: '2017-04-01', to: '2018-04-01' },
      },
      counted: [
        {
          revision: 7,
          bookingId: 'booking-1',
          customerId: 'northwind',
          product: 'dynamics-365-plan-2',
          revenueType: 'net-new',
          bookedOn: '2017-09-14',
          amount: '123456.78',
        },
      ],
      notCounted: [
        {
          revision: 9,
          bookingId: 'booking-3',
          customerId: 'fabrikam',
          product: 'dynamics-365-plan-2',
          revenueType: 'recurring',
          bookedOn: '2017-10-02',
          amount: '41200.00',
          reason: 'not-partner-of-record',
        },
      ],
      totals: [{ reason: 'not-partner-of-record', amount: '41200.00' }],
      explanation: [
        'Gold: total-revenue is not met: 123,456.78 USD of 300,000.00 USD; short by 176,543.22 USD.',
      ],
    }),
  },
};

export const EXPLANATION: Answers = {
  200: {
    description: 'paragraphs of lines',
    content: json('Explanation', {
      asOf: '2018-03-31',
      paragraphs: [['Contoso, Enterprise Operations, on March 31, 2018, as known at revision 41']],
    }),
  },
};

export const PATH: Answers = {
  200: {
    description: 'the way; `optimal` says whether it is the shortest or a bound',
    content: json('Path', {
      exams: [{ individualId: 'p1', exam: 'MB6-892' }],
      people: 0,
      revenue: [
        {
          requirement: 'total-revenue',
          shortBy: '176543.22',
          products: ['dynamics-365-plan-2', 'dynamics-365-operations', 'ax-2012-on-premise'],
          revenueTypes: [],
          before: '2018-09-14',
        },
      ],
      optimal: true,
    }),
  },
};

export const DEPENDENCIES: Answers = {
  200: {
    description:
      'each by themselves: the first day on which an option’s tier would be lower than it is with them',
    content: json('Dependencies', {
      asOf: '2018-03-31',
      until: '2018-06-29',
      members: [
        {
          individualId: 'p1',
          lapses: [
            {
              option: 'cloud-business-applications/enterprise-operations',
              fromTier: 'silver',
              toTier: null,
              on: '2018-03-31',
            },
          ],
        },
      ],
      customers: [],
      expiring: [
        { individualId: 'p2', type: 'exam', id: '70-764', on: '2018-05-01', revision: 12 },
      ],
    }),
  },
};

export const WHAT_IF: Answers = {
  200: {
    description: 'every option’s standing on the day, without and with the facts',
    content: json('WhatIf'),
  },
};

export const SUPPOSED = {
  required: true,
  content: {
    'application/json': {
      schema: ref('Supposed'),
      example: {
        asOf: '2018-03-31',
        facts: [
          {
            specversion: '1.0',
            id: 'supposed-1',
            source: 'what-if',
            type: 'IndividualLeft',
            data: { organizationId: 'contoso', individualId: 'p1', effectiveOn: '2018-03-31' },
          },
        ],
      },
    },
  },
};

export const SUPPOSED_REJECTIONS = FACT_REJECTIONS.filter(
  (code) => code !== 'organization-unknown',
);

export const WINDOW: Readonly<Record<number, Answered>> = {
  200: { description: 'by day and then by revision', content: json('WindowChanges') },
};
