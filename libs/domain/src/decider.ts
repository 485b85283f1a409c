import { type Decision, rejected } from './decision.js';
import { decideCertificationEarned } from './facts/certifications.js';
import { decideExamPassed } from './facts/exams.js';
import type { OrganizationFact, RecordedFact } from './facts/fact.js';
import { decideIndividualJoined } from './facts/individuals.js';
import { decideMembershipPurchased } from './facts/memberships.js';
import { decideCorrection, decideEnrolment } from './facts/organization.js';
import { conflictOf } from './facts/identity.js';
import { decideRetraction } from './facts/retractions.js';
import { decideBooking, RevenueTotals } from './facts/revenue.js';
import type { RateLookup } from './facts/exchange-rates.js';
import type { HashKey } from './keyed-hash.js';
import { decideSameId, duplicateOf, RecordedFacts } from './recorded-facts.js';

/** What the decisions about one organization's facts rest on: its own stream and nothing else. */
export interface OrganizationState {
  readonly recorded: RecordedFacts;
  readonly totals: RevenueTotals;
  /** Of the last fact; -1 before the first. */
  revision: number;
  /** Of the last fact, in milliseconds since 1970-01-01T00:00Z; 0 before the first. */
  recordedAt: number;
}

export interface DecisionContext {
  readonly rates: RateLookup;
}

/** A new state; `evolve` owns and changes it. Where others send the facts, `key` is one that they do not know. */
export function initialOrganization(key?: HashKey): OrganizationState {
  return {
    recorded: new RecordedFacts(key),
    totals: new RevenueTotals(),
    revision: -1,
    recordedAt: 0,
  };
}

/** Takes the stream's next fact into `state`. */
export function evolve(state: OrganizationState, fact: RecordedFact): void {
  const changes = state.recorded.add(fact);
  state.totals.add(fact, changes);
  state.revision = fact.revision;
  state.recordedAt = fact.recordedAt;
}

/**
 * Whether `fact`, valid by itself, is recorded in the stream that `state` is folded from. Said twice, a fact is recorded once:
 * by its id, by its natural key, or because it would change nothing.
 */
export function decide(
  fact: OrganizationFact,
  state: OrganizationState,
  context: DecisionContext,
): Decision {
  if (state.revision < 0 && fact.type !== 'OrganizationEnrolled') {
    return rejected(
      'organization-unknown',
      `${fact.data.organizationId} is not enrolled; record its OrganizationEnrolled first`,
      '/data/organizationId',
    );
  }
  return (
    decideSameId(fact, state.recorded) ??
    decideSameNaturalKey(fact, state) ??
    decideByFamily(fact, state, context)
  );
}

function decideByFamily(
  fact: OrganizationFact,
  state: OrganizationState,
  context: DecisionContext,
): Decision {
  switch (fact.type) {
    case 'OrganizationEnrolled':
      return decideEnrolment(fact, state.revision >= 0);
    case 'OrganizationCorrected':
      return decideCorrection(fact);
    case 'IndividualJoined':
      return decideIndividualJoined(fact);
    case 'ExamPassed':
      return decideExamPassed(fact);
    case 'CertificationEarned':
      return decideCertificationEarned(fact);
    case 'MembershipPurchased':
      return decideMembershipPurchased(fact);
    case 'RevenueBooked':
      return decideBooking(fact, state.totals, context.rates);
    case 'FactRetracted':
    case 'FactReinstated':
      return decideRetraction(fact, state.recorded, state.totals);
    case 'MarketReassigned':
    case 'IndividualLeft':
    case 'PartnerOfRecordAssociated':
    case 'PartnerOfRecordDissociated':
    case 'AssociationRegistered':
    case 'AssociationEnded':
    case 'MeasureReported':
    case 'AttributeAssigned':
      return { outcome: 'accepted', fact };
  }
}

function decideSameNaturalKey(
  fact: OrganizationFact,
  { recorded }: OrganizationState,
): Decision | null {
  const under = recorded.underNaturalKeyOf(fact);
  if (under.length === 0) return null;
  const same = under.find((revision) => recorded.saysTheSame(revision, fact));
  if (same !== undefined) return duplicateOf(same, recorded);
  const live = under.find((revision) => recorded.liveness.isLive(revision));
  if (live === undefined) return null;
  const { code, noun, pointer } = conflictOf(fact);
  return rejected(
    code,
    `this ${noun} was recorded at revision ${live} with other content; retract that fact first`,
    pointer,
  );
}
