import { type AlertsTable, type Database, mentions, type Schema } from '@app/database';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Alert } from '../announcement.js';
import { type OperationsAlert, RECEIVER_DISABLED } from './operations.js';

/** Of an organization's standing, or of the service's own work. */
export type AnyAlert = Alert | OperationsAlert;

/** An alert with what became of it. */
export type ShownAlert = AnyAlert & {
  /** Absent = nobody has. `by` is the id of a key. */
  readonly acknowledged?: { readonly at: string; readonly by: string };
};

/** An alert and its place among all of them. */
export interface PlacedAlert {
  readonly sequence: number;
  readonly alert: ShownAlert;
}

/** Which alerts are asked for. */
export interface AlertFilters {
  readonly organizationId?: string;
  /** Part of an organization's id, whatever the case. */
  readonly q?: string;
  /** Whether somebody has acknowledged it; absent = either. */
  readonly acknowledged?: boolean;
  /** Absent = every type of alert about standings. */
  readonly type?: string;
  /** Only what was raised before this instant (RFC 3339 in UTC with milliseconds; exclusive). */
  readonly raisedBefore?: string;
  /** Only of these organizations, and none about the service's own work; absent = of all. */
  readonly only?: readonly string[];
}

export interface AlertsQuery extends AlertFilters {
  /** Alerts behind this place in the order that is asked for (exclusive); absent = from its beginning. */
  readonly after?: number;
  readonly limit: number;
  /** `newest` = what was taken in last comes first; absent = last. */
  readonly order?: 'newest';
}

/** Alerts in the order in which they were taken in, or from the newest on, at most `limit`. */
export async function listAlerts(
  database: Database,
  { after, limit, order, ...filters }: AlertsQuery,
): Promise<PlacedAlert[]> {
  const isNewestFirst = order === 'newest';
  let found = alertsPassing(database, filters)
    ?.selectAll()
    .orderBy('sequence', isNewestFirst ? 'desc' : 'asc')
    .limit(limit);
  if (after !== undefined) found = found?.where('sequence', isNewestFirst ? '<' : '>', after);
  return ((await found?.execute()) ?? []).map(placed);
}

/** How many alerts there are of those asked for. */
export async function countAlerts(database: Database, filters: AlertFilters): Promise<number> {
  const row = await alertsPassing(database, filters)
    ?.select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row?.count ?? 0);
}

/** `null` = none can. */
function alertsPassing({ db, engine }: Database, filters: AlertFilters) {
  const { organizationId, q, acknowledged, type, raisedBefore, only } = filters;
  if (only?.length === 0) return null;
  let found = db.selectFrom('alerts');
  found =
    type === undefined
      ? found.where('type', '!=', RECEIVER_DISABLED)
      : found.where('type', '=', type);
  if (organizationId !== undefined) found = found.where('organization_id', '=', organizationId);
  if (q !== undefined) found = found.where(mentions('organization_id', q));
  if (acknowledged !== undefined) {
    found = found.where('acknowledged_at', acknowledged ? 'is not' : 'is', null);
  }
  if (raisedBefore !== undefined) found = found.where(RAISED_AT[engine], '<', raisedBefore);
  if (only !== undefined) found = found.where('organization_id', 'in', [...only]);
  return found;
}

/** It is in the alert alone. */
const RAISED_AT = {
  sqlite: sql<string>`json_extract(body, '$.raisedAt')`,
  postgres: sql<string>`(body::json ->> 'raisedAt') collate "C"`,
};

/** The alert of that id, or `null`. */
export async function findAlert(
  { db }: { readonly db: Kysely<Schema> },
  id: string,
): Promise<PlacedAlert | null> {
  const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : placed(row);
}

/** The place of the last alert taken in; 0 = there is none. */
export async function lastPlace({ db }: Database): Promise<number> {
  const row = await db
    .selectFrom('alerts')
    .select('sequence')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

function placed(row: Selectable<AlertsTable>): PlacedAlert {
  return {
    sequence: row.sequence,
    alert: {
      ...(JSON.parse(row.body) as AnyAlert),
      ...(row.acknowledged_at === null
        ? {}
        : { acknowledged: { at: row.acknowledged_at, by: row.acknowledged_by ?? '' } }),
    },
  };
}
