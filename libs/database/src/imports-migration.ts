import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** Imports of files, what each says, and what of each was rejected. */
export async function importsOfFiles({ schema }: Kysely<never>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('imports')
    .addColumn('id', types.text, (column) => column.primaryKey())
    .addColumn('status', types.text, (column) => column.notNull())
    .addColumn('began_at', types.text, (column) => column.notNull())
    .addColumn('recorded_by', types.text, (column) => column.notNull())
    .addColumn('sha256', types.text, (column) => column.notNull())
    .addColumn('description', types.text, (column) => column.notNull())
    .addColumn('summary', types.text)
    .addColumn('undone_at', types.text)
    .addColumn('undone_by', types.text)
    .execute();
  await schema.createIndex('imports_by_sha256').on('imports').column('sha256').execute();
  await schema
    .createTable('import_facts')
    .addColumn('import_id', types.text, (column) => column.notNull())
    .addColumn('organization_id', types.text, (column) => column.notNull())
    .addColumn('fact_ids', types.text, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('import_facts_by_organization')
    .on('import_facts')
    .columns(['organization_id', 'import_id'])
    .execute();
  await schema
    .createTable('import_rejects')
    .addColumn('import_id', types.text, (column) => column.notNull())
    .addColumn('row', types.integer, (column) => column.notNull())
    .addColumn('reject', types.text, (column) => column.notNull())
    .addColumn('sent', types.text)
    .addPrimaryKeyConstraint('import_rejects_key', ['import_id', 'row'])
    .execute();
}

/** How far an import has come is told while it goes on. */
export async function progressOfImports(
  { schema }: Kysely<never>,
  types: ColumnTypes,
): Promise<void> {
  await schema.alterTable('imports').addColumn('progress', types.text).execute();
}
