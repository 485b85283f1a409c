import type {
  Database,
  ImportRejectsTable,
  ImportsTable,
  PostgresReadModels,
  SqliteReadModels,
} from '@app/database';
import type { Fact } from '@app/domain';
import type { FileDescription } from '@app/ingestion';
import type { ImportKeeper, ImportProgress, KeptReject } from './import-context.js';
import type { ImportSummary } from './import-summary.js';

/** `recording` is also what an import is left as whose process ended in the middle: it can be undone, or imported again. */
export type ImportStatus = 'recording' | 'recorded' | 'undoing' | 'undone';

/** An import, as it is shown. */
export interface ImportRecord {
  /** `null` = a dry run, which is no import. */
  readonly id: string | null;
  /** Of a dry run, the id under which its rejects are kept, where there is something to mend about them. */
  readonly rejectsId?: string;
  readonly status: ImportStatus | 'dry-run';
  readonly beganAt: string;
  /** The id of the key, or `cli`. */
  readonly recordedBy: string;
  readonly file: FileDescription;
  /** `null` while it is being recorded. */
  readonly summary: ImportSummary | null;
  /** How far it has come while it is being recorded; where its process ended in the middle, how far it came. */
  readonly progress?: ImportProgress;
  readonly undoneAt?: string;
  readonly undoneBy?: string;
}

/** Rejected rows may hold names of people; they are kept for this long. */
export const REJECTS_KEPT_DAYS = 30;
/** Those of a dry run are there to be looked at: whoever records the file has them kept with the import. */
export const DRY_RUN_REJECTS_KEPT_DAYS = 1;
const MS_PER_DAY = 86_400_000;

const REJECTS =
  'INSERT OR REPLACE INTO import_rejects (import_id, row, reject, sent) VALUES (?, ?, ?, ?)';

/** How many rows one statement inserts: PostgreSQL takes 65,535 values. */
const ROWS_PER_INSERT = 10_000;

/** Begins the record of an import, or of a dry run, and lets go of rejects that have been kept long enough. */
export async function beginImport(
  { db }: Database,
  {
    id,
    recordedBy,
    file,
    status = 'recording',
  }: Pick<ImportRecord, 'recordedBy' | 'file'> & {
    readonly id: string;
    readonly status?: 'recording' | 'dry-run';
  },
  now: number,
): Promise<void> {
  const daysAgo = (days: number) => new Date(now - days * MS_PER_DAY).toISOString();
  const oldDryRuns = db
    .selectFrom('imports')
    .select('id')
    .where('status', '=', 'dry-run')
    .where('began_at', '<', daysAgo(DRY_RUN_REJECTS_KEPT_DAYS));
  const oldImports = db
    .selectFrom('imports')
    .select('id')
    .where('began_at', '<', daysAgo(REJECTS_KEPT_DAYS));
  await db
    .deleteFrom('import_rejects')
    .where((row) =>
      row.or([row('import_id', 'in', oldImports), row('import_id', 'in', oldDryRuns)]),
    )
    .execute();
  await db.deleteFrom('imports').where('id', 'in', oldDryRuns).execute();
  await db
    .insertInto('imports')
    .values({
      id,
      status,
      began_at: new Date(now).toISOString(),
      recorded_by: recordedBy,
      sha256: file.sha256,
      description: JSON.stringify(file),
      summary: null,
      progress: null,
      undone_at: null,
      undone_by: null,
    })
    .execute();
}

export async function endImport(
  { db }: Database,
  id: string,
  summary: ImportSummary,
  status: 'recorded' | 'dry-run' = 'recorded',
): Promise<void> {
  await db
    .updateTable('imports')
    .set({ status, summary: JSON.stringify(summary) })
    .where('id', '=', id)
    .execute();
}

/** As if it had never begun: a file that turned out to be unreadable recorded nothing. */
export async function forgetImport({ db }: Database, id: string): Promise<void> {
  await db.deleteFrom('import_rejects').where('import_id', '=', id).execute();
  await db.deleteFrom('imports').where('id', '=', id).execute();
}

export async function markUndone(
  { db }: Database,
  id: string,
  undoneBy: string,
  now: number,
): Promise<void> {
  await db.deleteFrom('import_rejects').where('import_id', '=', id).execute();
  await db
    .updateTable('imports')
    .set({ status: 'undone', undone_at: new Date(now).toISOString(), undone_by: undoneBy })
    .where('id', '=', id)
    .execute();
}

export async function markUndoing({ db }: Database, id: string): Promise<void> {
  await db.updateTable('imports').set({ status: 'undoing' }).where('id', '=', id).execute();
}

