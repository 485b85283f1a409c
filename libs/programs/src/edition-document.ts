import type { Market, Policies, RevenueType, Tier } from '@app/domain';

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
  readonly exams: readonly NamedDocument[];
  readonly options: readonly OptionDocument[];
}

export interface NamedDocument {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly heading: string;
}

export interface OptionDocument {
  readonly competency: string;
  readonly option: string;
  readonly name: string;
  readonly document: string;
  readonly requirements: readonly RequirementDocument[];
}

export type RequirementDocument = RevenueDocument | PeopleDocument;

export interface RevenueDocument {
  readonly id: string;
  readonly kind: 'rolling-revenue';
  readonly products: readonly string[];
  readonly revenueTypes: 'every' | readonly RevenueType[];
  readonly associationProducts: readonly string[];
  /** What the document says of products and association, under the heading of every tier. */
  readonly conditions: readonly string[];
  readonly tiers: Readonly<
    Record<Tier, { readonly heading: string } & Readonly<Record<Market, AmountDocument>>>
  >;
}

export interface AmountDocument {
  readonly usd: string;
  /** The sentence of the document. */
  readonly says: string;
}

export interface PeopleDocument {
  readonly id: string;
  readonly kind: 'qualified-individuals';
  readonly groups: readonly ({ readonly exams: readonly (readonly string[])[] } & Readonly<
    Record<Tier, PlacesDocument>
  >)[];
}

export interface PlacesDocument {
  readonly places: number;
  readonly heading: string;
  readonly says: string;
}
