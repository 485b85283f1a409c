import type { Kysely } from 'kysely';

export async function provisionedUsers(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('scim_users')
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('individual_id', 'text', (column) => column.notNull())
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('user_name_folded', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('active', 'integer', (column) => column.notNull())
    .addColumn('active_since', 'text', (column) => column.notNull())
    .addColumn('attributes', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('modified_at', 'text', (column) => column.notNull())
    .addColumn('recorded_member', 'integer', (column) => column.notNull())
    .addColumn('mark', 'text')
    .addPrimaryKeyConstraint('scim_users_key', ['organization_id', 'individual_id'])
    .addUniqueConstraint('scim_users_name', ['organization_id', 'user_name_folded'])
    .execute();
  await schema
    .createIndex('scim_users_by_external_id')
    .on('scim_users')
    .columns(['organization_id', 'external_id'])
    .execute();
}
