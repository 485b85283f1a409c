import { join } from 'node:path';
import { STANDING_WATCH } from '@app/alerting';
import Database from 'better-sqlite3';
import type { EventStore } from '@app/event-store';
import { openEventStore } from '@app/event-store';
import { STANDINGS } from '@app/projections';
import { streamOfOrganization } from '@app/recording';
import { until } from './measuring.js';
import { type RunningService, startAssay } from './service.js';
import { organizationIdOf } from './story.js';

const CATCH_UP_MS = 3_600_000;
/** Those that read facts at a start which they have not taken in. */
const PROJECTIONS = [STANDINGS, STANDING_WATCH];

/** Runs the service on `directory` until its read models have all that the log holds, so that a start after it finds nothing to do. */
export async function catchUp(dist: string, directory: string, lastNumber: number): Promise<void> {
  const store: EventStore = await openEventStore({ directory });
  const head = await store.head(streamOfOrganization(organizationIdOf(lastNumber)));
  await store.close();
  const service: RunningService = await startAssay(dist, directory);
  const db = new Database(join(directory, 'read-models.db'), { readonly: true });
  const caughtUp = db
    .prepare(
      'SELECT count(*) FROM checkpoints WHERE projection IN (?, ?) AND CAST(position AS INTEGER) >= ?',
    )
    .pluck();
  await until('read models caught up', CATCH_UP_MS, () => {
    if (service.process.exitCode !== null) throw new Error(service.output());
    return caughtUp.get(...PROJECTIONS, Number(head?.position)) === PROJECTIONS.length;
  });
  db.close();
  await service.stop();
}

/** Takes the snapshots away: what was folded is then folded again from the log. */
export function dropSnapshots(directory: string): void {
  const db = new Database(join(directory, 'read-models.db'));
  db.exec('DELETE FROM snapshots');
  db.close();
}
