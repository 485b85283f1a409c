import type { PersonalData } from '@app/domain';
import { sql, type Transaction } from 'kysely';
import { type Database, forgetDeleted } from './open-database.js';
import type { PersonalDataTable, Schema } from './schema.js';

/** How many rows one statement inserts: SQLite takes 32,766 values, PostgreSQL 65,535. */
const ROWS_PER_INSERT = 1_000;

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
  const told = toldOf(rows);
  for (let start = 0; start < told.length; start += ROWS_PER_INSERT) {
    await transaction
      .insertInto('personal_data')
      .values(told.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'individual_id']).doUpdateSet({
          name: sql`coalesce(excluded.name, personal_data.name)`,
          email: sql`coalesce(excluded.email, personal_data.email)`,
        }),
      )
      .execute();
  }
}

/** One row for each individual, in the order of their ids: whoever keeps others at the same time waits for one who waits for nobody. */
function toldOf(rows: readonly PersonalData[]): PersonalDataTable[] {
  const told = new Map<string, PersonalDataTable>();
  for (const { organizationId, individualId, name, email } of rows) {
    if (name === undefined && email === undefined) continue;
    // Neither id has a blank.
    const key = `${organizationId} ${individualId}`;
    const before = told.get(key);
    told.set(key, {
      organization_id: organizationId,
      individual_id: individualId,
      name: name ?? before?.name ?? null,
      email: email ?? before?.email ?? null,
    });
  }
  return [...told].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** What is kept of some individuals of an organization, by their ids; nothing of whom nothing is kept. */
export async function personalDataOf(
  { db }: Pick<Database, 'db'>,
  organizationId: string,
  individualIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<PersonalData, 'name' | 'email'>>> {
  if (individualIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('personal_data')
    .select(['individual_id', 'name', 'email'])
    .where('organization_id', '=', organizationId)
    .where('individual_id', 'in', individualIds)
    .execute();
  return new Map(
    rows.map(({ individual_id, name, email }) => [
      individual_id,
      { ...(name === null ? {} : { name }), ...(email === null ? {} : { email }) },
    ]),
  );
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
  forgetDeleted(database);
  return erased > 0n;
}
