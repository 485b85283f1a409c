import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertOf, STANDING_STREAM_PREFIX } from '@app/alerting';
import { type Database, openDatabase } from '@app/database';
import { EVENT_LOG_FILE, SqliteEventStore, type StoredEvent } from '@app/event-store';
import { decodeFact, ORGANIZATION_STREAM_PREFIX, organizationOfStream } from '@app/recording';
import SqliteDatabase from 'better-sqlite3';
import { keyOf } from './facts.js';
import type { Promised } from './load.js';

/** What opening many states brought to light. */
export interface Found {
  expected: number;
  lost: number;
  otherLost: number;
  corrupt: number;
  unopened: number;
  torn: number;
}

/** Opens the files that a power cut left, one state after the other, and compares them with what was acknowledged. */
export class Examination {
  readonly found: Found = {
    ...{ expected: 0, lost: 0, otherLost: 0, corrupt: 0, unopened: 0, torn: 0 },
  };
  /** In memory where there is such a place: thousands of states are written. */
  readonly #folder = mkdtempSync(
    join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'assay-states-'),
  );
  #states = 0;

  async examine(
    files: ReadonlyMap<string, Buffer>,
    acknowledged: readonly Promised[],
  ): Promise<void> {
    const directory = join(this.#folder, String((this.#states += 1)));
    mkdirSync(directory);
    for (const [name, bytes] of files) writeFileSync(join(directory, name), bytes);
    try {
      const log = await this.#examineLog(directory, acknowledged);
      await this.#examineReadModels(directory, log, acknowledged);
    } catch (error) {
      this.found.unopened += 1;
      process.stderr.write(`a state cannot be opened: ${String(error)}\n`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #examineLog(directory: string, acknowledged: readonly Promised[]): Promise<StoredEvent[]> {
    const store = SqliteEventStore.open({ file: join(directory, EVENT_LOG_FILE) });
    try {
      for await (const finding of store.verify()) {
        this.found.corrupt += 1;
        process.stderr.write(`${JSON.stringify(finding)}\n`);
        break;
      }
      const events: StoredEvent[] = [];
      for await (const stream of store.streams('')) {
        for await (const page of store.read(stream)) events.push(...page);
      }
      this.#compareFacts(events, acknowledged);
      return events;
    } finally {
      await store.close();
    }
  }

  #compareFacts(events: readonly StoredEvent[], acknowledged: readonly Promised[]): void {
    const stored = new Set<string>();
    for (const event of events) {
      const organizationId = organizationOfStream(event.stream);
      const fact = organizationId === null ? null : decodeFact(event);
      if (fact !== null)
        stored.add(`${organizationId} ${keyOf({ ...fact, data: { ...fact.data } })}`);
    }
    for (const { organizationId, keys } of acknowledged) {
      if (organizationId === null) continue;
      this.found.expected += keys.length;
      this.found.lost += keys.filter((key) => !stored.has(`${organizationId} ${key}`)).length;
    }
  }

  async #examineReadModels(
    directory: string,
    log: readonly StoredEvent[],
    acknowledged: readonly Promised[],
  ): Promise<void> {
    const database = await openDatabase({ directory });
    try {
      if (await isTorn(database, log)) this.found.torn += 1;
      const keys = await namesIn(database.db.selectFrom('keys').select('name'));
      const people = await namesIn(database.db.selectFrom('personal_data').select('name'));
      this.found.otherLost += acknowledged.filter(
        ({ accessKey, names }) =>
          (accessKey !== undefined && !keys.has(accessKey)) ||
          names.some((name) => !people.has(name)),
      ).length;
    } finally {
      await database.close();
    }
    if (!isSound(join(directory, 'read-models.db'))) this.found.corrupt += 1;
  }
}

export function isSound(file: string): boolean {
  const database = new SqliteDatabase(file);
  try {
    return database.pragma('integrity_check', { simple: true }) === 'ok';
  } finally {
    database.close();
  }
}

async function namesIn(query: {
  execute: () => Promise<readonly { readonly name: string | null }[]>;
}): Promise<ReadonlySet<string | null>> {
  return new Set((await query.execute()).map(({ name }) => name));
}

/** Whether a checkpoint is ahead of the log, or of the rows that belong to it. */
async function isTorn({ db }: Database, log: readonly StoredEvent[]): Promise<boolean> {
  const end = Math.max(0, ...log.map(({ position }) => Number(position)));
  const checkpoints = new Map(
    (await db.selectFrom('checkpoints').selectAll().execute()).map(({ projection, position }) => [
      projection,
      Number(position),
    ]),
  );
  if ([...checkpoints.values()].some((position) => position > end)) return true;
  const upTo = (projection: string, prefix: string) =>
    log.filter(
      ({ stream, position }) =>
        stream.startsWith(prefix) && Number(position) <= (checkpoints.get(projection) ?? 0),
    );
  const alerts = new Set(
    (await db.selectFrom('alerts').select('id').execute()).map(({ id }) => id),
  );
  const announced = upTo('alerts', STANDING_STREAM_PREFIX).map((event) => alertOf(event)?.id);
  if (announced.some((id) => id !== undefined && !alerts.has(id))) return true;
  const rows = new Map(
    (await db.selectFrom('organizations').select(['organization_id', 'revision']).execute()).map(
      ({ organization_id, revision }) => [organization_id, revision],
    ),
  );
  return upTo('standings', ORGANIZATION_STREAM_PREFIX).some(
    ({ stream, revision }) => (rows.get(organizationOfStream(stream) ?? '') ?? -1) < revision,
  );
}
