import type {
  AssociationKind,
  Fact,
  RecordedFact,
  ReportedMeasure,
  RollingRevenue,
} from '@app/domain';
import type { IsoDay } from '../oracle/days.js';
import { findingOn } from '../oracle/evaluation.js';
import type { Ground } from '../oracle/evidence.js';
import type { OracleFinding } from '../oracle/findings.js';
import { liveFacts } from '../oracle/known-facts.js';
import { type EvidenceCase, piecesOf } from './evidence-cases.js';
import { recordedAs } from './stories.js';

/** By the oracle, what is found with an association for each piece that lacks one, on the day it is needed, and nothing else. */
export function findingOnceAssociated(
  one: EvidenceCase<RollingRevenue | ReportedMeasure>,
): OracleFinding {
  const { requirement, ground } = one;
  const atBooking = requirement.attribution === 'prospective' && !isLatest(requirement);
  const marks = piecesOf(one, 'not-partner-of-record').flatMap(
    ({ customerId, bookedOn, effectiveOn }) =>
      customerId === undefined
        ? []
        : [
            markOf(
              requirement.associationKinds[0] ?? 'partner-of-record',
              String(customerId),
              atBooking ? String(bookedOn ?? effectiveOn) : ground.day,
            ),
          ],
  );
  const facts = followed(ground, marks);
  return findingOn(liveFacts(facts, facts.length), 'silver', requirement, ground.day);
}

function isLatest(requirement: RollingRevenue | ReportedMeasure): boolean {
  return requirement.kind === 'reported-measure' && requirement.counts === 'latest';
}

function markOf(kind: AssociationKind, customerId: string, effectiveOn: IsoDay): Fact {
  const attributes = { source: 'urn:mending', id: `${customerId} ${effectiveOn}` };
  const data = { organizationId: 'contoso', customerId, effectiveOn };
  return kind === 'partner-of-record'
    ? { ...attributes, type: 'PartnerOfRecordAssociated', data }
    : { ...attributes, type: 'AssociationRegistered', data: { ...data, kind } };
}

function followed({ recorded }: Ground, facts: readonly Fact[]): RecordedFact[] {
  return [...recorded, ...facts.map((fact, place) => recordedAs(fact, recorded.length + place))];
}
