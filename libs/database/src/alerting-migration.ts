import { type Kysely, sql } from 'kysely';

/** Alerts, their receivers, what is to be sent, and calendars. */
export async function alertDelivery(db: Kysely<never>): Promise<void> {
  await alerts(db);
  await receivers(db);
  await deliveries(db);
  await db.schema
    .createTable('calendars')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_sha256', 'text', (column) => column.notNull().unique())
    .addColumn('organizations', 'text')
    .addColumn('options', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .execute();
}

async function alerts({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('alerts')
    .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('organization_id', 'text')
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('acknowledged_at', 'text')
    .addColumn('acknowledged_by', 'text')
    .execute();
  for (const column of ['organization_id', 'type'] as const) {
    await schema
      .createIndex(`alerts_by_${column}`)
      .on('alerts')
      .columns([column, 'sequence'])
      .execute();
  }
}

async function receivers({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('receivers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('types', 'text')
    .addColumn('organizations', 'text')
    .addColumn('options', 'text')
    .addColumn('lead_days', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('failing_since', 'text')
    .addColumn('held_until', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('lease_token', 'text')
    .addColumn('disabled_at', 'text')
    .addColumn('disabled_reason', 'text')
    .addColumn('disabled_announced', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable('receiver_secrets')
    .addColumn('receiver_id', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .addPrimaryKeyConstraint('receiver_secrets_key', ['receiver_id', 'secret'])
    .execute();
}

async function deliveries({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('deliveries')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('receiver_id', 'text', (column) => column.notNull())
    .addColumn('alert_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('first_attempt_at', 'text')
    .addColumn('due_at', 'text', (column) => column.notNull())
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
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('receiver_id', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('attempted_at', 'text', (column) => column.notNull())
    .addColumn('duration_ms', 'integer', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addColumn('response', 'text')
    .addColumn('next_try_at', 'text')
    .execute();
  await schema
    .createIndex('attempts_by_receiver')
    .on('attempts')
    .columns(['receiver_id', 'id'])
    .execute();
}
