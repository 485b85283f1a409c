import type { Day } from '../business-day.js';
import type { KnownFacts } from '../known-facts.js';
import type { Requirement } from '../program.js';
import { attributeEvidence } from './attribute-evidence.js';
import { customerEvidence } from './customer-evidence.js';
import { measureEvidence } from './measure-evidence.js';
import { peopleEvidence } from './people-evidence.js';
import type { Evidence } from './pieces.js';
import { revenueEvidence } from './revenue-evidence.js';

/** A requirement that has evidence of its own: a composition has that of its parts. */
export type ProvableRequirement = Exclude<Requirement, { readonly of: unknown }>;

/** Everything that was recorded and has to do with what a requirement finds on `day`: what counts, and what does not, and why. */
export function evidenceOf(
  requirement: ProvableRequirement,
  known: KnownFacts,
  day: Day,
): Evidence {
  switch (requirement.kind) {
    case 'rolling-revenue':
      return revenueEvidence(requirement, known, day);
    case 'customer-count':
      return customerEvidence(requirement, known, day);
    case 'reported-measure':
      return measureEvidence(requirement, known, day);
    case 'organization-attribute':
      return attributeEvidence(requirement, known, day);
    case 'qualified-individuals':
      return peopleEvidence(requirement, known, day);
  }
}
