import { type Database, sha256 } from '@app/database';
import { decodeIndex, encodeIndex, type FactsIndex } from '@app/domain';
import type { SnapshotStore } from './facts-cache.js';

/**
 * Snapshots in the read-model database, one for each large organization. One that is damaged or of another format is not used: the
 * index is then folded from the stream, and `onDamaged` is told.
 */
export function databaseSnapshots(
  { db }: Database,
  onDamaged: (organizationId: string) => void,
): SnapshotStore {
  return {
    async load(organizationId) {
      const row = await db
        .selectFrom('snapshots')
        .select(['bytes', 'sha256'])
        .where('organization_id', '=', organizationId)
        .executeTakeFirst();
      if (row === undefined) return null;
      if (sha256(row.bytes) === row.sha256) return decodeIndex(row.bytes);
      onDamaged(organizationId);
      return null;
    },

    async save(organizationId, index) {
      const row = snapshotRow(index);
      await db
        .insertInto('snapshots')
        .values({ organization_id: organizationId, ...row })
        .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
        .execute();
    },
  };
}

function snapshotRow(index: FactsIndex): {
  revision: number;
  bytes: Uint8Array;
  sha256: string;
} {
  const bytes = encodeIndex(index);
  return { revision: index.revision, bytes: Buffer.from(bytes.buffer), sha256: sha256(bytes) };
}
