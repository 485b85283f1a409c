import type { Fact } from './facts/fact.js';

/** Why a fact is not recorded. The codes are stable: callers branch on them. */
export type RejectionCode =
  | 'organization-unknown'
  | 'organization-exists'
  | 'enrolment-required'
  | 'fact-unknown'
  | 'id-reused'
  | 'booking-exists'
  | 'exam-pass-exists'
  | 'certification-exists'
  | 'exchange-rate-missing'
  | 'currency-unknown'
  | 'total-too-large'
  | 'invalid-data';

export interface Accepted {
  readonly outcome: 'accepted';
  /** What is recorded: the fact as it was sent, less personal data, plus what the decision found out. */
  readonly fact: Fact;
  /** Set where a booking was converted at a published rate. */
  readonly rate?: { readonly publishedOn: string };
  /** What was taken out of the fact, to be kept where it can be erased. */
  readonly personalData?: PersonalData;
}

/** The stream holds this fact already; nothing is recorded. */
export interface Duplicate {
  readonly outcome: 'duplicate';
  readonly revision: number;
  /** Whether the fact in question counts as never recorded just now. */
  readonly retracted: boolean;
}

/** A value, not an error: the fact cannot be recorded as things stand, and why. */
export interface Rejected {
  readonly outcome: 'rejected';
  readonly code: RejectionCode;
  readonly detail: string;
  /** JSON Pointer into the event, such as `/data/amount`. */
  readonly pointer?: string;
}

export type Decision = Accepted | Duplicate | Rejected;

export interface PersonalData {
  readonly organizationId: string;
  readonly individualId: string;
  readonly name?: string;
  readonly email?: string;
}

export function rejected(code: RejectionCode, detail: string, pointer?: string): Rejected {
  return { outcome: 'rejected', code, detail, ...(pointer === undefined ? {} : { pointer }) };
}
