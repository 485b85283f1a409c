import type { Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** How far a projection has read the log. */
export interface Checkpoint {
  readonly projection: string;
  readonly position: string;
}

/** Notes checkpoints, each projection at most once; to be called in the transaction of the rows that were made. */
export async function keepCheckpoints(
  transaction: Kysely<Schema>,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  if (checkpoints.length === 0) return;
  await transaction
    .insertInto('checkpoints')
    .values([...checkpoints])
    .onConflict((conflict) =>
      conflict
        .column('projection')
        .doUpdateSet((eb) => ({ position: eb.ref('excluded.position') })),
    )
    .execute();
}
