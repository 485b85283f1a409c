import type { PersonalData } from '@app/domain';
import type { Transaction } from 'kysely';
import type { Database } from './open-database.js';
import type { Schema } from './schema.js';

/** Keeps names and addresses; what a row does not say stays as it was. Said twice, it is as said once. */
export async function keepPersonalData(
  { db }: Database,
  rows: readonly PersonalData[],
): Promise<void> {
  await db.transaction().execute((transaction) => keepPersonalDataIn(transaction, rows));
}

/** As `keepPersonalData`, in a transaction that is under way. */
export async function keepPersonalDataIn(
  transaction: Transaction<Schema>,
  rows: readonly PersonalData[],
): Promise<void> {
  for (const { organizationId, individualId, name, email } of rows) {
    const told = {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
    };
    if (Object.keys(told).length === 0) continue;
    await transaction
      .insertInto('personal_data')
      .values({
        organization_id: organizationId,
        individual_id: individualId,
        name: name ?? null,
        email: email ?? null,
      })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'individual_id']).doUpdateSet(told),
      )
      .execute();
  }
}

/**
 * Erases an individual's name and address for good, also what their identity provider said of them; `false` where there was nothing.
 * A provider that still keeps them finds the individual under the same id, and says anew what it has.
 */
export async function erasePersonalData(
  database: Database,
  organizationId: string,
  individualId: string,
): Promise<boolean> {
  const erased = await database.db.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('personal_data')
      .where('organization_id', '=', organizationId)
      .where('individual_id', '=', individualId)
      .executeTakeFirst();
    const { numUpdatedRows } = await transaction
      .updateTable('scim_users')
      .set({
        user_name: individualId,
        user_name_folded: individualId,
        external_id: null,
        attributes: '{}',
      })
      .where('organization_id', '=', organizationId)
      .where('individual_id', '=', individualId)
      .where('user_name', '!=', individualId)
      .executeTakeFirst();
    return numDeletedRows + numUpdatedRows;
  });
  database.truncateLog();
  return erased > 0n;
}
