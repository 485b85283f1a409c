import { hash } from 'node:crypto';
import { contentOf, type Fact, type OrganizationFact } from '@app/domain';
import type { ReadFact } from '@app/ingestion';

/** The source of every fact that an import makes. The same content has the same id, whichever file it came in. */
export const IMPORT_SOURCE = 'urn:assay:import';

/** Which fact of a stream. */
export interface FactRef {
  readonly source: string;
  readonly id: string;
}

/** The fact that a row says, as the `ordinal`th (from 1) of those that are alike. */
export function factOf(
  { type, data, identity }: ReadFact,
  ordinal: number,
  importId: string,
): Fact {
  const named = identity === null ? data : { ...data, bookingId: `${identity}-${ordinal}` };
  const unidentified = { type, source: IMPORT_SOURCE, id: '', data: named } as unknown as Fact;
  const id = hash('sha256', contentOf(unidentified), 'hex').slice(0, 32);
  return { ...unidentified, id, subject: subjectOf(importId) };
}

/** A booking whose money changed, or a fact that an undone import had brought: what takes the recorded one out, or back in. */
export function verdictFact(
  type: 'FactRetracted' | 'FactReinstated',
  organizationId: string,
  target: FactRef,
  id: string,
  importId: string,
  reason: string,
): OrganizationFact {
  return {
    type,
    source: IMPORT_SOURCE,
    id,
    subject: subjectOf(importId),
    data: { organizationId, factSource: target.source, factId: target.id, reason },
  };
}

const CHANGE = 'change:';

/** The id of the retraction of what `by` takes the place of. */
export function changeId(importId: string, by: string): string {
  return `${CHANGE}${importId}:${by}`;
}

/** The id of the fact that takes the place of what a retraction with this id retracts, or `null` where it is no such id. */
export function replacementOf(id: string): string | null {
  return id.startsWith(CHANGE) ? id.slice(id.lastIndexOf(':') + 1) : null;
}

function subjectOf(importId: string): string {
  return `import/${importId}`;
}
