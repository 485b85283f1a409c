import type { Kysely } from 'kysely';

export async function standingWatch({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('watches')
    .addColumn('organization_id', 'text', (column) => column.primaryKey())
    .addColumn('looked_revision', 'integer', (column) => column.notNull())
    .addColumn('looked_on', 'text')
    .addColumn('next_look_on', 'text')
    .addColumn('editions_sha256', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('leads', 'text', (column) => column.notNull())
    .addColumn('request_under_way', 'integer', (column) => column.notNull())
    .addColumn('halted', 'text')
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
