import { Inject, Injectable } from '@nestjs/common';
import {
  type AlertFilters,
  type AlertsQuery,
  AlertsProjection,
  appendOnce,
  countAlerts,
  encodeAcknowledgement,
  findAlert,
  lastPlace,
  listAlerts,
  OPERATIONS_STREAM,
  type PlacedAlert,
  type ShownAlert,
  standingStreamOf,
} from '@app/alerting';
import type { Database, Key } from '@app/database';
import type { EventStore } from '@app/event-store';
import { mayReach, refuseOther } from '../auth/reach.js';
import { Problem } from '../problems/problem.js';
import { DATABASE, EVENT_STORE } from '../tokens.js';

/** How long an acknowledgement may take to be seen. */
const MAX_WAIT_MS = 5_000;
/** What another process takes in is looked for this often. */
const ELSEWHERE_MS = 250;

/** The alerts as a key may see them. */
@Injectable()
export class AlertsLog {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly projection: AlertsProjection,
  ) {}

  /** What `key` may see of what is asked for; throws a problem where it asks for what it may not see. */
  async list(key: Key | null, query: Omit<AlertsQuery, 'only'>): Promise<PlacedAlert[]> {
    return await listAlerts(this.database, seenBy(key, query));
  }

  /** How many there are of what `key` may see of what is asked for; throws as `list` does. */
  async count(key: Key | null, filters: Omit<AlertFilters, 'only'>): Promise<number> {
    return await countAlerts(this.database, seenBy(key, filters));
  }

  /** The alert of that id; `null` where there is none that `key` may see. */
  async find(key: Key | null, id: string): Promise<PlacedAlert | null> {
    const found = await findAlert(this.database, id);
    return found !== null && mayReach(key, organizationOf(found.alert)) ? found : null;
  }

  /** The place behind which everything is new. */
  lastPlace(): Promise<number> {
    return lastPlace(this.database);
  }

  /** Resolves when there may be something new to read, or `until` aborts, and after `atMostMs` in any case. */
  async changes(until: AbortSignal, atMostMs: number): Promise<void> {
    const isShared = this.database.engine === 'postgres';
    await this.projection.stored.sleep(
      until,
      isShared ? Math.min(ELSEWHERE_MS, atMostMs) : atMostMs,
    );
  }

  /** The alert with the acknowledgement that counts: this one, or the one before it. Resolves when it is seen by whoever asks. */
  async acknowledge(key: Key | null, id: string): Promise<ShownAlert> {
    const found = await this.find(key, id);
    if (found === null) throw new Problem('alert-unknown', `there is no alert ${id}`);
    if (found.alert.acknowledged !== undefined) return found.alert;
    const organizationId = organizationOf(found.alert);
    const event = encodeAcknowledgement({
      alertId: id,
      at: new Date().toISOString(),
      by: key?.id ?? '',
    });
    const stream = organizationId === null ? OPERATIONS_STREAM : standingStreamOf(organizationId);
    await appendOnce(this.store, stream, event);
    const late = AbortSignal.timeout(MAX_WAIT_MS);
    while (!late.aborted) {
      const stored = this.changes(late, MAX_WAIT_MS);
      const seen = await this.find(key, id);
      if (seen?.alert.acknowledged !== undefined) return seen.alert;
      await stored;
    }
    const detail = 'the acknowledgement is recorded and not seen yet; send it again';
    throw new Problem('revision-not-yet', detail, { retryAfter: 1 });
  }
}

/** What is asked for, limited to the organizations that `key` reaches. Throws a problem where it asks for another. */
function seenBy<F extends AlertFilters>(key: Key | null, asked: F): F {
  refuseOther(key, asked.organizationId);
  return key?.organizations === undefined ? asked : { ...asked, only: key.organizations };
}

/** `null` = the alert is about the service's own work. */
function organizationOf(alert: ShownAlert): string | null {
  return 'organizationId' in alert ? alert.organizationId : null;
}
