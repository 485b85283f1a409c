import { existsSync, renameSync, rmSync } from 'node:fs';
import { StoreUnavailable } from './errors.js';
import { operatingError } from './sqlite-errors.js';
import { openLogFile, type SqliteLogFile } from './sqlite-log-file.js';

/**
 * Copies a log in use into the new file `toFile`, which appears under its name only when it is complete and on disk.
 * Rejects with `StoreUnavailable` where there is such a file already, or with what keeps it from being written.
 */
export async function copyTo(log: SqliteLogFile, toFile: string): Promise<void> {
  if (existsSync(toFile)) {
    throw new StoreUnavailable(`${toFile} exists already; give the backup another name.`);
  }
  const unfinished = `${toFile}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    await log.connection.backup(unfinished);
    openLogFile(unfinished, 'write').close(); // a single file, without a write-ahead log beside it
    renameSync(unfinished, toFile);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw operatingError(error, toFile);
  }
}