/** Whether an import of the same bytes has been recorded and stands. */
export async function standsAlready({ db }: Database, sha256: string): Promise<boolean> {
  const found = await db
    .selectFrom('imports')
    .select('id')
    .where('sha256', '=', sha256)
    .where('status', '=', 'recorded')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Every import, the newest first, at most `limit`; with `recordedBy`, those of one key. */
export async function listImports(
  { db }: Database,
  { limit, recordedBy }: { readonly limit: number; readonly recordedBy?: string },
): Promise<ImportRecord[]> {
  let query = db
    .selectFrom('imports')
    .selectAll()
    .where('status', '!=', 'dry-run')
    .orderBy('id', 'desc')
    .limit(limit);
  if (recordedBy !== undefined) query = query.where('recorded_by', '=', recordedBy);
  return (await query.execute()).map(recordOf);
}

/** An import, or a dry run by its `rejectsId`; `null` = there is none. */
export async function findImport({ db }: Database, id: string): Promise<ImportRecord | null> {
  const row = await db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : recordOf(row);
}

function recordOf(row: ImportsTable): ImportRecord {
  const status = row.status as ImportRecord['status'];
  return {
    ...(status === 'dry-run' ? { id: null, rejectsId: row.id } : { id: row.id }),
    status,
    beganAt: row.began_at,
    recordedBy: row.recorded_by,
    file: JSON.parse(row.description) as FileDescription,
    summary: row.summary === null ? null : (JSON.parse(row.summary) as ImportSummary),
    ...(row.status === 'recording' && row.progress !== null
      ? { progress: JSON.parse(row.progress) as ImportProgress }
      : {}),
    ...(row.undone_at === null ? {} : { undoneAt: row.undone_at }),
    ...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
  };
}

/** How often it is written how far an import has come, in milliseconds. */
const PROGRESS_MS = 500;

/** Keeps what an import says and rejects, and how far it has come, in the database. `now`: milliseconds, of any clock. */
export function databaseKeeper(
  database: Database,
  importId: string,
  now: () => number,
): ImportKeeper {
  const { db } = database;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    progress: async (progress) => {
      if (now() - toldAt < PROGRESS_MS) return;
      toldAt = now();
      await db
        .updateTable('imports')
        .set({ progress: JSON.stringify(progress) })
        .where('id', '=', importId)
        .execute();
    },
    says: async (organizationId, facts: readonly Fact[]) => {
      if (facts.length === 0) return;
      const fact_ids = JSON.stringify(facts.map(({ id }) => id));
      const row = { import_id: importId, organization_id: organizationId, fact_ids };
      await db.insertInto('import_facts').values(row).execute();
    },
    rejects: async (rows: readonly KeptReject[]) => {
      if (rows.length === 0) return;
      const kept = rows.map(({ row, reject, sent }) => ({
        import_id: importId,
        row,
        reject: JSON.stringify(reject),
        sent: reject.mendBy === null ? null : JSON.stringify(sent),
      }));
      await (database.engine === 'sqlite'
        ? rejectsToSqlite(database, kept)
        : rejectsToPostgres(database, kept));
    },
  };
}

async function rejectsToSqlite(
  { db, prepared }: SqliteReadModels,
  rows: readonly ImportRejectsTable[],
): Promise<void> {
  await db.transaction().execute(() => {
    const insert = prepared(REJECTS);
    for (const { import_id, row, reject, sent } of rows) insert.run(import_id, row, reject, sent);
    return Promise.resolve();
  });
}

async function rejectsToPostgres(
  { db }: PostgresReadModels,
  rejects: readonly ImportRejectsTable[],
): Promise<void> {
  // A row that holds several facts may be rejected for each: the last one stays.
  const rows = [...new Map(rejects.map((reject) => [reject.row, reject])).values()];
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await db
      .insertInto('import_rejects')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) =>
        conflict.columns(['import_id', 'row']).doUpdateSet((eb) => ({
          reject: eb.ref('excluded.reject'),
          sent: eb.ref('excluded.sent'),
        })),
      )
      .execute();
  }
}

/** The rejected rows of an import that there is something to mend about, as they were sent, in the order of the file, in pages. */
export async function* rejectedRows(
  { db }: Database,
  importId: string,
): AsyncGenerator<string[][]> {
  for (let after = 0; ;) {
    const page = await db
      .selectFrom('import_rejects')
      .select(['row', 'sent'])
      .where('import_id', '=', importId)
      .where('sent', 'is not', null)
      .where('row', '>', after)
      .orderBy('row')
      .limit(1_000)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.map(({ sent }) => JSON.parse(sent ?? '[]') as string[]);
    after = last.row;
  }
}

/** How many rejected rows of an import are still kept, those among them that there is nothing to mend about. */
export async function countRejects({ db }: Database, importId: string): Promise<number> {
  const { count } = await db
    .selectFrom('import_rejects')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
