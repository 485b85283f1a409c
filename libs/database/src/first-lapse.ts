import { type Kysely, sql } from 'kysely';
import type { ColumnTypes } from './column-types.js';
import type { StandingsTable } from './schema.js';

/** Behind every day: what does not lapse is sorted there. */
export const NEVER = '9999-12-31';

/** The day on which the first of an organization's standings lapses, or `NEVER`. */
export function firstLapseOf(standings: readonly Pick<StandingsTable, 'lapses_on'>[]): string {
  return standings.reduce((first, { lapses_on: lapsesOn }) => {
    return lapsesOn !== null && lapsesOn < first ? lapsesOn : first;
  }, NEVER);
}

/** The directory is read in the order of what lapses first, of all options or of one, from an index: without looking at every organization. */
export async function firstLapses(db: Kysely<never>, types: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable('organizations')
    .addColumn('first_lapse_on', types.text, (column) => column.notNull().defaultTo(NEVER))
    .execute();
  await sql`update organizations set first_lapse_on = coalesce(
    (select min(lapses_on) from standings
      where standings.organization_id = organizations.organization_id), ${NEVER})`.execute(db);
  await db.schema
    .createIndex('organizations_by_first_lapse_on')
    .on('organizations')
    .columns(['first_lapse_on', 'organization_id'])
    .execute();
  await sql`create index standings_by_option_and_lapse on standings
    (competency, option, (coalesce(lapses_on, ${sql.lit(NEVER)})), organization_id)`.execute(db);
}
