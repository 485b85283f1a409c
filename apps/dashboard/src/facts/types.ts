import type { Schemas } from '../api/client.js';

export type FactType = Schemas['Fact']['type'];

/** Every type of fact, in the order in which people choose among them. */
export const FACT_TYPES: readonly FactType[] = [
  'OrganizationEnrolled',
  'OrganizationCorrected',
  'MarketReassigned',
  'IndividualJoined',
  'IndividualLeft',
  'ExamPassed',
  'CertificationEarned',
  'PartnerOfRecordAssociated',
  'PartnerOfRecordDissociated',
  'AssociationRegistered',
  'AssociationEnded',
  'RevenueBooked',
  'MeasureReported',
  'AttributeAssigned',
  'MembershipPurchased',
  'FactRetracted',
  'FactReinstated',
  'ExchangeRatePublished',
];
