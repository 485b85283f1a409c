import { type Database, isUnavailable, sha256 } from '@app/database';
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

/**
 * The same of what decisions rest on. A database that cannot be used now keeps nobody from deciding: there is no snapshot then, none is saved, and
 * `onUnavailable` is told why.
 */
export function databaseDecisionSnapshots(
  database: Database,
  onDamaged: (organizationId: string) => void,
  onUnavailable: (organizationId: string, error: unknown) => void,
): DecisionSnapshots {
  // No organization's id has a slash.
  const nameOf = (organizationId: string) => `decisions/${organizationId}`;
  const unlessUnavailable = async <T>(organizationId: string, done: Promise<T>) => {
    try {
      return await done;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      onUnavailable(organizationId, error);
      return null;
    }
  };
  return {
    async load(organizationId) {
      const loading = loaded(database, nameOf(organizationId), () => {
        onDamaged(organizationId);
      });
      const bytes = await unlessUnavailable(organizationId, loading);
      return bytes === null ? null : decodeDecisions(bytes);
    },
    async save(organizationId, state) {
      const { revision } = state;
      const saving = saved(database, nameOf(organizationId), revision, encodeDecisions(state));
      await unlessUnavailable(organizationId, saving);
    },
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
