import type { PersonalData } from '@app/domain';
import type { Database } from './open-database.js';

/** Keeps names and addresses; what a row does not say stays as it was. Said twice, it is as said once. */
export async function keepPersonalData(
  { db }: Database,
  rows: readonly PersonalData[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { organizationId, individualId, name, email } of rows) {
      const told = {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
      };
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
  });
}

/** Erases an individual's name and address for good; `false` where there was nothing. */
export async function erasePersonalData(
  database: Database,
  organizationId: string,
  individualId: string,
): Promise<boolean> {
  const { numDeletedRows } = await database.db
    .deleteFrom('personal_data')
    .where('organization_id', '=', organizationId)
    .where('individual_id', '=', individualId)
    .executeTakeFirst();
  database.truncateLog();
  return numDeletedRows > 0n;
}
