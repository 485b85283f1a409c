import type { Edition, Market, Option, Policies, Program, Requirement, Tier } from '@app/domain';
import { groupsOf, revenueOf } from './requirements.js';

/** What the built-in rules count revenue in: thousands of US dollars, as the contract's table has them. */
const THOUSAND_USD_CENTS = 100_000;

/** How large the table's numbers are made: small ones let a handful of facts change a tier. */
export interface Scale {
  /** Cents of what the table calls a thousand dollars. */
  readonly thousand: number;
  /** People for the two options that ask for n, silver and gold. */
  readonly people: readonly [silver: number, gold: number];
}

export const AS_PUBLISHED: Scale = { thousand: THOUSAND_USD_CENTS, people: [5, 15] };

const ALL_SIX = [
  'crm-online',
  'dynamics-365-plan-1',
  'dynamics-365-plan-1-apps',
  'dynamics-365-plan-2',
  'dynamics-365-operations',
  'ax-2012-on-premise',
] as const;

/** The built-in program, written down from the contract's table. */
export function builtInProgram(scale: Scale = AS_PUBLISHED): Program {
  return programOf('microsoft-partner-network', [
    editionOf('2017-09-15', null, [
      enterpriseCustomerEngagement(scale),
      enterpriseOperations(scale),
      cloudCrmReseller(scale),
    ]),
  ]);
}

function enterpriseCustomerEngagement(scale: Scale): Option {
  const exams = [['MB2-715'], ['MB2-716'], ['MB2-717', 'MB2-718']];
  return optionOf('cloud-business-applications', 'enterprise-customer-engagement', (tier) => [
    revenueOf('net-new-revenue', {
      products: ['dynamics-365-plan-1', 'dynamics-365-plan-1-apps', 'dynamics-365-plan-2'],
      revenueTypes: ['net-new'],
      associationProducts: ALL_SIX,
      threshold: perTier(tier, scale, [100, 50], [300, 150]),
    }),
    certified(scale.people[tier === 'silver' ? 0 : 1], exams),
  ]);
}

function enterpriseOperations(scale: Scale): Option {
  const exams = [['MB6-893'], ['MB6-892'], ['MB6-890'], ['70-764']];
  return optionOf('cloud-business-applications', 'enterprise-operations', (tier) => [
    revenueOf('total-revenue', {
      products: ['dynamics-365-plan-2', 'dynamics-365-operations', 'ax-2012-on-premise'],
      revenueTypes: [],
      associationProducts: ALL_SIX,
      threshold: perTier(tier, scale, [100, 50], [300, 150]),
    }),
    revenueOf('net-new-revenue', {
      products: ['dynamics-365-plan-2', 'dynamics-365-operations'],
      revenueTypes: ['net-new'],
      associationProducts: ALL_SIX,
      threshold: perTier(tier, scale, [25, 12], [75, 37]),
    }),
    certified(scale.people[tier === 'silver' ? 0 : 1], exams),
  ]);
}

function cloudCrmReseller(scale: Scale): Option {
  return optionOf('cloud-customer-relationship-management', 'cloud-crm-reseller', (tier) => [
    revenueOf('net-new-revenue', {
      products: ['crm-online', 'dynamics-365-plan-1'],
      revenueTypes: ['net-new'],
      associationProducts: ALL_SIX.filter((product) => product !== 'ax-2012-on-premise'),
      threshold: perTier(tier, scale, [100, 50], [300, 150]),
    }),
    groupsOf('certified-individuals', [
      {
        places: tier === 'silver' ? 1 : 2,
        exams: [
          ['MB2-714', 'MB2-713', 'MB2-709'],
          ['MB2-710', 'MB2-706'],
        ],
      },
      { places: tier === 'silver' ? 1 : 2, exams: [['MB2-712', 'MB2-707']] },
    ]),
  ]);
}

type Pair = readonly [developed: number, developing: number];

function perTier(
  tier: Tier,
  { thousand }: Scale,
  silver: Pair,
  gold: Pair,
): Record<Market, number> {
  const [developed, developing] = tier === 'silver' ? silver : gold;
  return { developed: developed * thousand, developing: developing * thousand };
}

/** `places` people who each hold one of every list. */
function certified(places: number, exams: readonly (readonly string[])[]): Requirement {
  return groupsOf('certified-individuals', [{ places, exams }]);
}

export function optionOf(
  competency: string,
  option: string,
  requirements: (tier: Tier) => Option['tiers'][number]['requirements'],
): Option {
  const tiers = (['silver', 'gold'] as const).map((tier) => ({
    tier,
    requirements: requirements(tier),
  }));
  return { competency, option, name: option, tiers };
}

export const AS_BUILT_IN: Policies = {
  window: 'by-day',
  attribution: 'prospective',
  alternatives: 'unmixed',
  newEdition: 'at-once',
  anniversary: 'from-anniversary',
};

/** `effectiveFrom` in days since 1970-01-01, `null` = since ever. */
export function editionOf(
  id: string,
  effectiveFrom: number | null,
  options: readonly Option[],
  policies: Policies = AS_BUILT_IN,
): Edition {
  return {
    id,
    program: 'tested',
    effectiveFrom,
    publishedOn: 17_424,
    contentHash: `sha256:${id}`,
    policies,
    readings: [],
    products: [],
    exams: [],
    certifications: [],
    measures: [],
    attributes: [],
    options,
  };
}

export function programOf(id: string, editions: readonly Edition[]): Program {
  return { id, name: id, editions };
}
