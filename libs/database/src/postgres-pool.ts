import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseUnusable, postgresError } from './database-errors.js';

export interface PoolOptions {
  readonly readOnly: boolean;
  /** Who connects, in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly connections: number;
  /** `false` = a statement may take as long as it takes. */
  readonly hurried: boolean;
}

const CONNECT_MS = 5_000;
/** What takes longer than this is wrong: nothing here is a report. */
const STATEMENT_MS = 30_000;
/** Beyond what the server itself ends: it, or the network, has gone silent. */
const SILENCE_MS = STATEMENT_MS + 5_000;
/** Whoever stands still in a transaction lets go of its rows after this. */
const STANDSTILL_MS = 10_000;
const LOCK_MS = 10_000;

/**
 * Connections to PostgreSQL that are made anew when they break, also idle ones. What passes rejects with `DatabaseUnavailable`; whole numbers
 * are numbers. Throws `DatabaseUnusable` where `url` is not understood.
 */
export function postgresPool(url: string, options: PoolOptions): PostgresPool {
  const pool = new pg.Pool({ ...clientConfig(url, options), max: options.connections });
  const where = addressIn(url);
  // The pool has let go of it, and makes another one when somebody asks.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // Between two statements nobody else is told; the next one is.
    client.on('error', () => undefined);
  });
  return {
    options: pool.options,
    connect: async () => {
      try {
        return watched(await pool.connect(), where);
      } catch (error) {
        throw postgresError(error, where);
      }
    },
    end: () => pool.end(),
  };
}

function watched(client: pg.PoolClient, where: string): PostgresPoolClient {
  let isBroken = false;
  const query = async (text: string, values: unknown[]) => {
    try {
      return await client.query(text, values);
    } catch (error) {
      const seen = postgresError(error, where);
      // A statement that was given up may still run there, and a standby stays one.
      if (seen !== error) isBroken = true;
      throw seen;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => {
      client.release(isBroken || destroy === true);
    },
  };
}

function clientConfig(
  url: string,
  { readOnly, applicationName, hurried }: PoolOptions,
): pg.PoolConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    lock_timeout: hurried ? LOCK_MS : 0,
    idle_in_transaction_session_timeout: STANDSTILL_MS,
    ...(hurried ? { statement_timeout: STATEMENT_MS, query_timeout: SILENCE_MS } : {}),
    ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  };
}

/** Whole numbers of 64 bits are numbers here: revisions, places and counts are far below 2^53. */
function parserOf(type: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  return type === (pg.types.builtins.INT8 as number)
    ? wholeNumber
    : (pg.types.getTypeParser(type, format as 'text') as (value: string) => unknown);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`${text} is more than a number can hold`);
}

/** Host, port and name of the database: what may be shown. Throws `DatabaseUnusable`. */
export function addressIn(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = searchParams.get('host') ?? decodeURIComponent(hostname);
    return `${host === '' ? 'localhost' : host}:${port === '' ? '5432' : port}${pathname}`;
  } catch {
    throw new DatabaseUnusable(
      'ASSAY_DATABASE_URL is no address: it is postgres://user:password@host:5432/database, with special characters as %40',
    );
  }
}
