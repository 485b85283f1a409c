import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ALERT_TYPES, standingStreamOf } from '@app/alerting';
import { openDatabase } from '@app/database';
import { dayIn } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { ProgramsInForce } from '@app/programs';
import { FactsCache, StandingsProjection } from '@app/projections';
import { decodeFact, ORGANIZATION_STREAM_PREFIX, streamOfOrganization } from '@app/recording';
import type { RecordedEntry, RecordedLog } from '../support/eventstoredb/recorded-log.js';
import type { EventStoreDbServer } from '../support/eventstoredb/server.js';
import type { RunningService } from '../support/service.js';
import { keyOf } from './facts.js';
import type { Ledger } from './load.js';
import type { CountingReceiver } from './receiver.js';
import {
  announcementsDue,
  differencesIn,
  nothingYet,
  type Reckoning,
  reckonAlerts,
  reckonFacts,
} from './reckoning.js';
import { JOINED, TOGGLING } from './stage.js';

export interface PairReckoning extends Reckoning {
  /** Events under one id more than once in the log. */
  eventsTwice: number;
  /** Deliveries of one alert to one receiver, beyond the first. */
  deliveriesTwice: number;
  /** Names of people and of keys that were acknowledged, and are not there. */
  namesLost: number;
  /** Rows of standings and of the directory, and those that an embedded computation of the same facts makes otherwise. */
  rows: number;
  rowsOtherwise: number;
}

export interface ToReckonPair {
  readonly service: RunningService;
  readonly ledger: Ledger;
  readonly receiver: CountingReceiver;
  readonly built: string;
  readonly log: EventStoreDbServer;
  readonly url: string;
  /** How long that is waited for. */
  readonly restMs: number;
  readonly query: (statement: string) => Promise<Record<string, unknown>[]>;
  /** Stops every process. */
  readonly stop: () => Promise<void>;
}

/** Waits until all has come to rest, and counts what became of it. */
export async function pairReckoned(to: ToReckonPair): Promise<PairReckoning> {
  const { ledger, log, query, service, receiver } = to;
  const found: PairReckoning = {
    ...nothingYet(),
    ...{ eventsTwice: 0, deliveriesTwice: 0, namesLost: 0, rows: 0, rowsOtherwise: 0 },
  };
  const stored = await reckonFacts(ledger, (id) => keysOf(log.log, id), found);
  found.announced = announcementsDue(stored.get(TOGGLING) ?? []);
  const heads = [...stored].map(([id, keys]) => [id, keys.length - 1] as const);
  found.rowsBehind = await rowsBehind(to, heads, found.announced);
  await reckonAlerts({ service, toggling: TOGGLING, receiver, restMs: to.restMs }, found);

  const announced = log.log
    .stream(standingStreamOf(TOGGLING))
    .filter(({ type }) => Object.hasOwn(ALERT_TYPES, type)).length;
  found.alertsTwice += Math.max(0, announced - found.announced);
  found.eventsTwice =
    log.log.entries.length -
    new Set(log.log.entries.map(({ stream, id }) => `${stream} ${id}`)).size;
  const [twice] = await query(
    'select (count(*) - count(distinct (alert_id, receiver_id)))::int as count from deliveries',
  );
  found.deliveriesTwice = Number(twice?.['count']);
  found.namesLost = await namesLost(to);
  await to.stop();
  await compareRows(to, found);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-verified-'));
  const environment = { ASSAY_EVENT_STORE: log.url, ASSAY_DATABASE_URL: to.url };
  found.differences = await differencesIn({ dataDirectory, built: to.built, environment });
  rmSync(dataDirectory, { recursive: true });
  return found;
}

/** The keys of an organization's facts, in the order of its stream. */
export function keysOf(log: RecordedLog, organizationId: string): string[] {
  return log.stream(streamOfOrganization(organizationId)).flatMap((entry) => {
    const fact = decodeFact({ ...textsOf(entry), stream: entry.stream, revision: entry.revision });
    return fact === null ? [] : [keyOf({ id: fact.id, data: { ...fact.data } })];
  });
}

