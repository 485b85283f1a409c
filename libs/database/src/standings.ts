import type { Checkpoint } from './checkpoints.js';
import { derivedTransaction } from './derived-transaction.js';
import { firstLapseOf, NEVER } from './first-lapse.js';
import { storeStandingsInPostgres } from './postgres-standings.js';
import type { Database } from './open-database.js';
import type { OrganizationsTable, StandingsTable } from './schema.js';
import { EVERYTHING, type Share } from './shares.js';
import type { SqliteReadModels } from './sqlite-database.js';

/** The directory's row of an organization, and its standings in every option. */
export interface OrganizationStandings {
  readonly organization: OrganizationsTable;
  readonly standings: readonly StandingsTable[];
  /** They replace rows that were made from more of the stream, too. */
  readonly replaces?: boolean;
}

/** What is stored in the transaction of the rows. */
export interface StoredBeside {
  readonly checkpoints?: readonly Checkpoint[];
  /** Asserted before anything is stored; absent = whose work it is does not matter. */
  readonly share?: Share;
}

const SEEN_REVISION = 'SELECT revision FROM organizations WHERE organization_id = ?';

const KEEP_ORGANIZATION = `INSERT INTO organizations (organization_id, name, market, enrolled_on, revision, first_lapse_on)
  VALUES (@organization_id, @name, @market, @enrolled_on, @revision, @first_lapse_on)
  ON CONFLICT (organization_id) DO UPDATE SET
    name = excluded.name, market = excluded.market, enrolled_on = excluded.enrolled_on, revision = excluded.revision,
    first_lapse_on = excluded.first_lapse_on`;

/** What says the same as before keeps the day and the revision it was first made for: most facts change no tier. */
const KEEP_STANDING = `INSERT INTO standings (organization_id, competency, option, place, tier, since, lapses_on, as_of,
    next_change_on, editions_hash, time_zone, revision)
  VALUES (@organization_id, @competency, @option, @place, @tier, @since, @lapses_on, @as_of,
    @next_change_on, @editions_hash, @time_zone, @revision)
  ON CONFLICT (organization_id, competency, option) DO UPDATE SET
    place = excluded.place, tier = excluded.tier, since = excluded.since, lapses_on = excluded.lapses_on,
    as_of = excluded.as_of, next_change_on = excluded.next_change_on, editions_hash = excluded.editions_hash,
    time_zone = excluded.time_zone, revision = excluded.revision
  WHERE (place, tier, since, lapses_on, next_change_on, editions_hash, time_zone)
      IS NOT (excluded.place, excluded.tier, excluded.since, excluded.lapses_on, excluded.next_change_on,
        excluded.editions_hash, excluded.time_zone)
    OR as_of > excluded.as_of`;

/** Options that today's editions have no more. */
const DROP_OTHER_OPTIONS = `DELETE FROM standings WHERE organization_id = ? AND (competency, option) NOT IN
  (SELECT value ->> 0, value ->> 1 FROM json_each(?))`;

const DROP_STANDINGS = 'DELETE FROM standings WHERE organization_id = ?';

const LAPSES_NEVER = `UPDATE organizations SET first_lapse_on = '${NEVER}' WHERE organization_id = ?`;

const KEEP_CHECKPOINT = `INSERT INTO checkpoints (projection, position) VALUES (@projection, @position)
  ON CONFLICT (projection) DO UPDATE SET position = excluded.position`;

/**
 * Stores the rows of organizations, takes away those of `unreadable` ones, and notes the checkpoints: all of it, or
 * nothing. Rows made from less of a stream than those that are there do not replace them, but where they are said to.
 */
export async function storeStandings(
  database: Database,
  changed: readonly OrganizationStandings[],
  unreadable: readonly string[],
  { checkpoints = [], share = EVERYTHING }: StoredBeside = {},
): Promise<void> {
  const page = { changed, unreadable, checkpoints, share };
  await (database.engine === 'sqlite'
    ? storeInSqlite(database, page)
    : storeStandingsInPostgres(database, page));
}

/** What is stored in one transaction. */
export interface StandingsPage {
  readonly changed: readonly OrganizationStandings[];
  readonly unreadable: readonly string[];
  readonly checkpoints: readonly Checkpoint[];
  readonly share: Share;
}

/** Row by row: nothing lies between us and the file, and a prepared statement is as fast as it gets. */
async function storeInSqlite(
  { db, engine, prepared }: SqliteReadModels,
  { changed, unreadable, checkpoints }: StandingsPage,
): Promise<void> {
  await derivedTransaction({ db, engine }, () => {
    for (const { organization, standings, replaces = false } of changed) {
      const id = organization.organization_id;
      const seen = prepared(SEEN_REVISION).get(id) as { revision: number } | undefined;
      if (!replaces && seen !== undefined && seen.revision > organization.revision) continue;
      const first_lapse_on = firstLapseOf(standings);
      prepared(KEEP_ORGANIZATION).run({ ...organization, first_lapse_on });
      for (const standing of standings) prepared(KEEP_STANDING).run(standing);
      const options = standings.map(({ competency, option }) => [competency, option]);
      prepared(DROP_OTHER_OPTIONS).run(id, JSON.stringify(options));
    }
    for (const id of unreadable) {
      prepared(DROP_STANDINGS).run(id);
      prepared(LAPSES_NEVER).run(id);
    }
    for (const checkpoint of checkpoints) prepared(KEEP_CHECKPOINT).run(checkpoint);
    return Promise.resolve();
  });
}
