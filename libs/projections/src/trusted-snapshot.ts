import type { FactsIndex } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { factPages, streamOfOrganization } from '@app/recording';
import type { SnapshotStore } from './facts-cache.js';

/** The organization's snapshot, or `null` where there is none to trust: a log that was restored may be shorter than one. */
export async function trustedSnapshot(
  store: EventStore,
  snapshots: SnapshotStore | undefined,
  organizationId: string,
): Promise<FactsIndex | null> {
  const index = (await snapshots?.load(organizationId)) ?? null;
  if (index === null) return null;
  const stream = streamOfOrganization(organizationId);
  for await (const [last] of factPages(store, stream, index.revision)) {
    return last?.recordedAt === index.recordedAt(index.revision) ? index : null;
  }
  return null;
}
