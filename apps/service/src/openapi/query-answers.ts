import type { Answered } from './serves.js';
import { json } from './schema-words.js';

/** How the questions are answered. The end-to-end tests hold every answer against its schema. */
type Answers = Readonly<Record<number, Answered>>;

export const ORGANIZATIONS: Answers = {
  200: {
    description: 'a page of organizations; `next` is the `after` of the next page',
    content: json('Organizations'),
  },
};

export const STANDING: Answers = {
  200: {
    description: 'the standing on the day, in every option or in one',
    content: json('StandingAnswer', {
      organizationId: 'contoso',
      asOf: '2018-03-31',
      knownAt: { revision: 41, recordedAt: '2018-04-02T08:00:00.000Z' },
      standings: [
        {
          competency: 'cloud-business-applications',
          option: 'enterprise-operations',
          tier: 'silver',
          since: '2017-09-01',
          lapsesOn: '2018-07-02',
          edition: {
            id: 'microsoft-partner-network-2017-09-15',
            effectiveFrom: null,
            contentHash: `sha256:${'0123456789abcdef'.repeat(4)}`,
          },
          requirements: [
            {
              tier: 'silver',
              id: 'total-revenue',
              kind: 'rolling-revenue',
              met: true,
              required: '100000.00',
              actual: '123456.78',
              shortBy: '0.00',
              currency: 'USD',
              window: { from: '2017-04-01', to: '2018-04-01' },
            },
          ],
        },
      ],
    }),
  },
};

export const INDIVIDUALS: Answers = {
  200: { description: 'a page of individuals, by their ids', content: json('Individuals') },
};

export const HISTORY: Answers = {
  200: {
    description: 'maximal intervals in order, `from` inclusive, `to` exclusive',
    content: json('History', {
      intervals: [
        { from: '2016-01-01', to: '2017-09-01', tier: null },
        { from: '2017-09-01', to: '2018-07-02', tier: 'silver' },
        { from: '2018-07-02', to: null, tier: null },
      ],
    }),
  },
};

export const REVENUE: Answers = {
  200: {
    description: 'steps: an amount holds from its day to the next point',
    content: json('Revenue', {
      points: [
        { day: '2017-09-01', amount: '0.00' },
        { day: '2017-09-14', amount: '123456.78' },
      ],
      thresholds: [{ tier: 'silver', points: [{ day: '2017-09-01', amount: '100000.00' }] }],
    }),
  },
};

export const FACTS: Answers = {
  200: {
    description: 'a page of facts, those of further revisions than `after`',
    content: json('Facts'),
  },
};

export const PROGRAMS: Answers = {
  200: { description: 'every edition', content: json('Programs') },
};
