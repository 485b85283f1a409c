import type { Kysely } from 'kysely';

export async function accessRecords(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('access_records')
    .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text')
    .addColumn('query', 'text')
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('code', 'text')
    .addColumn('times', 'integer', (column) => column.notNull())
    .execute();
  for (const column of ['at', 'key_id', 'organization_id'] as const) {
    await schema
      .createIndex(`access_records_by_${column}`)
      .on('access_records')
      .columns([column, 'sequence'])
      .execute();
  }
}
