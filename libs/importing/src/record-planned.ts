import type { OrganizationFact } from '@app/domain';
import type { Outcome, Recorder, Sender } from '@app/recording';
import type { PlannedFact } from './organization-plan.js';

/** What became of facts that were not recorded as they were planned to be, by the fact. */
export type UnplannedOutcomes = Map<OrganizationFact, Exclude<Outcome, { status: 'accepted' }>>;

/** So many changes share an append: a third of what one may hold, unless they are unusually long. */
const MOST_CHANGES_TOGETHER = 250;

/**
 * Records what is planned of one organization. Nobody ever sees a change half done: what it takes out and what it puts in its place are in one append, which
 * many changes share. Rejects with a `StoreError`.
 */
export async function recordPlanned(
  planned: readonly PlannedFact[],
  recorder: Recorder,
  sender: Sender,
): Promise<UnplannedOutcomes> {
  const unplanned: UnplannedOutcomes = new Map();
  const alone = planned.filter(({ submit }) => submit.length === 1);
  const facts = alone.flatMap(({ submit }) => submit);
  const outcomes = facts.length === 0 ? [] : await recorder.record(facts, sender);
  for (const [place, { fact }] of alone.entries()) {
    const outcome = outcomes[place];
    if (outcome !== undefined && outcome.status !== 'accepted') unplanned.set(fact, outcome);
  }
  const changes = planned.filter(({ submit }) => submit.length > 1);
  for (let from = 0; from < changes.length; from += MOST_CHANGES_TOGETHER) {
    const together = changes.slice(from, from + MOST_CHANGES_TOGETHER);
    await recordChanges(together, recorder, sender, unplanned);
  }
  return unplanned;
}

/** Where one of the changes is rejected, because another writer was there first or two rows contradict each other, each is recorded by itself. */
async function recordChanges(
  changes: readonly PlannedFact[],
  recorder: Recorder,
  sender: Sender,
  unplanned: UnplannedOutcomes,
): Promise<void> {
  const facts = changes.flatMap(({ submit }) => submit);
  const { recorded, outcomes } = await recorder.recordAtomically(facts, sender);
  if (recorded) return;
  if (changes.length > 1) {
    for (const change of changes) await recordChanges([change], recorder, sender, unplanned);
    return;
  }
  const [only] = changes;
  const rejected = outcomes.find(({ status }) => status === 'rejected');
  if (only !== undefined && rejected?.status === 'rejected') unplanned.set(only.fact, rejected);
}
