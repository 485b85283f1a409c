import { dayOf, type Edition, type Option, type Program, type Requirement } from '@app/domain';

const revenue = (dollars: number, window: 'by-day' | 'by-month'): Requirement => ({
  kind: 'rolling-revenue',
  id: 'revenue',
  products: ['crm'],
  revenueTypes: [],
  associationKinds: ['partner-of-record'],
  associationProducts: ['crm'],
  window,
  attribution: 'prospective',
  threshold: { developed: dollars * 100, developing: dollars * 50 },
  citations: [],
});

const people = (places: number): Requirement => ({
  kind: 'qualified-individuals',
  id: 'people',
  alternatives: [
    [
      {
        places,
        holds: {
          id: 'E1',
          type: 'exam',
          availableFrom: null,
          retiredOn: null,
          acceptedUntil: null,
        },
        individuals: 'others',
      },
    ],
  ],
  citations: [],
});

const option = (name: string, silver: Requirement[], gold: Requirement[]): Option => ({
  competency: 'cloud',
  option: name,
  name,
  tiers: [
    { tier: 'silver', requirements: silver },
    { tier: 'gold', requirements: gold },
  ],
});

function edition(id: string, effectiveFrom: string | null, options: readonly Option[]): Edition {
  return {
    id,
    program: 'simulated',
    effectiveFrom: effectiveFrom === null ? null : dayOf(effectiveFrom),
    contentHash: `sha256:${id}`,
    options,
  } as unknown as Edition;
}

const reseller = (silver: number, gold: number, window: 'by-day' | 'by-month' = 'by-day') =>
  option('reseller', [revenue(silver, window)], [revenue(gold, window), people(1)]);
const advisor = option('advisor', [people(1)], [people(2)]);

const programOf = (...editions: Edition[]): Program[] => [
  { id: 'simulated', name: 'Simulated', editions },
];

/** Sets of rules of which one is in force at a time: other thresholds, another window, an edition to come, an option less. */
export const RULES: readonly (readonly Program[])[] = [
  programOf(edition('first', null, [reseller(100, 200), advisor])),
  programOf(edition('lower', null, [reseller(80, 150), advisor])),
  programOf(edition('months', null, [reseller(100, 200, 'by-month'), advisor])),
  programOf(
    edition('first', null, [reseller(100, 200), advisor]),
    edition('harder', '2018-04-11', [reseller(160, 300)]),
  ),
];
