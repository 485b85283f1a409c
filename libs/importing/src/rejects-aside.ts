import SqliteDatabase from 'better-sqlite3';
import type { ImportKeeper, KeptReject } from './import-context.js';

const ROWS_PER_PAGE = 1_000;

/** The rows that a dry run rejects, in a database of their own that is gone once they were read: memory stays the same however many they are. */
export class RejectsAside implements ImportKeeper {
  /** Without a name: SQLite keeps it in memory while it is small, then in a file of its own that is gone when it is closed. */
  readonly #db = new SqliteDatabase('');
  readonly #put: SqliteDatabase.Statement<unknown[]>;

  constructor() {
    this.#db.pragma('journal_mode = OFF');
    this.#db.exec('CREATE TABLE rejects (row INTEGER PRIMARY KEY, sent TEXT NOT NULL)');
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO rejects VALUES (?, ?)');
  }

  says(): Promise<void> {
    return Promise.resolve();
  }

  progress(): Promise<void> {
    return Promise.resolve();
  }

  /** Those that there is something to mend about. */
  rejects(rows: readonly KeptReject[]): Promise<void> {
    for (const { row, reject, sent } of rows)
      if (reject.mendBy !== null) this.#put.run(row, JSON.stringify(sent));
    return Promise.resolve();
  }

  /** In the order of the file, in pages, once. */
  async *rows(): AsyncGenerator<string[][]> {
    try {
      const select = this.#db.prepare<unknown[], { row: number; sent: string }>(
        `SELECT row, sent FROM rejects WHERE row > ? ORDER BY row LIMIT ${ROWS_PER_PAGE}`,
      );
      for (let after = -1; ;) {
        const page = select.all(after);
        const last = page.at(-1);
        if (last === undefined) return;
        yield await Promise.resolve(page.map(({ sent }) => JSON.parse(sent) as string[]));
        after = last.row;
      }
    } finally {
      this.dispose();
    }
  }

  dispose(): void {
    this.#db.close();
  }
}
