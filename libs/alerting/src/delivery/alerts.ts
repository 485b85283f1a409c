import type { AlertsTable, Database, Schema } from '@app/database';
import type { Kysely, Selectable } from 'kysely';
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

export interface AlertsQuery {
  /** Alerts behind this place (exclusive); 0 = from the first. */
  readonly after: number;
  readonly limit: number;
  readonly organizationId?: string;
  /** Absent = every type of alert about standings. */
  readonly type?: string;
  /** Only of these organizations, and none about the service's own work; absent = of all. */
  readonly only?: readonly string[];
}

/** Alerts in the order in which they were taken in, at most `limit`. */
export async function listAlerts(
  { db }: Database,
  { after, limit, organizationId, type, only }: AlertsQuery,
): Promise<PlacedAlert[]> {
  if (only?.length === 0) return [];
  let found = db
    .selectFrom('alerts')
    .selectAll()
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit);
  found =
    type === undefined
      ? found.where('type', '!=', RECEIVER_DISABLED)
      : found.where('type', '=', type);
  if (organizationId !== undefined) found = found.where('organization_id', '=', organizationId);
  if (only !== undefined) found = found.where('organization_id', 'in', [...only]);
  return (await found.execute()).map(placed);
}

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
