import type { Program, RollingRevenue } from '@app/domain';

/** Products by the number that the generated data has for them. */
export const PRODUCTS = [
  'crm-online',
  'dynamics-365-plan-1',
  'dynamics-365-plan-1-apps',
  'dynamics-365-plan-2',
  'dynamics-365-operations',
  'ax-2012-on-premise',
  'of-no-program',
] as const;
/** Numbers of the products that count. */
export const COUNTED_PRODUCTS = [0, 1] as const;
export const THRESHOLDS = {
  silver: { developed: 10_000_000, developing: 5_000_000 },
  gold: { developed: 30_000_000, developing: 15_000_000 },
} as const;
export const OPTION = 'cloud-crm/reseller';

function revenue(tier: 'silver' | 'gold'): RollingRevenue {
  return {
    kind: 'rolling-revenue',
    id: 'net-new-revenue',
    products: COUNTED_PRODUCTS.map((number) => PRODUCTS[number]),
    revenueTypes: ['net-new'],
    associationKinds: ['partner-of-record'],
    associationProducts: PRODUCTS.slice(0, 5),
    window: 'by-day',
    attribution: 'prospective',
    threshold: THRESHOLDS[tier],
    citations: [],
  };
}

/** The revenue rule that is measured, with the numbers of the built-in cloud-crm-reseller option. */
export const REVENUE = revenue('silver');

/** One option that asks for nothing but that, so that the peers' SQL can say all of it. */
export const PROGRAM: Program = {
  id: 'measured',
  name: 'Measured',
  editions: [
    {
      id: 'only',
      program: 'measured',
      effectiveFrom: null,
      publishedOn: 17_424,
      contentHash: 'sha256:measured',
      policies: {
        window: 'by-day',
        attribution: 'prospective',
        alternatives: 'unmixed',
        newEdition: 'at-once',
        anniversary: 'from-anniversary',
      },
      readings: [],
      products: [],
      exams: [],
      certifications: [],
      measures: [],
      attributes: [],
      options: [
        {
          competency: 'cloud-crm',
          option: 'reseller',
          name: 'Reseller',
          tiers: (['silver', 'gold'] as const).map((tier) => ({
            tier,
            requirements: [revenue(tier)],
          })),
        },
      ],
    },
  ],
};
