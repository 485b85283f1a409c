import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError, StoreUnavailable } from './errors.js';
import type { NewEvent } from './event-store.js';
import { operatingError } from './sqlite-errors.js';
import { checksumOf, type EventRow, prepareFile } from './sqlite-format.js';

const BUSY_TIMEOUT_MS = 5_000;

const COLUMNS = `s.name AS stream, e.position, e.revision, e.event_id AS eventId, e.type, e.data, e.metadata,
  e.checksum`;

const PLACE_COLUMNS = 's.name AS stream, e.position, e.revision';

export type PlaceRow = Pick<EventRow, 'stream' | 'position' | 'revision'>;

export interface StreamHead {
  /** The stream's number in the file. */
  readonly id: number;
  readonly revision: number;
}

/** Events in one piece; there are none where both are `null`. */
export interface BytesRow {
  /** The last of the events' revisions. */
  readonly last: number | null;
  /**
   * Of each event five numbers as the UTF-8 of code points, its id, its type, its data and its metadata, and a line feed between any two
   * of all these. The numbers are how many bytes type, data and metadata take, and the upper and the lower half of the checksum.
   */
  readonly bytes: Buffer | null;
}

export type OpenMode = 'write' | 'read';

/** The event log's file: its format, and every statement that runs on it. Errors are SQLite's own. */
export class SqliteLogFile {
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();

  readonly connection: Database.Database;

  constructor(connection: Database.Database) {
    this.connection = connection;
  }

  begin(): void {
    this.#prepare('BEGIN IMMEDIATE').run();
  }

  commit(): void {
    this.#prepare('COMMIT').run();
  }

  /** Does nothing where SQLite has rolled back by itself. */
  rollback(): void {
    if (this.connection.inTransaction) this.#prepare('ROLLBACK').run();
  }

  addStream(name: string): number {
    return Number(this.#prepare('INSERT INTO streams (name) VALUES (?)').run(name).lastInsertRowid);
  }

  insert(stream: string, { id, revision }: StreamHead, event: NewEvent): void {
    this.#prepare(
      `INSERT INTO events (stream, revision, event_id, type, data, metadata, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      id,
      revision,
      event.eventId,
      event.type,
      event.data,
      event.metadata,
      checksumOf(stream, revision, event),
    );
  }

  headOf(stream: string): StreamHead | undefined {
    return this.#prepare(
      `SELECT s.id, (SELECT max(e.revision) FROM events e WHERE e.stream = s.id) AS revision
       FROM streams s WHERE s.name = ?`,
    ).get(stream) as StreamHead | undefined;
  }

  /** Ids of up to `count` events from revision `from` (inclusive) on. */
  idsFrom(streamId: number, from: number, count: number): string[] {
    return this.#prepare(
      'SELECT event_id FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
    )
      .pluck()
      .all(streamId, from, count) as string[];
  }

  readStream(stream: string, from: number, count: number): EventRow[] {
    return this.#prepare(
      `SELECT ${COLUMNS} FROM streams s JOIN events e ON e.stream = s.id
       WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
    ).all(stream, from, count) as EventRow[];
  }

  /**
   * The events with revisions from `from` (inclusive) to `to` (exclusive); it is for the reader to see that they are in their order, and
   * that none is missing. Whatever is counted beside them is counted at each event; the last revision alone stands in the index.
   */
  readBytes(stream: string, from: number, to: number): BytesRow {
    const wanted = `FROM events
       WHERE stream = (SELECT id FROM streams WHERE name = ?) AND revision >= ? AND revision < ?`;
    return this.#prepare(
      `SELECT (SELECT max(revision) ${wanted}) AS last, CAST(group_concat(concat_ws('\n',
           char(octet_length(type), octet_length(data), octet_length(metadata), checksum >> 16, checksum & 65535),
           event_id, type, data, metadata
         ), '\n') AS BLOB) AS bytes
       ${wanted}`,
    ).get(stream, from, to, stream, from, to) as BytesRow;
  }

  /** Events with positions in (`after`, `to`] whose stream begins with one of `prefixes`. */
  readLog(after: number, to: number, prefixes: readonly string[]): EventRow[] {
    return this.#ofLog(COLUMNS, prefixes).all(after, to, ...prefixes) as EventRow[];
  }

  /** The same without what they say: of their rows no more than the beginning is read. */
  readPlaces(after: number, to: number, prefixes: readonly string[]): PlaceRow[] {
    return this.#ofLog(PLACE_COLUMNS, prefixes).all(after, to, ...prefixes) as PlaceRow[];
  }

  /** 0 where the log is empty. */
  lastPosition(): number {
    return this.#prepare('SELECT coalesce(max(position), 0) FROM events').pluck().get() as number;
  }

  /** The last position of an event whose stream begins with one of `prefixes`; 0 where there is none. One look at the end of each such stream. */
  lastPositionOf(prefixes: readonly string[]): number {
    return this.#prepare(
      `SELECT coalesce(max((
         SELECT e.position FROM events e WHERE e.stream = s.id ORDER BY e.revision DESC LIMIT 1
       )), 0) FROM streams s WHERE ${beginsWithOneOf(prefixes)}`,
    )
      .pluck()
      .get(...prefixes) as number;
  }

  /** Up to `count` names behind `after`, in the order of their bytes. */
  streamNames(prefix: string, after: string, count: number): string[] {
    return this.#prepare(
      `SELECT name FROM streams
       WHERE name > ? AND name >= ? AND instr(name, ?) = 1 ORDER BY name LIMIT ?`,
    )
      .pluck()
      .all(after, prefix, prefix, count) as string[];
  }

  /** SQLite's own findings about the file's structure; none where it is sound. */
  structuralFindings(): string[] {
    const findings = this.#prepare('PRAGMA integrity_check').pluck().all() as string[];
    return findings.filter((finding) => finding !== 'ok');
  }

  /**
   * A last writer leaves a plain file behind, without a write-ahead log: such a file can be read without creating one.
   * Where somebody still reads, the write-ahead log stays, which is as good.
   */
  close(): void {
    if (!this.connection.readonly && this.connection.open) {
      try {
        this.connection.pragma('busy_timeout = 0');
        this.connection.pragma('journal_mode = DELETE');
      } catch {
        // Everything is on disk already; only the tidying up failed.
      }
    }
    this.connection.close();
  }

  #ofLog(columns: string, prefixes: readonly string[]): Database.Statement<unknown[]> {
    return this.#prepare(
      `SELECT ${columns} FROM events e JOIN streams s ON s.id = e.stream
       WHERE e.position > ? AND e.position <= ? AND (${beginsWithOneOf(prefixes)}) ORDER BY e.position`,
    );
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Of the stream's name; the prefixes are its parameters. */
function beginsWithOneOf(prefixes: readonly string[]): string {
  return prefixes.map(() => 'instr(s.name, ?) = 1').join(' OR ');
}

/**
 * Opens the event log, and creates it where there is none unless `mode` is `read`. Throws `StoreTooNew`, `StoreCorrupt`,
 * `StoreFull` or `StoreUnavailable`, and then leaves the file as it is.
 */
export function openLogFile(file: string, mode: OpenMode): SqliteLogFile {
  let connection: Database.Database | undefined;
  try {
    if (mode === 'read' && !existsSync(file)) {
      throw new StoreUnavailable(`There is no event log at ${file}.`);
    }
    connection = new Database(file, { readonly: mode === 'read', timeout: BUSY_TIMEOUT_MS });
    prepareFile(connection, file);
    return new SqliteLogFile(connection);
  } catch (error) {
    connection?.close();
    throw error instanceof StoreError ? error : operatingError(error, file);
  }
}
