import { AssociationEnded, AssociationRegistered } from './associations.js';
import { CertificationEarned } from './certifications.js';
import { ExamPassed } from './exams.js';
import { ExchangeRatePublished } from './exchange-rates.js';
import type { FactData, FactType } from './fact.js';
import { IndividualJoined, IndividualLeft } from './individuals.js';
import { AttributeAssigned, MeasureReported } from './measures.js';
import { MembershipPurchased } from './memberships.js';
import { MarketReassigned, OrganizationCorrected, OrganizationEnrolled } from './organization.js';
import { PartnerOfRecordAssociated, PartnerOfRecordDissociated } from './partner-of-record.js';
import { FactReinstated, FactRetracted } from './retractions.js';
import { RevenueBooked } from './revenue.js';

/**
 * The declaration of each fact's data: the one source of its validation, its JSON Schema and its entry in the OpenAPI document.
 */
export const FACT_DECLARATIONS: { readonly [T in FactType]: new () => FactData[T] } = {
  OrganizationEnrolled,
  OrganizationCorrected,
  MarketReassigned,
  IndividualJoined,
  IndividualLeft,
  ExamPassed,
  PartnerOfRecordAssociated,
  PartnerOfRecordDissociated,
  RevenueBooked,
  AssociationRegistered,
  AssociationEnded,
  CertificationEarned,
  MeasureReported,
  AttributeAssigned,
  MembershipPurchased,
  FactRetracted,
  FactReinstated,
  ExchangeRatePublished,
};

export const FACT_TYPES = Object.keys(FACT_DECLARATIONS) as readonly FactType[];

export function isFactType(type: string): type is FactType {
  return Object.hasOwn(FACT_DECLARATIONS, type);
}
