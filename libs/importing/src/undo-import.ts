import { evolve, initialOrganization, type OrganizationFact, type RecordedFact } from '@app/domain';
import type { Database } from '@app/database';
import type { EventStore } from '@app/event-store';
import { factPages, type Recorder, streamOfOrganization } from '@app/recording';
import { type FactRef, IMPORT_SOURCE, replacementOf, verdictFact } from './import-ids.js';

/** What undoing an import came to. */
export interface UndoSummary {
  /** Facts that the import alone had brought, and that count as never recorded now. */
  readonly retracted: number;
  /** Facts that it had taken the place of, and that count again. */
  readonly reinstated: number;
  /** Facts that it says and that stay: another import that stands says them too. */
  readonly shared: number;
  /** Facts that cannot be taken back, such as an enrolment. */
  readonly kept: number;
}

export interface UndoContext {
  readonly store: EventStore;
  readonly database: Database;
  readonly recorder: Recorder;
  readonly recordedBy: string;
}

const FACTS_PER_SUBMISSION = 1_000;

/** Takes back what an import alone brought. What was interrupted is completed by doing it again. Rejects with a `StoreError`. */
export async function undoImport(importId: string, context: UndoContext): Promise<UndoSummary> {
  const { db } = context.database;
  const organizations = await db
    .selectFrom('import_facts')
    .select('organization_id')
    .distinct()
    .where('import_id', '=', importId)
    .execute();
  const totals = { retracted: 0, reinstated: 0, shared: 0, kept: 0 };
  for (const { organization_id: organizationId } of organizations) {
    const undone = await undoWithin(organizationId, importId, context);
    for (const key of Object.keys(totals) as (keyof UndoSummary)[]) totals[key] += undone[key];
  }
  return totals;
}

async function undoWithin(
  organizationId: string,
  importId: string,
  { store, database, recorder, recordedBy }: UndoContext,
): Promise<UndoSummary> {
  const said = await saidBy(database, organizationId, importId);
  const elsewhere = await saidByOthers(database, organizationId, importId);
  const stream = new ImportedStream();
  for await (const page of factPages(store, streamOfOrganization(organizationId))) {
    for (const fact of page) stream.take(fact);
  }
  const shared = [...said].filter((id) => elsewhere.has(id)).length;
  const alone = stream.liveAmong(said).filter((id) => !elsewhere.has(id));
  const retractions = alone.map((id) =>
    verdict('FactRetracted', organizationId, { source: IMPORT_SOURCE, id }, importId),
  );
  const reinstatements = alone
    .map((id) => stream.standingBefore(id, elsewhere))
    .filter((target) => target !== null)
    .map((target) => verdict('FactReinstated', organizationId, target, importId));
  const retracted = await record(recorder, retractions, recordedBy);
  const reinstated = await record(recorder, reinstatements, recordedBy);
  return {
    retracted,
    reinstated,
    shared,
    kept: retractions.length - retracted + reinstatements.length - reinstated,
  };
}

function verdict(
  type: 'FactRetracted' | 'FactReinstated',
  organizationId: string,
  target: FactRef,
  importId: string,
): OrganizationFact {
  const id = `undo:${importId}:${target.id}`.slice(0, 256);
  const reason = `import ${importId} was undone`;
  return verdictFact(type, organizationId, target, id, importId, reason);
}

async function record(
  recorder: Recorder,
  facts: readonly OrganizationFact[],
  recordedBy: string,
): Promise<number> {
  let accepted = 0;
  const request = recorder.begin();
  try {
    for (let from = 0; from < facts.length; from += FACTS_PER_SUBMISSION) {
      const page = facts.slice(from, from + FACTS_PER_SUBMISSION);
      const outcomes = await recorder.record(page, { recordedBy, request });
      accepted += outcomes.filter(({ status }) => status !== 'rejected').length;
    }
  } finally {
    request.end();
  }
  return accepted;
}

async function saidBy(
  { db }: Database,
  organizationId: string,
  importId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('import_facts')
    .select('fact_ids')
    .where('import_id', '=', importId)
    .where('organization_id', '=', organizationId)
    .execute();
  return idsOf(rows);
}

/** What other imports say that were not undone. */
async function saidByOthers(
  { db }: Database,
  organizationId: string,
  importId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('import_facts')
    .innerJoin('imports', 'imports.id', 'import_facts.import_id')
    .select('fact_ids')
    .where('import_id', '!=', importId)
    .where('organization_id', '=', organizationId)
    .where('imports.status', 'in', ['recorded', 'recording'])
    .execute();
  return idsOf(rows);
}

function idsOf(rows: readonly { readonly fact_ids: string }[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ fact_ids }) => JSON.parse(fact_ids) as string[]));
}

/** What of a stream is about imports: which of their facts are live, and what took the place of what. */
class ImportedStream {
  readonly #state = initialOrganization();
  /** By the id of the fact that took the place: what stood there before. */
  readonly #before = new Map<string, FactRef>();

  take(fact: RecordedFact): void {
    evolve(this.#state, fact);
    if (fact.type !== 'FactRetracted' || fact.source !== IMPORT_SOURCE) return;
    const replacement = replacementOf(fact.id);
    if (replacement === null) return;
    this.#before.set(replacement, { source: fact.data.factSource, id: fact.data.factId });
  }

  #isLive({ source, id }: FactRef): boolean {
    const revision = this.#state.recorded.revisionOf(source, id);
    return revision !== null && this.#state.recorded.liveness.isLive(revision);
  }

  /** Those of the imports' facts with these ids that are recorded and count. */
  liveAmong(ids: ReadonlySet<string>): string[] {
    return [...ids].filter((id) => this.#isLive({ source: IMPORT_SOURCE, id }));
  }

  /** The last fact before the one with `id` that is still said: by an import that stands, or by somebody who is no import; `null` = none. */
  standingBefore(id: string, said: ReadonlySet<string>): FactRef | null {
    const seen = new Set([id]);
    for (let before = this.#before.get(id); before !== undefined;) {
      if (seen.has(before.id)) return null;
      seen.add(before.id);
      const isSaid = before.source !== IMPORT_SOURCE || said.has(before.id);
      if (isSaid) return this.#isLive(before) ? null : before;
      before = this.#before.get(before.id);
    }
    return null;
  }
}
