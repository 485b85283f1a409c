import type { Kysely } from 'kysely';

/** Imports of files, what each says, and what of each was rejected. */
export async function importsOfFiles({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('imports')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('began_at', 'text', (column) => column.notNull())
    .addColumn('recorded_by', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('summary', 'text')
    .addColumn('undone_at', 'text')
    .addColumn('undone_by', 'text')
    .execute();
  await schema.createIndex('imports_by_sha256').on('imports').column('sha256').execute();
  await schema
    .createTable('import_facts')
    .addColumn('import_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('fact_ids', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createIndex('import_facts_by_organization')
    .on('import_facts')
    .columns(['organization_id', 'import_id'])
    .execute();
  await schema
    .createTable('import_rejects')
    .addColumn('import_id', 'text', (column) => column.notNull())
    .addColumn('row', 'integer', (column) => column.notNull())
    .addColumn('reject', 'text', (column) => column.notNull())
    .addColumn('sent', 'text')
    .addPrimaryKeyConstraint('import_rejects_key', ['import_id', 'row'])
    .execute();
}
