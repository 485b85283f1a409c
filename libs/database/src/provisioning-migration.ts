import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

export async function provisionedUsers(db: Kysely<never>, types: ColumnTypes): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('scim_users')
    .addColumn('organization_id', types.text, (column) => column.notNull())
    .addColumn('individual_id', types.text, (column) => column.notNull())
    .addColumn('user_name', types.text, (column) => column.notNull())
    .addColumn('user_name_folded', types.text, (column) => column.notNull())
    .addColumn('external_id', types.text)
    .addColumn('active', types.integer, (column) => column.notNull())
    .addColumn('active_since', types.text, (column) => column.notNull())
    .addColumn('attributes', types.text, (column) => column.notNull())
    .addColumn('version', types.integer, (column) => column.notNull())
    .addColumn('created_at', types.text, (column) => column.notNull())
    .addColumn('modified_at', types.text, (column) => column.notNull())
    .addColumn('recorded_member', types.integer, (column) => column.notNull())
    .addColumn('mark', types.text)
    .addPrimaryKeyConstraint('scim_users_key', ['organization_id', 'individual_id'])
    .addUniqueConstraint('scim_users_name', ['organization_id', 'user_name_folded'])
    .execute();
  await schema
    .createIndex('scim_users_by_external_id')
    .on('scim_users')
    .columns(['organization_id', 'external_id'])
    .execute();
}
