import pg from 'pg';

/** The database cannot be used as it is; the message says why and what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

/**
 * The database cannot be reached, or does not do it now: nothing of what was asked is stored, or, where the connection broke in a commit, all of
 * it. Whoever asked may ask again.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** PostgreSQL's classes and codes of what passes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const PASSES = [
  /^08/, // the connection
  /^53/, // no room, no memory, too many connections
  /^57/, // shut down, starting up, cancelled
  /^58/, // its files cannot be read or written
  /^(?:40001|40P01)$/, // it lost against another transaction
  /^55P03$/, // another transaction holds the lock
  /^25P0[34]$/, // the session was silent for too long
  /^25006$/, // a standby, which may be another one in a moment
  /^28/, // its credentials were changed
  /^3D000$/, // somebody restores the database
];

/** The error that callers see in the place of `error`, which PostgreSQL or the connection to it at `where` ended with. */
export function postgresError(error: unknown, where: string): unknown {
  if (!isOfConnection(error) && !(error instanceof pg.DatabaseError && isPassing(error))) {
    return error;
  }
  return new DatabaseUnavailable(
    `PostgreSQL at ${where} cannot be used now: ${String((error as Error).message)}`,
    { cause: error },
  );
}

function isPassing({ code = '' }: pg.DatabaseError): boolean {
  return PASSES.some((passing) => passing.test(code));
}

/** What does not come from PostgreSQL itself is the connection's; a bug of ours is neither. By its name: Node's own errors may be of another realm. */
function isOfConnection(error: unknown): boolean {
  const { name } = error as Error;
  return !(error instanceof pg.DatabaseError) && name !== 'TypeError' && name !== 'RangeError';
}

/**
 * Whether the database does not do it now, of either engine: whoever asked may ask again. SQLite's errors by their code: the driver's native
 * part keeps the class of whoever loaded it first.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  const code = (error as { readonly code?: unknown } | null)?.code;
  return (
    typeof code === 'string' &&
    /^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|PERM|BUSY|LOCKED|NOMEM)/.test(code)
  );
}

/** Whether a row was refused because `constraint` has one like it. */
export function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === constraint
  );
}
