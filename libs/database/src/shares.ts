import { hash } from 'node:crypto';
import { sql, type Expression, type SqlBool, type Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** Into how many parts organizations are shared out. NOTE: checkpoints and leases are kept under the numbers of the parts. */
export const PARTITIONS = 64;
/** The lease of whoever takes announcements in. NOTE: it is stored. */
export const ALERTS_LEASE = 'alerts';

/** The part of the work that a process does. */
export interface Share {
  /** Whose organizations; `null` = all of them, under one checkpoint. */
  readonly partitions: ReadonlySet<number> | null;
  /**
   * To be called in the transaction that stores what was done, before anything else: nobody takes the share over until it has ended.
   * Rejects with `ShareLost` where somebody has.
   */
  readonly assertOwn: (transaction: Transaction<Schema>) => Promise<void>;
}

/** What was done is not stored: somebody else has taken the work over. */
export class ShareLost extends Error {
  override readonly name = 'ShareLost';
}

/** The share of a process that nobody shares with. */
export const EVERYTHING: Share = { partitions: null, assertOwn: () => Promise.resolve() };

/** From 0 to `PARTITIONS` (exclusive); the same for ever. */
export function partitionOf(organizationId: string): number {
  return (hash('sha256', organizationId, 'buffer')[0] ?? 0) % PARTITIONS;
}

/** Whether the organization of a row is in `share`: `partitionOf`, in PostgreSQL's words. */
export function isInShare({ partitions }: Share): Expression<SqlBool> {
  if (partitions === null || partitions.size === PARTITIONS) return sql<SqlBool>`true`;
  return sql<SqlBool>`get_byte(sha256(convert_to(organization_id, 'UTF8')), 0) % ${sql.lit(PARTITIONS)}
    = any(${[...partitions]}::int[])`;
}
