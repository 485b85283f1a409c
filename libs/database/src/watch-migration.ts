import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

export async function standingWatch({ schema }: Kysely<never>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('watches')
    .addColumn('organization_id', types.text, (column) => column.primaryKey())
    .addColumn('looked_revision', types.integer, (column) => column.notNull())
    .addColumn('looked_on', types.text)
    .addColumn('next_look_on', types.text)
    .addColumn('editions_sha256', types.text, (column) => column.notNull())
    .addColumn('time_zone', types.text, (column) => column.notNull())
    .addColumn('leads', types.text, (column) => column.notNull())
    .addColumn('request_under_way', types.integer, (column) => column.notNull())
    .addColumn('halted', types.text)
    .execute();
  const indexes = {
    next_look_on: ['next_look_on'],
    ground: ['editions_sha256', 'time_zone', 'leads'],
    request_under_way: ['request_under_way'],
    halted: ['halted'],
  };
  for (const [name, columns] of Object.entries(indexes)) {
    await schema.createIndex(`watches_by_${name}`).on('watches').columns(columns).execute();
  }
}
