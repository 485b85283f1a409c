import type {
  AssociationKind,
  ByMarket,
  Citation,
  Composition,
  Credential,
  CredentialType,
  CustomerCount,
  Holding,
  OrganizationAttribute,
  PeopleGroup,
  Policies,
  QualifiedIndividuals,
  ReportedMeasure,
  Requirement,
  RevenueType,
  RollingRevenue,
} from '@app/domain';

/** Requirements in few words: what is not said is as in the built-in rules. */

const CITED: readonly Citation[] = [{ document: 'CONTRACT', heading: 'The built-in rules' }];
const AS_BUILT_IN = { window: 'by-day', attribution: 'prospective' } as const;
const PARTNER_OF_RECORD: readonly AssociationKind[] = ['partner-of-record'];

interface FilterRules extends Partial<Pick<Policies, 'window' | 'attribution'>> {
  readonly products: readonly string[];
  readonly revenueTypes: readonly RevenueType[];
  readonly associationProducts: readonly string[];
  readonly associationKinds?: readonly AssociationKind[];
}

export function revenueOf(
  id: string,
  rules: FilterRules & { readonly threshold: ByMarket<number> },
): RollingRevenue {
  return {
    kind: 'rolling-revenue',
    id,
    ...AS_BUILT_IN,
    associationKinds: PARTNER_OF_RECORD,
    ...rules,
    citations: CITED,
  };
}

export function customersOf(
  id: string,
  rules: FilterRules & Pick<CustomerCount, 'atLeast' | 'netNew' | 'threshold'>,
): CustomerCount {
  return {
    kind: 'customer-count',
    id,
    ...AS_BUILT_IN,
    associationKinds: PARTNER_OF_RECORD,
    ...rules,
    citations: CITED,
  };
}

/** Of every product and customer, if nothing else is said. */
export function measureOf(
  id: string,
  rules: Pick<ReportedMeasure, 'measure' | 'counts' | 'threshold'> & Partial<ReportedMeasure>,
): ReportedMeasure {
  return {
    ...AS_BUILT_IN,
    products: [],
    associationKinds: [],
    associationProducts: [],
    citations: CITED,
    ...rules,
    kind: 'reported-measure',
    id,
  };
}

export function attributeOf(
  id: string,
  attribute: string,
  values: readonly string[],
): OrganizationAttribute {
  return { kind: 'organization-attribute', id, attribute, values, citations: CITED };
}

export function composed(
  kind: Composition['kind'],
  id: string,
  of: readonly Requirement[],
): Composition {
  return { kind, id, of, citations: CITED };
}

/** One of `alternatives`, each a list of groups. */
export function peopleOf(
  id: string,
  ...alternatives: readonly (readonly PeopleGroup[])[]
): QualifiedIndividuals {
  return { kind: 'qualified-individuals', id, alternatives, citations: CITED };
}

/** Places of which nobody fills two, each for who passed one exam of every list. */
export function groupsOf(
  id: string,
  groups: readonly { readonly places: number; readonly exams: readonly (readonly string[])[] }[],
): QualifiedIndividuals {
  return peopleOf(
    id,
    groups.map(({ places, exams }) => others(places, allOf(exams.map((list) => examsOf(list))))),
  );
}

function examsOf(list: readonly string[]): Holding {
  return anyOf(list.map((exam) => credential('exam', exam)));
}

export function others(places: number, holds: Holding): PeopleGroup {
  return { places, holds, individuals: 'others' };
}

export function either(places: number, holds: Holding): PeopleGroup {
  return { places, holds, individuals: 'either' };
}

/** Each of `of`; the one itself where there is only one. */
export function allOf(of: readonly Holding[]): Holding {
  const [only, ...more] = of;
  return only !== undefined && more.length === 0 ? only : { atLeast: of.length, of };
}

/** One of `of`; the one itself where there is only one. */
export function anyOf(of: readonly Holding[]): Holding {
  const [only, ...more] = of;
  return only !== undefined && more.length === 0 ? only : { atLeast: 1, of };
}

/** Taken for ever, if nothing else is said. */
export function credential(
  type: CredentialType,
  id: string,
  days: Partial<Credential> = {},
): Credential {
  return { type, id, availableFrom: null, retiredOn: null, acceptedUntil: null, ...days };
}
