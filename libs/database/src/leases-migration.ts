import { type Kysely, sql } from 'kysely';
import { ALERTS_LEASE, PARTITIONS } from './shares.js';

/** Who is there, who does which part of the work, and whose requests are in the middle of their facts. */
export async function sharedWork(db: Kysely<never>): Promise<void> {
  const text = sql<string>`text collate "C"`;
  await db.schema
    .createTable('instances')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('works', 'boolean', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('owner', text, (column) => column.references('instances.id').onDelete('set null'))
    .execute();
  await db.schema.createIndex('leases_by_owner').on('leases').column('owner').execute();
  await db.schema
    .createTable('requests_under_way')
    .addColumn('instance', text, (column) =>
      column.notNull().references('instances.id').onDelete('cascade'),
    )
    .addColumn('organization_id', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('requests_under_way_key', ['organization_id', 'instance'])
    .execute();
  await db.schema
    .createIndex('requests_under_way_by_instance')
    .on('requests_under_way')
    .column('instance')
    .execute();
  await sql`insert into leases (name) select number::text from generate_series(0, ${sql.lit(PARTITIONS - 1)}) as number
    union all select ${sql.lit(ALERTS_LEASE)}`.execute(db);
}
