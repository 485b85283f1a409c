import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { DatabaseUnusable } from './database-errors.js';
import type { Schema } from './schema.js';

export interface SchemaOptions {
  /** How the database is called in messages. */
  readonly name: string;
  readonly migrations: Readonly<Record<string, Migration>>;
}

/** Refuses, with `DatabaseUnusable`, a database that a newer version wrote; returns the migrations that it does not have yet. */
export async function missingMigrations(
  db: Kysely<Schema>,
  { name, migrations }: SchemaOptions,
): Promise<string[]> {
  const known = Object.keys(migrations);
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return known;
  const done = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const names = new Set(done.map((migration) => migration.name));
  const newer = [...names].filter((one) => !known.includes(one));
  if (newer.length > 0) {
    throw new DatabaseUnusable(
      `${name} was written by a newer version of Assay (it has ${newer.join(', ')}); start that version`,
    );
  }
  return known.filter((one) => !names.has(one));
}

/**
 * Brings a database to the present schema. Several processes may do it at once: on PostgreSQL all but one wait. Rejects with
 * `DatabaseUnusable`.
 */
export async function bringToSchema(db: Kysely<Schema>, options: SchemaOptions): Promise<void> {
  const { name, migrations } = options;
  await missingMigrations(db, options);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new DatabaseUnusable(
    `${name} could not be brought to the present schema: ${String(error)}`,
    { cause: error },
  );
}
