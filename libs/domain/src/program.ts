import type { Day } from './business-day.js';
import {
  type AssociationKind,
  type CredentialType,
  type Market,
  type RevenueType,
  type Tier,
  TIERS,
} from './facts/fields.js';
import type { Cents } from './money.js';

/** Where `tier` stands among the tiers; no tier is below all of them. */
export function rankOf(tier: Tier | null): number {
  return tier === null ? -1 : TIERS.indexOf(tier);
}

/** Where a value was read: a program document and the heading it stands under. */
export interface Citation {
  readonly document: string;
  readonly heading: string;
  /** The sentence itself, in the language of the document. */
  readonly says?: string;
}

/** What a tier asks for: of each market its own. */
export type ByMarket<T> = Readonly<Record<Market, T>>;

/** Which twelve months count on day t: (t − 12 months, t], or the twelve full calendar months before t's. */
export const WINDOWS = ['by-day', 'by-month'] as const;
export type Window = (typeof WINDOWS)[number];

/**
 * Which association makes a customer's booking count: `prospective` = the one on the booking's day, for good; `retroactive` = the
 * one on the day that is looked at, for all of the customer's bookings in the window.
 */
export const ATTRIBUTIONS = ['prospective', 'retroactive'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** Which bookings count, and on which days. */
export interface RevenueFilter {
  readonly products: readonly string[];
  /** Empty = every revenue type. */
  readonly revenueTypes: readonly RevenueType[];
  /** Being associated in one of these ways associates the customer. */
  readonly associationKinds: readonly AssociationKind[];
  /** Being associated for one of these associates the customer. */
  readonly associationProducts: readonly string[];
  readonly window: Window;
  readonly attribution: Attribution;
}

/** How the organization has to be associated with a customer. */
export type AssociationFilter = Pick<RevenueFilter, 'associationKinds' | 'associationProducts'>;

/** At least `threshold` of revenue in the trailing twelve months. */
export interface RollingRevenue extends RevenueFilter {
  readonly kind: 'rolling-revenue';
  readonly id: string;
  readonly threshold: ByMarket<Cents>;
  readonly citations: readonly Citation[];
}

/** At least `threshold` customers, each with at least `atLeast` of revenue in the trailing twelve months. */
export interface CustomerCount extends RevenueFilter {
  readonly kind: 'customer-count';
  readonly id: string;
  /** Above 0. */
  readonly atLeast: Cents;
  /** Only customers with no booking of these products before the twelve months, associated or not, of any revenue type. */
  readonly netNew: boolean;
  readonly threshold: ByMarket<number>;
  readonly citations: readonly Citation[];
}

/**
 * At least `threshold` of what `MeasureReported` says: the sum over customers and products of the value that holds on the day
 * (`latest`), or of the values reported in the trailing twelve months (`sum`).
 */
export interface ReportedMeasure {
  readonly kind: 'reported-measure';
  readonly id: string;
  readonly measure: string;
  readonly counts: 'latest' | 'sum';
  /** Empty = reports of every product, and of none. */
  readonly products: readonly string[];
  /** Empty = reports count whoever the customer is associated with. A `latest` value asks for the association on the day itself. */
  readonly associationKinds: readonly AssociationKind[];
  readonly associationProducts: readonly string[];
  readonly window: Window;
  readonly attribution: Attribution;
  readonly threshold: ByMarket<number>;
  readonly citations: readonly Citation[];
}

/** The organization has one of `values` assigned. */
export interface OrganizationAttribute {
  readonly kind: 'organization-attribute';
  readonly id: string;
  readonly attribute: string;
  readonly values: readonly string[];
  readonly citations: readonly Citation[];
}

/** An exam or a certification that an individual may hold, with the days on which the program takes it. */
export interface Credential {
  readonly id: string;
  readonly type: CredentialType;
  /** First day on which it can be earned; what was earned before does not count. `null` = ever. */
  readonly availableFrom: Day | null;
  /** First day on which it cannot be earned any more; what is earned from then on does not count. `null` = never. */
  readonly retiredOn: Day | null;
  /** First day on which it no longer counts. `null` = never. */
  readonly acceptedUntil: Day | null;
}

/** What somebody holds: one credential, or at least so many of several conditions. All of = as many as there are; any of = 1. */
export type Holding = Credential | AtLeast;

export interface AtLeast {
  readonly atLeast: number;
  readonly of: readonly Holding[];
}

/** Places of one group, each filled by an individual for whom `holds` is true. */
export interface PeopleGroup {
  readonly places: number;
  readonly holds: Holding;
  /** `others`: nobody who fills a place of another such group. `either`: anybody, whatever other places they fill. */
  readonly individuals: 'others' | 'either';
}

/** Enough individuals with the right credentials; nobody fills two places of a group. */
export interface QualifiedIndividuals {
  readonly kind: 'qualified-individuals';
  readonly id: string;
  /** One list of groups with every place filled is enough. */
  readonly alternatives: readonly (readonly PeopleGroup[])[];
  readonly citations: readonly Citation[];
}

/** Requirements that count together: every one of them, or at least one. */
export interface Composition {
  readonly kind: 'all-of' | 'any-of';
  readonly id: string;
  readonly of: readonly Requirement[];
  readonly citations: readonly Citation[];
}

export type Requirement =
  | RollingRevenue
  | CustomerCount
  | ReportedMeasure
  | OrganizationAttribute
  | QualifiedIndividuals
  | Composition;

/** All of a tier's requirements must be met. */
export interface TierRules {
  readonly tier: Tier;
  readonly requirements: readonly Requirement[];
}

/** One way to attain a competency; of several, any attains it. */
export interface Option {
  readonly competency: string;
  readonly option: string;
  readonly name: string;
  /** From the lowest tier to the highest; one that nothing is asked of is not there. */
  readonly tiers: readonly TierRules[];
}

/** Readings of what the source leaves open. Each value is honoured, and shown in every explanation. */
export interface Policies {
  readonly window: Window;
  readonly attribution: Attribution;
  /** Of alternatives for a whole group: may its people mix them, or must all of them fit the same one? */
  readonly alternatives: 'mixed' | 'unmixed';
  /** `at-once`: from its first day a new edition judges everybody, whatever they attained before. */
  readonly newEdition: 'at-once';
  /**
   * When a membership that is renewed runs out: twelve months from the anniversary before, or from the day it was bought.
   */
  readonly anniversary: 'from-anniversary' | 'from-purchase';
}

/** Where the sources are silent or speak twice: what was understood, in words. */
export interface Reading {
  readonly about: string;
  readonly reading: string;
  readonly citations: readonly Citation[];
}

/** A program's rules in force from a day until the next edition's. */
export interface Edition {
  readonly id: string;
  readonly program: string;
  /** First day in force; `null` = since ever. */
  readonly effectiveFrom: Day | null;
  readonly publishedOn: Day;
  /** `sha256:` and the hash of the edition's content, spelled canonically. */
  readonly contentHash: string;
  readonly policies: Policies;
  readonly readings: readonly Reading[];
  readonly products: readonly NamedId[];
  readonly exams: readonly NamedCredential[];
  readonly certifications: readonly NamedCredential[];
  readonly measures: readonly NamedId[];
  readonly attributes: readonly NamedId[];
  readonly options: readonly Option[];
}

export interface NamedId {
  readonly id: string;
  readonly name: string;
}

/** An exam or certification as the edition declares it. */
export interface NamedCredential extends NamedId, Omit<Credential, 'type'> {
  /** Who earned that one holds this one. */
  readonly replacedBy: string | null;
}

export interface Program {
  readonly id: string;
  readonly name: string;
  /** By `effectiveFrom`, the earliest first. */
  readonly editions: readonly Edition[];
}

/** The requirements with those that compositions are made of, each behind the one it is part of. */
export function withParts(requirements: readonly Requirement[]): Requirement[] {
  return requirements.flatMap((requirement) =>
    requirement.kind === 'all-of' || requirement.kind === 'any-of'
      ? [requirement, ...withParts(requirement.of)]
      : [requirement],
  );
}

/** `competency/option`, the name an option goes by everywhere outside an edition. */
export function optionIdOf(option: Pick<Option, 'competency' | 'option'>): string {
  return `${option.competency}/${option.option}`;
}
