import type { AssociationKind, Market, Policies, RevenueType, Tier } from '@app/domain';

/** An edition as its YAML file has it; `editions/edition.schema.json` says the same to editors. */
export interface EditionDocument {
  readonly id: string;
  readonly program: string;
  readonly name: string;
  readonly publishedOn: string;
  readonly effectiveFrom: string | null;
  readonly policies: Policies;
  /** Titles by the short names that citations use. */
  readonly documents: Readonly<Record<string, string>>;
  readonly readings: readonly {
    readonly about: string;
    readonly reading: string;
    readonly cite: { readonly document: string; readonly heading: string };
  }[];
  readonly products: readonly NamedDocument[];
  readonly exams: readonly CredentialDocument[];
  readonly certifications?: readonly CredentialDocument[];
  readonly measures?: readonly NamedDocument[];
  readonly attributes?: readonly NamedDocument[];
  readonly options: readonly OptionDocument[];
}

export interface NamedDocument {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly heading: string;
}

export interface CredentialDocument extends NamedDocument {
  readonly availableFrom?: string;
  readonly retiredOn?: string;
  readonly acceptedUntil?: string;
  readonly replacedBy?: string;
}

export interface OptionDocument {
  readonly competency: string;
  readonly option: string;
  readonly name: string;
  readonly document: string;
  readonly requirements: readonly RequirementDocument[];
}

export type RequirementDocument =
  | RevenueDocument
  | CustomersDocument
  | MeasureDocument
  | AttributeDocument
  | PeopleDocument
  | CompositionDocument;

/** What a requirement asks of each tier; of a tier that is left out it asks nothing. */
export type OfTiers<T> = Readonly<Partial<Record<Tier, T>>>;

interface Cited {
  readonly heading: string;
}

interface CitedSentence extends Cited {
  /** The sentence of the document. */
  readonly says: string;
}

interface RevenueFilterDocument {
  readonly products: readonly string[];
  readonly revenueTypes: 'every' | readonly RevenueType[];
  readonly associationKinds: readonly AssociationKind[];
  readonly associationProducts: readonly string[];
  /** What the document says of products and association, under the heading of every tier. */
  readonly conditions: readonly string[];
}

export interface RevenueDocument extends RevenueFilterDocument {
  readonly id: string;
  readonly kind: 'rolling-revenue';
  readonly tiers: OfTiers<Cited & Readonly<Record<Market, AmountDocument>>>;
}

export interface AmountDocument {
  readonly usd: string;
  /** The sentence of the document. */
  readonly says: string;
}

/** A whole number for a market. */
export interface CountDocument {
  readonly count: number;
  readonly says: string;
}

export interface CustomersDocument extends RevenueFilterDocument {
  readonly id: string;
  readonly kind: 'customer-count';
  readonly eachAtLeast: AmountDocument;
  readonly netNew: boolean;
  readonly tiers: OfTiers<Cited & Readonly<Record<Market, CountDocument>>>;
}

export interface MeasureDocument {
  readonly id: string;
  readonly kind: 'reported-measure';
  readonly measure: string;
  readonly counts: 'latest' | 'sum';
  readonly products: 'every' | readonly string[];
  readonly associationKinds: 'none' | readonly AssociationKind[];
  /** Only with association kinds. */
  readonly associationProducts?: readonly string[];
  readonly conditions: readonly string[];
  readonly tiers: OfTiers<Cited & Readonly<Record<Market, CountDocument>>>;
}

export interface AttributeDocument {
  readonly id: string;
  readonly kind: 'organization-attribute';
  readonly attribute: string;
  readonly tiers: OfTiers<CitedSentence & { readonly values: readonly string[] }>;
}

/** A credential's id, or so many of several holdings. */
export type HoldsDocument =
  | string
  | { readonly allOf: readonly HoldsDocument[] }
  | { readonly anyOf: readonly HoldsDocument[] }
  | { readonly atLeast: number; readonly of: readonly HoldsDocument[] };

export interface GroupDocument {
  /** Either this or `alternatives`. */
  readonly holds?: HoldsDocument;
  /** For the whole group: by the policy `alternatives`. */
  readonly alternatives?: readonly HoldsDocument[];
  /** "The same individuals also …": conjoined with what they hold. */
  readonly same?: readonly { readonly holds: HoldsDocument; readonly says: OfTiers<string> }[];
  readonly individuals?: 'others' | 'either';
  readonly silver?: PlacesDocument;
  readonly gold?: PlacesDocument;
}

export interface PlacesDocument extends CitedSentence {
  readonly places: number;
}

export interface PeopleDocument {
  readonly id: string;
  readonly kind: 'qualified-individuals';
  readonly groups: readonly GroupDocument[];
}

export interface CompositionDocument {
  readonly id: string;
  readonly kind: 'all-of' | 'any-of';
  readonly of: readonly RequirementDocument[];
  readonly tiers: OfTiers<CitedSentence>;
}

/** The requirements with those that compositions are made of, each with the path that leads to it. */
export function withPartsIn(
  requirements: readonly RequirementDocument[],
  path: readonly (string | number)[],
): { readonly requirement: RequirementDocument; readonly path: readonly (string | number)[] }[] {
  return requirements.flatMap((requirement, place) => {
    const here = { requirement, path: [...path, place] };
    return requirement.kind === 'all-of' || requirement.kind === 'any-of'
      ? [here, ...withPartsIn(requirement.of, [...path, place, 'of'])]
      : [here];
  });
}
