import { type Database, sha256 } from '@app/database';
import { decodeDecisions, decodeIndex, encodeDecisions, encodeIndex } from '@app/domain';
import type { DecisionSnapshots } from '@app/recording';
import type { SnapshotStore } from './facts-cache.js';

/**
 * Snapshots of indexes in the read-model database, one for each large organization. One that is damaged or of another format is not
 * used: the index is then folded from the stream, and `onDamaged` is told.
 */
export function databaseSnapshots(
  database: Database,
  onDamaged: (organizationId: string) => void,
): SnapshotStore {
  return {
    async load(organizationId) {
      const bytes = await loaded(database, organizationId, () => {
        onDamaged(organizationId);
      });
      return bytes === null ? null : decodeIndex(bytes);
    },
    save: (organizationId, index) =>
      saved(database, organizationId, index.revision, encodeIndex(index)),
  };
}

/** The same of what decisions rest on. */
export function databaseDecisionSnapshots(
  database: Database,
  onDamaged: (organizationId: string) => void,
): DecisionSnapshots {
  // No organization's id has a slash.
  const nameOf = (organizationId: string) => `decisions/${organizationId}`;
  return {
    async load(organizationId) {
      const bytes = await loaded(database, nameOf(organizationId), () => {
        onDamaged(organizationId);
      });
      return bytes === null ? null : decodeDecisions(bytes);
    },
    save: (organizationId, state) =>
      saved(database, nameOf(organizationId), state.revision, encodeDecisions(state)),
  };
}

async function loaded(
  { db }: Database,
  name: string,
  onDamaged: () => void,
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('snapshots')
    .select(['bytes', 'sha256'])
    .where('organization_id', '=', name)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (sha256(row.bytes) === row.sha256) return row.bytes;
  onDamaged();
  return null;
}

async function saved(
  { db }: Database,
  name: string,
  revision: number,
  bytes: Uint8Array,
): Promise<void> {
  const row = {
    revision,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    sha256: sha256(bytes),
  };
  await db
    .insertInto('snapshots')
    .values({ organization_id: name, ...row })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
    .execute();
}
