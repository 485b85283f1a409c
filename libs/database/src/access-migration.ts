import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

export async function accessRecords(db: Kysely<never>, types: ColumnTypes): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('access_records')
    .addColumn('sequence', types.integer, types.given)
    .addColumn('at', types.text, (column) => column.notNull())
    .addColumn('key_id', types.text, (column) => column.notNull())
    .addColumn('method', types.text, (column) => column.notNull())
    .addColumn('route', types.text, (column) => column.notNull())
    .addColumn('organization_id', types.text)
    .addColumn('query', types.text)
    .addColumn('address', types.text, (column) => column.notNull())
    .addColumn('status', types.integer, (column) => column.notNull())
    .addColumn('code', types.text)
    .addColumn('times', types.integer, (column) => column.notNull())
    .execute();
  await indexed(db, ['at', 'key_id', 'organization_id']);
}

/** Records are looked for by what was asked, and from where, too. */
export async function accessRecordsByRoute(db: Kysely<never>): Promise<void> {
  await indexed(db, ['route', 'address']);
}

async function indexed({ schema }: Kysely<never>, columns: readonly string[]): Promise<void> {
  for (const column of columns) {
    await schema
      .createIndex(`access_records_by_${column}`)
      .on('access_records')
      .columns([column, 'sequence'])
      .execute();
  }
}
