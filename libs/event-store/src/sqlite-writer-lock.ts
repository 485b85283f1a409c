import { hostname } from 'node:os';
import Database from 'better-sqlite3';
import { StoreLocked } from './errors.js';
import { operatingError, sqliteCode } from './sqlite-errors.js';

const OWNER_TABLE = `CREATE TABLE IF NOT EXISTS writer (pid INTEGER NOT NULL, host TEXT NOT NULL) STRICT`;

export interface WriterLock {
  release(): void;
}

/**
 * Makes this process the one writer of the event log `logFile`, by a transaction that stays open on the small database
 * `lockFile`: the operating system ends it with the process, however that dies, so a lock is never left behind.
 *
 * The transaction is one of SQLite's "reserved" kind, which lets others read who holds it. Throws `StoreLocked` where
 * another process does.
 */
export function lockForWriting(lockFile: string, logFile: string): WriterLock {
  const lock = openLockFile(lockFile);
  try {
    lock.exec('BEGIN IMMEDIATE');
    nameOwner(lock);
    return { release: () => lock.close() };
  } catch (error) {
    const held = sqliteCode(error).startsWith('SQLITE_BUSY');
    const owner = held ? ownerOf(lock) : '';
    lock.close();
    if (!held) throw operatingError(error, lockFile);
    throw new StoreLocked(
      `The event log ${logFile} is being written by ${owner}. Stop it first, or send what is to be written to it.`,
    );
  }
}

function openLockFile(lockFile: string): Database.Database {
  try {
    return new Database(lockFile, { timeout: 0 });
  } catch (error) {
    throw operatingError(error, lockFile);
  }
}

/** Leaves the lock's transaction for a moment, since a row shows only when committed. */
function nameOwner(lock: Database.Database): void {
  try {
    lock.exec(OWNER_TABLE);
    lock.exec('DELETE FROM writer');
    lock.prepare('INSERT INTO writer VALUES (?, ?)').run(process.pid, hostname());
    lock.exec('COMMIT');
  } catch {
    // A full disk, or someone reading the row: the lock holds without a name.
    if (lock.inTransaction) return;
  }
  lock.exec('BEGIN IMMEDIATE');
}

function ownerOf(lock: Database.Database): string {
  try {
    const owner = lock.prepare<[], { pid: number; host: string }>('SELECT * FROM writer').get();
    if (owner) return `process ${owner.pid} on ${owner.host}`;
  } catch {
    // It is taking or leaving the lock at this moment, or could not name itself.
  }
  return 'another process';
}
