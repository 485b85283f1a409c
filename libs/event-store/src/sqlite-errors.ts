import { StoreCorrupt, type StoreError, StoreFull, StoreUnavailable } from './errors.js';

/**
 * SQLite's own code of an error (`SQLITE_FULL`, `SQLITE_IOERR_FSYNC` …), or `''` where it is none of SQLite's. By the
 * code and not by the class: the driver's native part keeps the class of whoever loaded it first.
 */
export function sqliteCode(error: unknown): string {
  const code = codeOf(error);
  return code.startsWith('SQLITE_') ? code : '';
}

/**
 * The operating error that an error of SQLite or of the file system stands for, or the error as it is where it is a bug.
 * For errors that are certain to have stored nothing: what a COMMIT left behind is for the caller to judge.
 */
export function operatingError(error: unknown, file: string): unknown {
  const cause = { cause: error };
  const code = codeOf(error);
  const because = messageOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new StoreFull(
      `There is no room left for the event log ${file}; nothing was stored. Free some space: it goes on by itself.`,
      cause,
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(file, because);
  if (
    /^SQLITE_(IOERR|CANTOPEN|READONLY|PERM|BUSY|LOCKED|NOMEM)/.test(code) ||
    /^E(?!RR_)/.test(code)
  ) {
    return new StoreUnavailable(
      `The event log ${file} cannot be used now (${code}: ${because}); nothing was stored.`,
      cause,
    );
  }
  return error;
}

function corrupt(file: string, because: string): StoreError {
  return new StoreCorrupt(
    `The event log ${file} is no readable SQLite database (${because}). Restore it from a backup.`,
  );
}

/** What an error says, of whatever class it is. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

/** The code that an error bears, `''` where it bears none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : '';
}
