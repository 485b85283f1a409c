import { sql, type Transaction } from 'kysely';
import { keepCheckpoints } from './checkpoints.js';
import { derivedTransaction } from './derived-transaction.js';
import { firstLapseOf, NEVER } from './first-lapse.js';
import type { PostgresReadModels } from './postgres-database.js';
import type { Schema, StandingsTable } from './schema.js';
import type { OrganizationStandings, StandingsPage } from './standings.js';

/** How many rows one statement inserts: PostgreSQL takes 65,535 values. */
const ROWS_PER_INSERT = 1_000;

/**
 * A page in a few statements, however many organizations it has. The row of an organization is locked first, and in the order of their ids:
 * another process that stores rows of the same organization waits, and then sees whether its own are still newer.
 */
export async function storeStandingsInPostgres(
  database: PostgresReadModels,
  { changed, unreadable, checkpoints, share }: StandingsPage,
): Promise<void> {
  await derivedTransaction(database, async (transaction) => {
    await share.assertOwn(transaction);
    const kept = await keepOrganizations(transaction, changed);
    const standings = changed
      .filter(({ organization }) => kept.has(organization.organization_id))
      .flatMap((one) => one.standings);
    await keepStandings(transaction, standings);
    await dropOtherStandings(transaction, [...kept, ...unreadable], standings);
    await lapseNever(transaction, unreadable);
    await keepCheckpoints(transaction, checkpoints);
  });
}

/** The ids of those whose rows were stored: no more of their stream is known. */
async function keepOrganizations(
  transaction: Transaction<Schema>,
  changed: readonly OrganizationStandings[],
): Promise<Set<string>> {
  const kept = new Set<string>();
  for (const replaces of [false, true]) {
    const organizations = changed
      .filter((one) => (one.replaces ?? false) === replaces)
      .map(({ organization, standings }) => ({
        ...organization,
        first_lapse_on: firstLapseOf(standings),
      }))
      .sort((a, b) => (a.organization_id < b.organization_id ? -1 : 1));
    if (organizations.length === 0) continue;
    const rows = await transaction
      .insertInto('organizations')
      .values(organizations)
      .onConflict((conflict) => {
        const update = conflict.column('organization_id').doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          market: eb.ref('excluded.market'),
          enrolled_on: eb.ref('excluded.enrolled_on'),
          revision: eb.ref('excluded.revision'),
          first_lapse_on: eb.ref('excluded.first_lapse_on'),
        }));
        return replaces
          ? update
          : update.whereRef('organizations.revision', '<=', 'excluded.revision');
      })
      .returning('organization_id')
      .execute();
    for (const { organization_id } of rows) kept.add(organization_id);
  }
  return kept;
}

/** What says the same as before keeps the day and the revision it was first made for: most facts change no tier. */
async function keepStandings(
  transaction: Transaction<Schema>,
  standings: readonly StandingsTable[],
): Promise<void> {
  for (let start = 0; start < standings.length; start += ROWS_PER_INSERT) {
    await transaction
      .insertInto('standings')
      .values(standings.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'competency', 'option'])
          .doUpdateSet((eb) => ({
            place: eb.ref('excluded.place'),
            tier: eb.ref('excluded.tier'),
            since: eb.ref('excluded.since'),
            lapses_on: eb.ref('excluded.lapses_on'),
            as_of: eb.ref('excluded.as_of'),
            next_change_on: eb.ref('excluded.next_change_on'),
            editions_hash: eb.ref('excluded.editions_hash'),
            time_zone: eb.ref('excluded.time_zone'),
            revision: eb.ref('excluded.revision'),
          }))
          .where(
            sql<boolean>`(standings.place, standings.tier, standings.since, standings.lapses_on,
                standings.next_change_on, standings.editions_hash, standings.time_zone)
              is distinct from (excluded.place, excluded.tier, excluded.since, excluded.lapses_on,
                excluded.next_change_on, excluded.editions_hash, excluded.time_zone)
              or standings.as_of > excluded.as_of`,
          ),
      )
      .execute();
  }
}

/** Of these organizations, what is none of `standings`: options that today's editions have no more, and all of those that cannot be read. */
async function dropOtherStandings(
  transaction: Transaction<Schema>,
  organizations: readonly string[],
  standings: readonly StandingsTable[],
): Promise<void> {
  if (organizations.length === 0) return;
  const column = (name: 'organization_id' | 'competency' | 'option') =>
    sql`${standings.map((row) => row[name])}::text[]`;
  await sql`delete from standings where organization_id = any(${organizations}::text[])
    and (organization_id, competency, option) not in (
      select * from unnest(${column('organization_id')}, ${column('competency')}, ${column('option')})
    )`.execute(transaction);
}

/** What has no standing has none that lapses. */
async function lapseNever(
  transaction: Transaction<Schema>,
  organizations: readonly string[],
): Promise<void> {
  if (organizations.length === 0) return;
  await transaction
    .updateTable('organizations')
    .set({ first_lapse_on: NEVER })
    .where('organization_id', 'in', organizations)
    .execute();
}
