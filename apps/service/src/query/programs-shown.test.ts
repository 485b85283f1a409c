import { expect, test } from '@jest/globals';
import { type Credential, dayOf, type Edition, type Requirement } from '@app/domain';
import { programsShown } from './programs-shown.js';

const exam: Credential = {
  id: 'MB2-715',
  type: 'exam',
  availableFrom: dayOf('2017-01-01'),
  retiredOn: dayOf('2019-01-01'),
  acceptedUntil: null,
};
const filter = {
  products: ['crm-online'],
  revenueTypes: [],
  associationKinds: ['partner-of-record' as const],
  associationProducts: ['crm-online'],
  window: 'by-day' as const,
  attribution: 'prospective' as const,
  citations: [],
};
const requirement: Requirement = {
  kind: 'any-of',
  id: 'revenue-or-customers-or-people',
  citations: [],
  of: [
    {
      ...filter,
      kind: 'rolling-revenue',
      id: 'revenue',
      threshold: { developed: 10_000_050, developing: 5_000_000 },
    },
    {
      ...filter,
      kind: 'customer-count',
      id: 'customers',
      atLeast: 100_000,
      netNew: true,
      threshold: { developed: 4, developing: 2 },
    },
    {
      kind: 'qualified-individuals',
      id: 'people',
      citations: [],
      alternatives: [
        [{ places: 2, individuals: 'others', holds: { atLeast: 1, of: [exam, exam] } }],
      ],
    },
  ],
};
const edition: Edition = {
  id: 'house/2020',
  program: 'house',
  effectiveFrom: dayOf('2020-01-01'),
  publishedOn: dayOf('2019-10-01'),
  contentHash: 'sha256:0',
  policies: {
    window: 'by-day',
    attribution: 'prospective',
    alternatives: 'unmixed',
    newEdition: 'at-once',
    anniversary: 'from-anniversary',
  },
  readings: [],
  products: [],
  exams: [{ ...exam, name: 'An exam', replacedBy: null }],
  certifications: [],
  measures: [],
  attributes: [],
  options: [
    {
      competency: 'house',
      option: 'only',
      name: 'The only one',
      tiers: [{ tier: 'silver', requirements: [requirement] }],
    },
  ],
};

test('days are written as days and money as money, however deep they stand', () => {
  const days = { availableFrom: '2017-01-01', retiredOn: '2019-01-01', acceptedUntil: null };
  const parts = [
    { threshold: { developed: '100000.50', developing: '50000.00' }, currency: 'USD' },
    { atLeast: '1000.00', currency: 'USD', threshold: { developed: 4, developing: 2 } },
    { alternatives: [[{ holds: { atLeast: 1, of: [days, days] } }]] },
  ];
  expect(programsShown([{ id: 'house', name: 'House', editions: [edition] }])).toMatchObject([
    {
      id: 'house',
      editions: [
        {
          effectiveFrom: '2020-01-01',
          publishedOn: '2019-10-01',
          exams: [{ id: 'MB2-715', ...days }],
          options: [{ tiers: [{ requirements: [{ of: parts }] }] }],
        },
      ],
    },
  ]);
});
