import type { Insertable, Selectable } from 'kysely';
import type { AccessRecordsTable } from './access-tables.js';
import { oneAtATime } from './one-at-a-time.js';
import type { Database } from './open-database.js';

/** What somebody asked the service for, and what came of it. */
export interface AccessRecord {
  /** RFC 3339 in UTC: of the first of the requests. */
  readonly at: string;
  /** The id of the key; `anonymous` = none that works. */
  readonly key: string;
  readonly method: string;
  /** The route's template: what stands in its place is not told, but for the organization. */
  readonly route: string;
  readonly organizationId?: string;
  /** The parameters of the query. */
  readonly query?: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly status: number;
  /** The problem's code where it was answered with one. */
  readonly code?: string;
  /** How many requests it is of, all the same and within a second. */
  readonly times: number;
}

export interface AccessQuery {
  readonly key?: string;
  readonly organizationId?: string;
  /** All of it, as a record has it. */
  readonly route?: string;
  readonly address?: string;
  /** Only of these organizations; absent = all, and what is of none. */
  readonly only?: readonly string[];
  /** Instants or days as text; `from` is inclusive, `to` exclusive. */
  readonly from?: string;
  readonly to?: string;
  /** Those behind this place in the order that is asked for; absent = from its beginning. */
  readonly after?: number;
  readonly limit: number;
  /** `newest` = what was recorded last comes first; absent = last. */
  readonly order?: 'newest';
}

/** How many rows one statement inserts: SQLite takes 32,766 values, PostgreSQL 65,535. */
const ROWS_PER_INSERT = 1_000;

/** Keeps records in one transaction. */
export async function keepAccessRecords(
  { db, engine }: Database,
  records: readonly AccessRecord[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await oneAtATime({ db: transaction, engine }, 'accessRecords');
    for (let start = 0; start < records.length; start += ROWS_PER_INSERT) {
      await transaction
        .insertInto('access_records')
        .values(records.slice(start, start + ROWS_PER_INSERT).map(rowOf))
        .execute();
    }
  });
}

/** Records in the order they were made, or from the newest on, at most `limit`; `next` is the `after` of the next page, where there is one. */
export async function listAccessRecords(
  { db }: Database,
  { key, organizationId, route, address, only, from, to, after, limit, order }: AccessQuery,
): Promise<{ records: AccessRecord[]; next?: number }> {
  if (only?.length === 0) return { records: [] };
  const isNewestFirst = order === 'newest';
  let found = db
    .selectFrom('access_records')
    .selectAll()
    .orderBy('sequence', isNewestFirst ? 'desc' : 'asc');
  if (key !== undefined) found = found.where('key_id', '=', key);
  if (organizationId !== undefined) found = found.where('organization_id', '=', organizationId);
  if (route !== undefined) found = found.where('route', '=', route);
  if (address !== undefined) found = found.where('address', '=', address);
  if (only !== undefined) found = found.where('organization_id', 'in', [...only]);
  if (from !== undefined) found = found.where('at', '>=', from);
  if (to !== undefined) found = found.where('at', '<', to);
  if (after !== undefined) found = found.where('sequence', isNewestFirst ? '<' : '>', after);
  // One more than asked for tells whether there is a next page.
  const rows = await found.limit(limit + 1).execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(recordOf),
    ...(rows.length > limit && last !== undefined ? { next: last.sequence } : {}),
  };
}

/** Deletes up to `limit` records from before `instant` (RFC 3339 in UTC); returns how many. */
export async function pruneAccessRecords(
  { db }: Database,
  instant: string,
  limit: number,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('access_records')
    .where('sequence', 'in', (old) =>
      old.selectFrom('access_records').select('sequence').where('at', '<', instant).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function rowOf(record: AccessRecord): Insertable<AccessRecordsTable> {
  return {
    at: record.at,
    key_id: record.key,
    method: record.method,
    route: record.route,
    organization_id: record.organizationId ?? null,
    query: record.query === undefined ? null : JSON.stringify(record.query),
    address: record.address,
    status: record.status,
    code: record.code ?? null,
    times: record.times,
  };
}

function recordOf(row: Selectable<AccessRecordsTable>): AccessRecord {
  return {
    at: row.at,
    key: row.key_id,
    method: row.method,
    route: row.route,
    ...(row.organization_id === null ? {} : { organizationId: row.organization_id }),
    ...(row.query === null ? {} : { query: JSON.parse(row.query) as Record<string, unknown> }),
    address: row.address,
    status: row.status,
    ...(row.code === null ? {} : { code: row.code }),
    times: row.times,
  };
}
