import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { StoreCorrupt, StoreTooNew, StoreUnavailable } from './errors.js';
import type { NewEvent, StoredEvent } from './event-store.js';

/** "Assa" in ASCII: tells an event log from any other SQLite file. */
const APPLICATION_ID = 0x41737361;
/** Counts up with every change of the tables below. */
const FORMAT_VERSION = 1;
/** Older ones can lose what is in the write-ahead log: https://www.sqlite.org/wal.html#walresetbug */
const OLDEST_SAFE_SQLITE = [3, 51, 3] as const;

/**
 * 32 MB. Random ids make every append touch pages all over their index, and rarer checkpoints write those less often; ids
 * that grow with time (UUID version 7) keep to its end and are appended twice as fast.
 */
const PAGES_PER_CHECKPOINT = 8_000;

/**
 * NOTE - this is the storage format, and existing files hold it: a change needs a new FORMAT_VERSION and a migration.
 * Positions have no gaps, because rows are never deleted and a rolled back transaction takes none.
 */
const TABLES = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_revision ON events (stream, revision);
  CREATE UNIQUE INDEX events_by_id ON events (stream, event_id);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT_VERSION};
`;

/** A row as it lies in the file; nothing vouches for it until `checked` has seen it. */
export interface EventRow extends Omit<StoredEvent, 'position'> {
  readonly position: number;
  readonly checksum: number;
}

/**
 * Makes a fresh connection ready for use, and an empty file an event log. Throws `StoreTooNew`, `StoreCorrupt` or
 * `StoreUnavailable` before it changes anything, or SQLite's own error.
 */
export function prepareFile(connection: Database.Database, file: string): void {
  assertSafeSqlite(connection);
  const application = connection.pragma('application_id', { simple: true });
  const version = Number(connection.pragma('user_version', { simple: true }));
  const isEmpty = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty && application !== APPLICATION_ID) {
    throw new StoreCorrupt(`${file} is a SQLite database, but no event log. Give another place.`);
  }
  if (version > FORMAT_VERSION) {
    throw new StoreTooNew(
      `The event log ${file} has format ${version}, and this program knows formats up to ${FORMAT_VERSION}. Run the newer program.`,
    );
  }
  if (connection.readonly) {
    if (isEmpty) throw new StoreUnavailable(`The event log ${file} has not been set up yet.`);
    return;
  }
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma(`wal_autocheckpoint = ${PAGES_PER_CHECKPOINT}`);
  if (isEmpty) connection.transaction(() => connection.exec(TABLES)).immediate();
  // What a failed or killed writer left in the write-ahead log is taken over into the file itself and flushed there, so
  // that nothing read from now on rests on pages a failed flush may have dropped.
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** The event of a row; throws `StoreCorrupt` where the row is not what was once written. */
export function checked(row: EventRow, file: string): StoredEvent {
  const { stream, revision, position, checksum, eventId, type, data, metadata } = row;
  if (checksumOf(stream, revision, row) !== checksum) {
    throw new StoreCorrupt(
      `Event ${revision} of stream ${stream} in ${file} is not what was written: its checksum differs. ` +
        'Restore the log from a backup, and see what else `assay verify` finds.',
    );
  }
  return { stream, revision, position: String(position), eventId, type, data, metadata };
}

/** CRC-32 over everything the row says; tells accidents, not forgery. */
export function checksumOf(stream: string, revision: number, event: NewEvent): number {
  const { eventId, type, data, metadata } = event;
  return crc32(`${stream}\n${revision}\n${eventId}\n${type}\n${data}\n${metadata}`);
}

function assertSafeSqlite(connection: Database.Database): void {
  const version = connection.prepare('SELECT sqlite_version()').pluck().get() as string;
  if (isSafeSqlite(version)) return;
  throw new StoreUnavailable(
    `SQLite ${version} can corrupt a write-ahead log; ${OLDEST_SAFE_SQLITE.join('.')} or newer is needed.`,
  );
}

/** Whether a SQLite of this version (`3.51.3`) keeps what was acknowledged. */
export function isSafeSqlite(version: string): boolean {
  const parts = version.split('.').map(Number);
  const place = OLDEST_SAFE_SQLITE.findIndex((oldest, index) => oldest !== parts[index]);
  return place === -1 || (parts[place] ?? 0) > (OLDEST_SAFE_SQLITE[place] ?? 0);
}
