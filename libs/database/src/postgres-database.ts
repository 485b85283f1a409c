import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { bringToSchema, missingMigrations } from './bring-to-schema.js';
import { DatabaseUnavailable, DatabaseUnusable } from './database-errors.js';
import { POSTGRES_MIGRATIONS } from './migrations.js';
import { addressIn, type PoolOptions, postgresPool } from './postgres-pool.js';
import type { Schema } from './schema.js';

/** The read models in PostgreSQL, which several processes share. */
export interface PostgresReadModels {
  readonly engine: 'postgres';
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

export interface PostgresOptions {
  readonly readOnly: boolean;
  readonly applicationName: string;
}

const CONNECTIONS = 10;
const OLDEST_VERSION = 130_000;

/** As `openDatabase` says, for a database in PostgreSQL. */
export async function openPostgres(
  url: string,
  options: PostgresOptions,
): Promise<PostgresReadModels> {
  const name = `the database ${addressIn(url)}`;
  const schema = { name, migrations: POSTGRES_MIGRATIONS };
  const open = (pool: Pick<PoolOptions, 'connections' | 'hurried'>) =>
    new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: postgresPool(url, { ...options, ...pool }) }),
    });
  // Whoever waits for another process's migrations, or makes an index of a large table, takes its time.
  const unhurried = open({ connections: 1, hurried: false });
  try {
    await refuseUnfit(unhurried, name, options);
    if (options.readOnly) {
      const missing = await missingMigrations(unhurried, schema);
      if (missing.length > 0) {
        throw new DatabaseUnusable(`${name} has no present read models: start the service once`);
      }
    } else {
      await bringToSchema(unhurried, schema);
    }
  } catch (error) {
    throw unusable(error, name);
  } finally {
    await unhurried.destroy();
  }
  const db = open({ connections: CONNECTIONS, hurried: true });
  return { engine: 'postgres', db, close: () => db.destroy() };
}

async function refuseUnfit(
  db: Kysely<Schema>,
  name: string,
  { readOnly }: PostgresOptions,
): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string; standby: boolean }>`
    select current_setting('server_version_num')::int as version,
      current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`.execute(db);
  const [{ version, encoding, standby } = { version: 0, encoding: '', standby: false }] = rows;
  const why =
    version < OLDEST_VERSION
      ? 'is in a PostgreSQL before 13'
      : encoding !== 'UTF8'
        ? `is encoded in ${encoding}: make one with ENCODING 'UTF8'`
        : standby && !readOnly
          ? 'is a standby, which cannot be written to: name the primary'
          : null;
  if (why !== null) throw new DatabaseUnusable(`${name} ${why}`);
}

function unusable(error: unknown, name: string): unknown {
  if (error instanceof DatabaseUnusable) return error;
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  const reason = reasonOf(cause as Error);
  return new DatabaseUnusable(`${name} cannot be opened: ${reason}`, { cause: error });
}

/** What PostgreSQL or the network says, and what to look at. */
function reasonOf(error: Error & { code?: string; errors?: readonly Error[] }): string {
  // Where a name has several addresses, each has an error of its own.
  const said = error.message || (error.errors ?? []).map(({ message }) => message).join('; ');
  const hint =
    error instanceof pg.DatabaseError ? HINTS[error.code ?? ''] : hintOf(said, error.code);
  return hint === undefined ? said : `${said} (${hint})`;
}

const HINTS: Readonly<Record<string, string>> = {
  '28P01': 'the user or the password in ASSAY_DATABASE_URL is wrong',
  '28000': 'pg_hba.conf does not let this user in from here, or not without TLS: see sslmode',
  '3D000': 'make it: createdb',
  '53300': 'all connections are taken: raise max_connections, or run fewer instances',
};

function hintOf(said: string, code = ''): string | undefined {
  if (code === 'ECONNREFUSED') return 'nothing listens there: is PostgreSQL running?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known here';
  if (/certificate|self.signed|issuer/i.test(said)) {
    return 'name the authority that signed its certificate with sslrootcert=<file> in ASSAY_DATABASE_URL';
  }
  if (/does not support SSL/i.test(said)) return 'it speaks no TLS: sslmode=disable goes without';
  return undefined;
}