function textsOf({ id, type, data, metadata }: RecordedEntry) {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  return { eventId: id, type, data: text(data), metadata: text(metadata) };
}

/** Waits for the rows of the directory, for every alert that is due, and for its delivery; how many rows stay behind. */
async function rowsBehind(
  { query, restMs }: ToReckonPair,
  heads: readonly (readonly [organizationId: string, revision: number])[],
  due: number,
): Promise<number> {
  for (const end = Date.now() + restMs; ; await pause(250)) {
    const rows = await query('select organization_id, revision::int from organizations');
    const revisions = new Map(rows.map((row) => [row['organization_id'], Number(row['revision'])]));
    const behind = heads.filter(([id, head]) => (revisions.get(id) ?? -1) < head).length;
    const [alerts] = await query(
      `select (select count(*) from alerts)::int as alerts,
              (select count(*) from deliveries where state <> 'delivered')::int as waiting`,
    );
    const isDone = Number(alerts?.['alerts']) >= due && Number(alerts?.['waiting']) === 0;
    if ((behind === 0 && isDone) || Date.now() > end) return behind;
  }
}

async function namesLost({ ledger, query }: ToReckonPair): Promise<number> {
  const people = await query('select individual_id as name from personal_data');
  const keys = await query('select name from keys');
  const named = new Set([...people, ...keys].map(({ name }) => String(name)));
  const joined = [...ledger.acknowledgedOf(JOINED)].map((key) => key.replace('joined-', 'i-'));
  return [...joined, ...ledger.accessKeys].filter((name) => !named.has(name)).length;
}

/** Makes the rows of the same facts anew, in an embedded database, and compares. */
async function compareRows(
  { log, url }: ToReckonPair,
  found: { rows: number; rowsOtherwise: number },
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'assay-anew-'));
  const [kept, anew] = await Promise.all([
    openDatabase({ directory, url, readOnly: true }),
    openDatabase({ directory }),
  ]);
  try {
    const store = await copied(log.log);
    const programs = await ProgramsInForce.open();
    const projection = new StandingsProjection({
      ...{ store, database: anew, facts: new FactsCache({ store }), programs: programs.current },
      ...{ today: () => dayIn('UTC', Date.now()), timeZone: 'UTC' },
      onUndecodable: (error) => {
        throw error;
      },
    });
    await projection.catchUp(new AbortController().signal);
    const rows = await Promise.all([kept, anew].map(({ db }) => rowsOf(db)));
    const [keptRows = [], newRows = []] = rows;
    const known = new Set(newRows);
    found.rows = newRows.length;
    const others = keptRows.filter((row) => !known.has(row));
    for (const row of others) process.stderr.write(`other than computed anew: ${row}\n`);
    found.rowsOtherwise = others.length + Math.abs(newRows.length - keptRows.length);
  } finally {
    await Promise.all([kept.close(), anew.close()]);
    rmSync(directory, { recursive: true, force: true });
  }
}

async function copied(log: RecordedLog): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  const streams = new Set(log.entries.map(({ stream }) => stream));
  for (const stream of streams) {
    if (!stream.startsWith(ORGANIZATION_STREAM_PREFIX)) continue;
    await store.append(stream, 'no-stream', log.stream(stream).map(textsOf));
  }
  return store;
}

type Db = Awaited<ReturnType<typeof openDatabase>>['db'];

/** Each row of standings and of the directory as a text. A row of standings keeps the revision at which it became what it is. */
async function rowsOf(db: Db): Promise<string[]> {
  const standings = await db.selectFrom('standings').selectAll().execute();
  const all: readonly object[] = [
    ...standings.map(({ revision: _, ...row }) => row),
    ...(await db.selectFrom('organizations').selectAll().execute()),
  ];
  return all.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
}
