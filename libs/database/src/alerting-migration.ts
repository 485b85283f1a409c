import { type Kysely, sql } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** Alerts, their receivers, what is to be sent, and calendars. */
export async function alertDelivery(db: Kysely<never>, types: ColumnTypes): Promise<void> {
  await alerts(db, types);
  await receivers(db, types);
  await deliveries(db, types);
  await db.schema
    .createTable('calendars')
    .addColumn('id', types.text, (column) => column.primaryKey())
    .addColumn('token_sha256', types.text, (column) => column.notNull().unique())
    .addColumn('organizations', types.text)
    .addColumn('options', types.text)
    .addColumn('language', types.text, (column) => column.notNull())
    .addColumn('created_at', types.text, (column) => column.notNull())
    .addColumn('created_by', types.text, (column) => column.notNull())
    .execute();
}

async function alerts({ schema }: Kysely<never>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('alerts')
    .addColumn('sequence', types.integer, types.given)
    .addColumn('id', types.text, (column) => column.notNull().unique())
    .addColumn('organization_id', types.text)
    .addColumn('type', types.text, (column) => column.notNull())
    .addColumn('body', types.text, (column) => column.notNull())
    .addColumn('acknowledged_at', types.text)
    .addColumn('acknowledged_by', types.text)
    .execute();
  for (const column of ['organization_id', 'type'] as const) {
    await schema
      .createIndex(`alerts_by_${column}`)
      .on('alerts')
      .columns([column, 'sequence'])
      .execute();
  }
}

async function receivers({ schema }: Kysely<never>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('receivers')
    .addColumn('id', types.text, (column) => column.primaryKey())
    .addColumn('url', types.text, (column) => column.notNull())
    .addColumn('format', types.text, (column) => column.notNull())
    .addColumn('types', types.text)
    .addColumn('organizations', types.text)
    .addColumn('options', types.text)
    .addColumn('lead_days', types.text)
    .addColumn('language', types.text, (column) => column.notNull())
    .addColumn('created_at', types.text, (column) => column.notNull())
    .addColumn('created_by', types.text, (column) => column.notNull())
    .addColumn('failing_since', types.text)
    .addColumn('held_until', types.text)
    .addColumn('lease_until', types.text)
    .addColumn('lease_token', types.text)
    .addColumn('disabled_at', types.text)
    .addColumn('disabled_reason', types.text)
    .addColumn('disabled_announced', types.integer, (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('receiver_secrets')
    .addColumn('receiver_id', types.text, (column) => column.notNull())
    .addColumn('secret', types.text, (column) => column.notNull())
    .addColumn('created_at', types.text, (column) => column.notNull())
    .addColumn('expires_at', types.text)
    .addPrimaryKeyConstraint('receiver_secrets_key', ['receiver_id', 'secret'])
    .execute();
}

async function deliveries({ schema }: Kysely<never>, types: ColumnTypes): Promise<void> {
  await schema
    .createTable('deliveries')
    .addColumn('id', types.integer, types.given)
    .addColumn('receiver_id', types.text, (column) => column.notNull())
    .addColumn('alert_id', types.text, (column) => column.notNull())
    .addColumn('state', types.text, (column) => column.notNull())
    .addColumn('attempts', types.integer, (column) => column.notNull())
    .addColumn('first_attempt_at', types.text)
    .addColumn('due_at', types.text, (column) => column.notNull())
    .addUniqueConstraint('deliveries_once', ['receiver_id', 'alert_id'])
    .execute();
  // What was delivered is most of it, and never looked for.
  await schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .columns(['receiver_id', 'due_at'])
    .where(sql.ref('state'), '=', sql.lit('waiting'))
    .execute();
  await schema
    .createTable('attempts')
    .addColumn('id', types.integer, types.given)
    .addColumn('receiver_id', types.text, (column) => column.notNull())
    .addColumn('message_id', types.text, (column) => column.notNull())
    .addColumn('attempted_at', types.text, (column) => column.notNull())
    .addColumn('duration_ms', types.integer, (column) => column.notNull())
    .addColumn('status', types.integer)
    .addColumn('error', types.text)
    .addColumn('response', types.text)
    .addColumn('next_try_at', types.text)
    .execute();
  await schema
    .createIndex('attempts_by_receiver')
    .on('attempts')
    .columns(['receiver_id', 'id'])
    .execute();
}
