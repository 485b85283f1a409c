import {
  type Cents,
  type Edition,
  formatCents,
  formatDay,
  type Holding,
  type NamedCredential,
  type Policies,
  type QualifiedIndividuals,
  type Requirement,
  type ReportedMeasure,
  type RevenueFilter,
} from '@app/domain';

/** One thing that an edition says: a word, or a list in which the order says nothing. */
export type Said = string | readonly string[];
export type Saying = readonly [what: string, value: Said];

/** What an edition says of itself and of what it names, citations and readings aside. */
export function editionSayings(edition: Edition): Saying[] {
  const { id, effectiveFrom, policies } = edition;
  return [
    ['edition', id],
    ['in force from', effectiveFrom === null ? 'ever' : formatDay(effectiveFrom)],
    ...Object.entries(policies).map(([policy, value]): Saying => [`policy ${policy}`, value]),
    ...(['products', 'exams', 'certifications', 'measures', 'attributes'] as const).map(
      (list): Saying => [list, edition[list].map((named) => named.id)],
    ),
    ...edition.exams.map((exam): Saying => [`exam ${exam.id}`, credentialDays(exam)]),
    ...edition.certifications.map((one): Saying => [
      `certification ${one.id}`,
      credentialDays(one),
    ]),
  ];
}

/** What a requirement of one tier asks for. A window or attribution is named only where it is not the policy's. */
export function requirementSayings(requirement: Requirement, policies: Policies): Saying[] {
  const kind: Saying = ['kind', requirement.kind];
  switch (requirement.kind) {
    case 'rolling-revenue':
      return [kind, ...thresholds(requirement, usd), ...bookings(requirement, policies)];
    case 'customer-count':
      return [
        kind,
        ...thresholds(requirement, (count) => `${count} customers`),
        ['each with at least', usd(requirement.atLeast)],
        ['customers', requirement.netNew ? 'new ones only' : 'all'],
        ...bookings(requirement, policies),
      ];
    case 'reported-measure':
      return [
        kind,
        ['measure', requirement.measure],
        ...thresholds(requirement, String),
        ['counts', requirement.counts],
        ...association(requirement, policies),
      ];
    case 'organization-attribute':
      return [kind, ['attribute', requirement.attribute], ['values', requirement.values]];
    case 'qualified-individuals':
      return [kind, ...people(requirement)];
    case 'all-of':
    case 'any-of':
      return [
        kind,
        ['parts', requirement.of.map(({ id }) => id)],
        ...requirement.of.flatMap((part) =>
          requirementSayings(part, policies).map(([what, value]): Saying => [
            `${part.id}: ${what}`,
            value,
          ]),
        ),
      ];
  }
}

function thresholds(
  {
    threshold,
  }: { readonly threshold: { readonly developed: number; readonly developing: number } },
  shown: (value: number) => string,
): Saying[] {
  return [
    ['threshold in developed markets', shown(threshold.developed)],
    ['threshold in developing markets', shown(threshold.developing)],
  ];
}

function bookings(filter: RevenueFilter, policies: Policies): Saying[] {
  const { revenueTypes } = filter;
  return [
    ['revenue types', revenueTypes.length === 0 ? 'every' : revenueTypes],
    ...association(filter, policies),
  ];
}

function association(
  filter: Omit<RevenueFilter, 'revenueTypes'> | ReportedMeasure,
  policies: Policies,
): Saying[] {
  const unlessPolicy = (policy: 'window' | 'attribution') =>
    filter[policy] === policies[policy] ? "the policy's" : filter[policy];
  return [
    ['products', filter.products.length === 0 ? 'every' : filter.products],
    ['association', filter.associationKinds.length === 0 ? 'none' : filter.associationKinds],
    ['association products', filter.associationProducts],
    ['window', unlessPolicy('window')],
    ['attribution', unlessPolicy('attribution')],
  ];
}

function people({ alternatives }: QualifiedIndividuals): Saying[] {
  return alternatives.flatMap((groups, alternative) =>
    groups.flatMap(({ places, holds, individuals }, group): Saying[] => {
      const where =
        (alternatives.length === 1 ? '' : `alternative ${alternative + 1}, `) +
        (groups.length === 1 ? '' : `group ${group + 1}, `);
      return [
        [`${where}individuals`, String(places)],
        [`${where}each holds`, holdingWords(holds)],
        ...(individuals === 'others' ? [] : [[`${where}who`, 'anybody'] as const]),
      ];
    }),
  );
}

function holdingWords(holding: Holding, isInner = false): string {
  if (!('of' in holding)) return holding.id;
  const parts = holding.of.map((part) => holdingWords(part, true));
  if (parts.length === 1) return parts[0] ?? '';
  if (holding.atLeast !== 1 && holding.atLeast !== parts.length) {
    return `${holding.atLeast} of (${parts.join(', ')})`;
  }
  const words = parts.join(holding.atLeast === 1 ? ' or ' : ' and ');
  return isInner ? `(${words})` : words;
}

function credentialDays(credential: NamedCredential): string {
  const { availableFrom, retiredOn, acceptedUntil, replacedBy } = credential;
  const days = [
    ['available from', availableFrom],
    ['retired on', retiredOn],
    ['accepted until', acceptedUntil],
  ] as const;
  return [
    ...days.flatMap(([word, day]) => (day === null ? [] : [`${word} ${formatDay(day)}`])),
    ...(replacedBy === null ? [] : [`replaced by ${replacedBy}`]),
  ].join(', ');
}

function usd(cents: Cents): string {
  return `${formatCents(cents)} USD`;
}
