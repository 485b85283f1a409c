import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accessRecords, accessRecordsByRoute } from './access-migration.js';
import { alertDelivery } from './alerting-migration.js';
import { type ColumnTypes, POSTGRES_COLUMNS, SQLITE_COLUMNS } from './column-types.js';
import { firstLapses } from './first-lapse.js';
import { importsOfFiles, progressOfImports } from './imports-migration.js';
import { sharedWork } from './leases-migration.js';
import { provisionedUsers } from './provisioning-migration.js';
import { standingWatch } from './watch-migration.js';

/** In order, by name; a migration that has run anywhere is never changed. Both engines count with the same numbers. */
function migrationsOf(types: ColumnTypes): Record<string, Migration> {
  return {
    '0001-read-models': { up: (db: Kysely<never>) => readModels(db, types) },
    '0002-standing-watch': { up: (db: Kysely<never>) => standingWatch(db, types) },
    '0003-alert-delivery': { up: (db: Kysely<never>) => alertDelivery(db, types) },
    '0006-provisioned-users': { up: (db: Kysely<never>) => provisionedUsers(db, types) },
    '0007-access-records': { up: (db: Kysely<never>) => accessRecords(db, types) },
    '0008-imports': { up: (db: Kysely<never>) => importsOfFiles(db, types) },
    '0011-first-lapses': { up: (db: Kysely<never>) => firstLapses(db, types) },
    '0012-progress-of-imports': { up: (db: Kysely<never>) => progressOfImports(db, types) },
    '0013-access-records-by-route': { up: accessRecordsByRoute },
  };
}

export const SQLITE_MIGRATIONS: Readonly<Record<string, Migration>> = migrationsOf(SQLITE_COLUMNS);

export const POSTGRES_MIGRATIONS: Readonly<Record<string, Migration>> = {
  ...migrationsOf(POSTGRES_COLUMNS),
  '0009-vacuum-what-is-erased': { up: vacuumWhatIsErased },
  '0010-shared-work': { up: sharedWork },
};

/** PostgreSQL keeps deleted rows until a vacuum, and by itself makes none for a few of them. SQLite overwrites what is deleted. */
async function vacuumWhatIsErased(db: Kysely<never>): Promise<void> {
  for (const table of ['personal_data', 'scim_users', 'receivers', 'import_rejects']) {
    await sql`alter table ${sql.table(table)}
      set (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)`.execute(db);
  }
}

async function readModels(db: Kysely<never>, types: ColumnTypes): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('organizations')
    .addColumn('organization_id', types.text, (column) => column.primaryKey())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('market', types.text, (column) => column.notNull())
    .addColumn('enrolled_on', types.text, (column) => column.notNull())
    .addColumn('revision', types.integer, (column) => column.notNull())
    .execute();
  await schema
    .createTable('standings')
    .addColumn('organization_id', types.text, (column) => column.notNull())
    .addColumn('competency', types.text, (column) => column.notNull())
    .addColumn('option', types.text, (column) => column.notNull())
    .addColumn('place', types.integer, (column) => column.notNull())
    .addColumn('tier', types.text)
    .addColumn('since', types.text)
    .addColumn('lapses_on', types.text)
    .addColumn('as_of', types.text, (column) => column.notNull())
    .addColumn('next_change_on', types.text)
    .addColumn('editions_hash', types.text, (column) => column.notNull())
    .addColumn('time_zone', types.text, (column) => column.notNull())
    .addColumn('revision', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('standings_key', ['organization_id', 'competency', 'option'])
    .execute();
  for (const column of ['next_change_on', 'lapses_on', 'editions_hash'] as const) {
    await schema.createIndex(`standings_by_${column}`).on('standings').column(column).execute();
  }
  await schema
    .createTable('snapshots')
    .addColumn('organization_id', types.text, (column) => column.primaryKey())
    .addColumn('revision', types.integer, (column) => column.notNull())
    .addColumn('bytes', types.bytes, (column) => column.notNull())
    .addColumn('sha256', types.text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('checkpoints')
    .addColumn('projection', types.text, (column) => column.primaryKey())
    .addColumn('position', types.text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('keys')
    .addColumn('id', types.text, (column) => column.primaryKey())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('role', types.text, (column) => column.notNull())
    .addColumn('organizations', types.text)
    .addColumn('expires_on', types.text)
    .addColumn('secret_sha256', types.text, (column) => column.notNull())
    .addColumn('created_at', types.text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('personal_data')
    .addColumn('organization_id', types.text, (column) => column.notNull())
    .addColumn('individual_id', types.text, (column) => column.notNull())
    .addColumn('name', types.text)
    .addColumn('email', types.text)
    .addPrimaryKeyConstraint('personal_data_key', ['organization_id', 'individual_id'])
    .execute();
}
