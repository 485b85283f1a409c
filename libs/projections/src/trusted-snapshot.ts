import type { FactsIndex } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { factPages, mayHoldQuarantined, streamOfOrganization } from '@app/recording';
import type { SnapshotStore } from './facts-cache.js';

/**
 * The organization's snapshot, or `null` where there is none to trust: a log that was restored may be shorter than one, and one may hold a
 * fact that was put in quarantine behind it.
 */
export async function trustedSnapshot(
  store: EventStore,
  snapshots: SnapshotStore | undefined,
  organizationId: string,
): Promise<FactsIndex | null> {
  const index = (await snapshots?.load(organizationId)) ?? null;
  if (index === null) return null;
  const stream = streamOfOrganization(organizationId);
  for await (const [last] of factPages(store, stream, index.revision)) {
    if (last?.recordedAt !== index.recordedAt(index.revision)) return null;
    return (await mayHoldQuarantined(store, organizationId, index.revision)) ? null : index;
  }
  return null;
}
