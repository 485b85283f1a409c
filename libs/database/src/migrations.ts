import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accessRecords } from './access-migration.js';
import { alertDelivery } from './alerting-migration.js';
import { importsOfFiles } from './imports-migration.js';
import { provisionedUsers } from './provisioning-migration.js';
import { standingWatch } from './watch-migration.js';

/** In order, by name; a migration that has run anywhere is never changed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-read-models': { up: readModels },
  '0002-standing-watch': { up: standingWatch },
  '0003-alert-delivery': { up: alertDelivery },
  '0006-provisioned-users': { up: provisionedUsers },
  '0007-access-records': { up: accessRecords },
  '0008-imports': { up: importsOfFiles },
};

async function readModels(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('organizations')
    .addColumn('organization_id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('market', 'text', (column) => column.notNull())
    .addColumn('enrolled_on', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('standings')
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('competency', 'text', (column) => column.notNull())
    .addColumn('option', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('tier', 'text')
    .addColumn('since', 'text')
    .addColumn('lapses_on', 'text')
    .addColumn('as_of', 'text', (column) => column.notNull())
    .addColumn('next_change_on', 'text')
    .addColumn('editions_hash', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('standings_key', ['organization_id', 'competency', 'option'])
    .execute();
  for (const column of ['next_change_on', 'lapses_on', 'editions_hash'] as const) {
    await schema.createIndex(`standings_by_${column}`).on('standings').column(column).execute();
  }
  await schema
    .createTable('snapshots')
    .addColumn('organization_id', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('checkpoints')
    .addColumn('projection', 'text', (column) => column.primaryKey())
    .addColumn('position', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('organizations', 'text')
    .addColumn('expires_on', 'text')
    .addColumn('secret_sha256', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('personal_data')
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('individual_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('email', 'text')
    .addPrimaryKeyConstraint('personal_data_key', ['organization_id', 'individual_id'])
    .execute();
}
