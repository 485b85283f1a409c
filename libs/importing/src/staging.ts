import { FileRefused, type ReadFact, type RowReject } from '@app/ingestion';
import SqliteDatabase from 'better-sqlite3';

/** A row whose facts wait until the whole file has been read. */
export interface StagedRow {
  readonly row: number;
  readonly facts: readonly ReadFact[];
}

const ROWS_PER_PAGE = 800;
/** So many rows that nothing but money tells apart are held in memory together. */
const MOST_ALIKE = 50_000;
/** Rows of one organization stand together: its number, then theirs. */
const ROWS_OF_ORGANIZATION = 2 ** 32;

type Stored = { readonly key: number; readonly facts: string };

/**
 * A file's rows between reading and recording, in a database of their own that is gone afterwards: nothing is recorded of a file that turns out
 * to be unreadable, rows that are alike are seen together wherever they stand, and memory stays the same however long the file is.
 */
export class Staging {
  /** Without a name: SQLite keeps it in memory while it is small, then in a file of its own that is gone when it is closed. */
  readonly #db = new SqliteDatabase('');
  readonly #put: SqliteDatabase.Statement<unknown[]>;
  readonly #numbers = new Map<string, number>();

  constructor() {
    this.#db.pragma('journal_mode = OFF');
    this.#db.pragma('synchronous = OFF');
    this.#db.pragma('locking_mode = EXCLUSIVE');
    // In KiB: rows are written once, and read once in their order.
    this.#db.pragma('cache_size = -4000');
    this.#db.exec(`
      CREATE TABLE staged (key INTEGER PRIMARY KEY, identity TEXT, facts TEXT NOT NULL);
      CREATE TABLE late_rejects (row INTEGER PRIMARY KEY, reject TEXT NOT NULL);
      BEGIN`);
    this.#put = this.#db.prepare('INSERT INTO staged VALUES (?, ?, ?)');
  }

  /** `facts` has one that is known by its row, or any number that are known by what they say. */
  put(organizationId: string, row: number, facts: readonly ReadFact[]): void {
    const key = this.#numberOf(organizationId) * ROWS_OF_ORGANIZATION + row;
    const identity = facts.find((fact) => fact.identity !== null)?.identity ?? null;
    this.#put.run(key, identity, JSON.stringify(facts));
  }

  #numberOf(organizationId: string): number {
    const known = this.#numbers.get(organizationId);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(organizationId, number);
    return number;
  }

  /** To be called when all rows have been put. Throws `FileRefused` where far too many rows are alike. */
  finish(): void {
    this.#db.exec(`
      CREATE TABLE alike AS
        SELECT key / ${ROWS_OF_ORGANIZATION} AS organization, identity, count(*) AS rows FROM staged
        WHERE identity IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1;
      CREATE UNIQUE INDEX alike_by_identity ON alike (organization, identity);
      CREATE TABLE in_groups (key INTEGER PRIMARY KEY, organization INTEGER, identity TEXT)`);
    if (this.#db.prepare('SELECT 1 FROM alike LIMIT 1').get() !== undefined) {
      this.#db.exec(`
        INSERT INTO in_groups
          SELECT key, organization, staged.identity FROM staged JOIN alike
          ON alike.organization = key / ${ROWS_OF_ORGANIZATION} AND alike.identity = staged.identity;
        CREATE INDEX in_groups_by_identity ON in_groups (organization, identity, key)`);
    }
    this.#db.exec('COMMIT');
    const { most } = this.#db.prepare('SELECT max(rows) AS most FROM alike').get() as {
      most: number | null;
    };
    if (most === null || most <= MOST_ALIKE) return;
    throw new FileRefused(
      'mapping-invalid',
      `${most} rows are alike in every column that identifies them: name more columns under identity in the mapping`,
    );
  }

  /** In the order in which the file names them. */
  get organizations(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  /** An organization's rows that no other row is alike to, in the order of the file, in pages. */
  *rowsOf(organizationId: string): Generator<StagedRow[]> {
    const first = this.#numberOf(organizationId) * ROWS_OF_ORGANIZATION;
    const select = this.#db.prepare<unknown[], Stored>(
      `SELECT key, facts FROM staged WHERE key > ? AND key < ?
         AND NOT EXISTS (SELECT 1 FROM in_groups WHERE in_groups.key = staged.key)
       ORDER BY key LIMIT ${ROWS_PER_PAGE}`,
    );
    for (let after = first; ;) {
      const page = select.all(after, first + ROWS_OF_ORGANIZATION);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page.map((stored) => stagedRow(stored, first));
      after = last.key;
    }
  }

  /** An organization's rows that are alike but for their money, each group in the order of the file. */
  *groupsOf(organizationId: string): Generator<StagedRow[]> {
    const organization = this.#numberOf(organizationId);
    const first = organization * ROWS_OF_ORGANIZATION;
    const next = this.#db.prepare<unknown[], { identity: string }>(
      'SELECT identity FROM alike WHERE organization = ? AND identity > ? ORDER BY identity LIMIT 1',
    );
    const rows = this.#db.prepare<unknown[], Stored>(
      `SELECT staged.key, staged.facts FROM in_groups JOIN staged USING (key)
       WHERE in_groups.organization = ? AND in_groups.identity = ? ORDER BY staged.key`,
    );
    for (let after = ''; ;) {
      const found = next.get(organization, after);
      if (found === undefined) return;
      yield rows.all(organization, found.identity).map((stored) => stagedRow(stored, first));
      after = found.identity;
    }
  }

  /** Keeps why a row that had been staged is rejected after all. */
  putLateReject(row: number, reject: RowReject): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO late_rejects VALUES (?, ?)')
      .run(row, JSON.stringify(reject));
  }

  /** Of rows from `first` to `last`, both inclusive, those that were rejected late. */
  lateRejects(first: number, last: number): ReadonlyMap<number, RowReject> {
    const rows = this.#db
      .prepare<unknown[], { row: number; reject: string }>(
        'SELECT row, reject FROM late_rejects WHERE row BETWEEN ? AND ?',
      )
      .all(first, last);
    return new Map(rows.map(({ row, reject }) => [row, JSON.parse(reject) as RowReject]));
  }

  dispose(): void {
    this.#db.close();
  }
}

function stagedRow({ key, facts }: Stored, first: number): StagedRow {
  return { row: key - first, facts: JSON.parse(facts) as ReadFact[] };
}
