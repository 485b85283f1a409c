import type { FactType } from '@app/domain';

/**
 * The schema each type is written in today. A change of a fact's stored shape raises its version here and adds an upcaster from the
 * version before; the fixture of stored facts gets a line and loses none (docs/adr/0004-schema-versions.md).
 */
export const SCHEMA_VERSIONS: Readonly<Record<FactType, number>> = {
  OrganizationEnrolled: 1,
  OrganizationCorrected: 1,
  MarketReassigned: 1,
  IndividualJoined: 1,
  IndividualLeft: 1,
  ExamPassed: 2,
  PartnerOfRecordAssociated: 1,
  PartnerOfRecordDissociated: 1,
  RevenueBooked: 1,
  AssociationRegistered: 1,
  AssociationEnded: 1,
  CertificationEarned: 1,
  MeasureReported: 1,
  AttributeAssigned: 1,
  MembershipPurchased: 1,
  FactRetracted: 1,
  FactReinstated: 1,
  ExchangeRatePublished: 1,
};

type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/** By type, the step from version n to n + 1 at place n − 1. */
const UPCASTERS: Partial<Record<FactType, readonly Upcaster[]>> = {
  // Version 1 kept the exam as it was sent; version 2 keeps it folded to upper case.
  ExamPassed: [(data) => ({ ...data, exam: String(data['exam']).toUpperCase() })],
};

/** `data` as written in `version`, in the present schema. Throws where the version is none that was ever written. */
export function upcast(
  type: FactType,
  version: number,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const present = SCHEMA_VERSIONS[type];
  if (!Number.isInteger(version) || version < 1 || version > present) {
    throw new Error(
      `${type} of schema version ${String(version)} was written by another version; this one reads 1 to ${present}`,
    );
  }
  if (version === present) return data;
  return (UPCASTERS[type] ?? []).slice(version - 1).reduce((older, step) => step(older), data);
}
