import type { AssociationEnded, AssociationRegistered } from './associations.js';
import type { CertificationEarned } from './certifications.js';
import type { ExamPassed } from './exams.js';
import type { ExchangeRatePublished } from './exchange-rates.js';
import type { IndividualJoined, IndividualLeft } from './individuals.js';
import type { AttributeAssigned, MeasureReported } from './measures.js';
import type { MembershipPurchased } from './memberships.js';
import type {
  MarketReassigned,
  OrganizationCorrected,
  OrganizationEnrolled,
} from './organization.js';
import type { PartnerOfRecordAssociated, PartnerOfRecordDissociated } from './partner-of-record.js';
import type { FactReinstated, FactRetracted } from './retractions.js';
import type { RevenueBooked } from './revenue.js';

/**
 * Every fact by its type. NOTE: the names and the shapes are what is stored and what callers send; a change of either is a new
 * `schemaVersion` with an upcaster.
 */
export interface FactData {
  OrganizationEnrolled: OrganizationEnrolled;
  OrganizationCorrected: OrganizationCorrected;
  MarketReassigned: MarketReassigned;
  IndividualJoined: IndividualJoined;
  IndividualLeft: IndividualLeft;
  ExamPassed: ExamPassed;
  PartnerOfRecordAssociated: PartnerOfRecordAssociated;
  PartnerOfRecordDissociated: PartnerOfRecordDissociated;
  RevenueBooked: RevenueBooked;
  AssociationRegistered: AssociationRegistered;
  AssociationEnded: AssociationEnded;
  CertificationEarned: CertificationEarned;
  MeasureReported: MeasureReported;
  AttributeAssigned: AttributeAssigned;
  MembershipPurchased: MembershipPurchased;
  FactRetracted: FactRetracted;
  FactReinstated: FactReinstated;
  ExchangeRatePublished: ExchangeRatePublished;
}

export type FactType = keyof FactData;

/** What a CloudEvent says beside its data. */
export interface FactAttributes {
  readonly source: string;
  readonly id: string;
  readonly time?: string;
  readonly subject?: string;
  readonly traceparent?: string;
}

type FactOf<T extends FactType> = {
  [K in T]: FactAttributes & { readonly type: K; readonly data: FactData[K] };
}[T];

/** A fact as it was sent: valid by itself, not yet decided. */
export type Fact<T extends FactType = FactType> = FactOf<T>;

/** A fact of one organization: every fact but an exchange rate. */
export type OrganizationFact = Fact<Exclude<FactType, 'ExchangeRatePublished'>>;

/** What the writer adds to a fact it records. */
export interface Recording {
  /** 0-based place in the stream. */
  readonly revision: number;
  /** Milliseconds since 1970-01-01T00:00Z; never decreases along a stream. */
  readonly recordedAt: number;
  /** The id of the key that sent it. */
  readonly recordedBy: string;
  /** Set where a booking was converted at a published rate and not at its own. */
  readonly rate?: { readonly publishedOn: string };
  /** The fact before it was the last of a request, and this one is the first of the next. */
  readonly opensRequest?: true;
}

export type RecordedFact<F extends Fact = Fact> = F & Recording;
