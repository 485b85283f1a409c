import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RunningService } from '../support/service.js';
import { type Figure, none } from './figures.js';
import { type Ledger, storedKeys } from './load.js';
import type { CountingReceiver } from './receiver.js';

/** What was found when everything had come to rest. */
export interface Reckoning {
  acknowledged: number;
  /** Acknowledged, and not in the stream. */
  lost: number;
  /** In the stream more than once. */
  doubled: number;
  /** Requests to be recorded together that were recorded in part. */
  torn: number;
  announced: number;
  /** Announcements that should have been made, and are in no list of alerts. */
  alertsMissing: number;
  /** Listed twice, or without a reason. */
  alertsTwice: number;
  /** Listed, and never received. */
  deliveriesMissing: number;
  /** Received again: what a kill between a delivery and the word that it was made must lead to. */
  deliveriesAgain: number;
  /** Organizations whose row in the directory does not come up to the end of their stream. */
  rowsBehind: number;
  /** What `assay verify` finds. */
  differences: number;
}

export const nothingYet = (): Reckoning => ({
  ...{ acknowledged: 0, lost: 0, doubled: 0, torn: 0, announced: 0, alertsMissing: 0 },
  ...{ alertsTwice: 0, deliveriesMissing: 0, deliveriesAgain: 0, rowsBehind: 0, differences: 0 },
});

export function sumOf(reckonings: readonly Reckoning[]): Reckoning {
  const sum = nothingYet();
  for (const one of reckonings) {
    for (const name of Object.keys(sum) as (keyof Reckoning)[]) sum[name] += one[name];
  }
  return sum;
}

/** Of the facts alone, as figures: nothing else follows them where there is only what records. */
export function figuresOfFacts(part: string, sum: Reckoning): Figure[] {
  return [
    { part, what: 'facts acknowledged', count: sum.acknowledged, must: { beAtLeast: 1 } },
    none(part, 'acknowledged facts lost', sum.lost),
    none(part, 'facts doubled', sum.doubled),
    none(part, 'requests recorded in part that were to be recorded together', sum.torn),
  ];
}

/** As figures; `isVerified` = `assay verify` has looked at the files, which it does where the log is one of them. */
export function figuresOf(part: string, sum: Reckoning, isVerified = true): Figure[] {
  return [
    ...figuresOfFacts(part, sum),
    { part, what: 'announcements due', count: sum.announced, must: { beAtLeast: 1 } },
    none(part, 'alerts missing', sum.alertsMissing),
    none(part, 'alerts twice, or without a reason', sum.alertsTwice),
    none(part, 'alerts never delivered', sum.deliveriesMissing),
    { part, what: 'alerts delivered again, under the same id', count: sum.deliveriesAgain },
    none(part, 'rows of the directory behind their stream', sum.rowsBehind),
    ...(isVerified ? [none(part, 'differences found by `assay verify`', sum.differences)] : []),
  ];
}

/**
 * How long everything may take to come to rest where nothing else is said: behind a failure a follower of the log pauses for half a minute, and a watch
 * for a whole one.
 */
export const REST_MS = 180_000;

/** What an alert says of which organization toggled its tier. */
interface Alert {
  readonly id: string;
  readonly type: string;
}

export interface ToReckon {
  readonly service: RunningService;
  readonly ledger: Ledger;
  /** Whose tier was given and taken by the facts `toggle-0`, `toggle-1` … */
  readonly toggling: string;
  readonly receiver: CountingReceiver;
  readonly dataDirectory: string;
  readonly built: string;
  /** `assay verify` looks only at a log that lies in the data directory. */
  readonly isEmbedded: boolean;
  /** How long everything may take to come to rest. */
  readonly restMs: number;
}

/** Waits until the service has come to rest, counts, stops it, and has its files verified. */
export async function reckon(to: ToReckon): Promise<Reckoning> {
  const { service, ledger, toggling } = to;
  const found = nothingYet();
  const stored = await reckonFacts(ledger, (id) => storedKeys(service, id), found);
  const heads = new Map([...stored].map(([id, keys]) => [id, keys.length - 1]));
  found.announced = announcementsDue(stored.get(toggling) ?? []);
  await reckonAlerts(to, found);
  found.rowsBehind = await rowsBehind(to, heads);
  await service.stop();
  if (to.isEmbedded) found.differences = await differencesIn(to);
  return found;
}

/** Holds what was acknowledged of each organization against `storedOf` it; the keys that are stored, in the order of the streams. */
export async function reckonFacts(
  ledger: Ledger,
  storedOf: (organizationId: string) => readonly string[] | Promise<readonly string[]>,
  found: Reckoning,
): Promise<ReadonlyMap<string, readonly string[]>> {
  found.torn = ledger.torn;
  const all = new Map<string, readonly string[]>();
  for (const organizationId of ledger.organizations) {
    const stored = await storedOf(organizationId);
    const distinct = new Set(stored);
    const acknowledged = ledger.acknowledgedOf(organizationId);
    found.acknowledged += acknowledged.size;
    found.lost += [...acknowledged].filter((key) => !distinct.has(key)).length;
    found.doubled += stored.length - distinct.size;
    all.set(organizationId, stored);
  }
  return all;
}

/** Each fact that gives or takes a tier is announced by itself. */
export const announcementsDue = (stored: readonly string[]): number =>
  stored.filter((key) => key.startsWith('toggle-')).length;

/** Waits for the alerts that `found.announced` are due to, and for their deliveries, for `restMs` at most; and counts. */
export async function reckonAlerts(
  {
    service,
    toggling,
    receiver,
    restMs,
  }: Pick<ToReckon, 'service' | 'toggling' | 'receiver' | 'restMs'>,
  found: Reckoning,
): Promise<void> {
  const end = Date.now() + restMs;
  const due = Array.from({ length: found.announced }, (_, n) =>
    n % 2 === 0 ? 'tier.attained' : 'tier.lapsed',
  );
  let alerts = await alertsOf(service, toggling);
  while (alerts.length < due.length && Date.now() < end) {
    await pause(100);
    alerts = await alertsOf(service, toggling);
  }
  // What is there without a reason is one too many of its kind, or at the wrong place.
  found.alertsMissing = Math.max(0, due.length - alerts.length);
  found.alertsTwice = Math.max(0, alerts.length - due.length);
  if (alerts.length === due.length) {
    found.alertsTwice += alerts.filter(({ type }, place) => type !== due[place]).length;
  }
  const undelivered = () => alerts.filter(({ id }) => !receiver.received.has(id)).length;
  while (undelivered() > 0 && Date.now() < end) await pause(100);
  found.deliveriesMissing = undelivered();
  found.deliveriesAgain = [...receiver.received.values()].filter(({ times }) => times > 1).length;
  const known = new Set(alerts.map(({ id }) => id));
  const unknown = [...receiver.received].filter(([id]) => !known.has(id));
  found.alertsTwice += unknown.length;
  for (const [id, { said }] of unknown) process.stderr.write(`nobody knows ${id}: ${said}\n`);
}

async function alertsOf(service: RunningService, organizationId: string): Promise<Alert[]> {
  const all: Alert[] = [];
  for (;;) {
    const last = all.at(-1);
    const from = last === undefined ? '' : `&after=${last.id}`;
    const path = `/v1/alerts?organizationId=${organizationId}&limit=1000${from}`;
    const { alerts } = await service.json<{ alerts: Alert[] }>(path);
    if (alerts.length === 0) return all;
    all.push(...alerts);
  }
}

/** Waits until the row of each organization is at its head, for `restMs` at most; how many stay behind. */
async function rowsBehind(
  { dataDirectory, restMs }: Pick<ToReckon, 'dataDirectory' | 'restMs'>,
  heads: ReadonlyMap<string, number>,
): Promise<number> {
  const database = new Database(join(dataDirectory, 'read-models.db'), { readonly: true });
  try {
    const rows = database.prepare<[], { id: string; revision: number }>(
      'SELECT organization_id AS id, revision FROM organizations',
    );
    const behind = (): number => {
      const revisions = new Map(rows.all().map(({ id, revision }) => [id, revision]));
      return [...heads].filter(([id, head]) => (revisions.get(id) ?? -1) < head).length;
    };
    for (const end = Date.now() + restMs; behind() > 0 && Date.now() < end;) await pause(100);
    return behind();
  } finally {
    database.close();
  }
}

/** How many differences `assay verify` finds in the files, or in what `environment` names. Rejects where it cannot run. */
export async function differencesIn({
  dataDirectory,
  built,
  environment = {},
}: Pick<ToReckon, 'dataDirectory' | 'built'> & {
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<number> {
  const main = join(resolve(built), 'apps/cli/src/main.js');
  const child = spawn(process.execPath, [main, 'verify', '--json'], {
    env: { ...process.env, NODE_OPTIONS: '', ASSAY_DATA_DIR: dataDirectory, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode === null ? once(child, 'exit') : null,
  ]);
  if (child.exitCode !== 0 && child.exitCode !== 1) {
    throw new Error(`assay verify could not run:\n${errors}`);
  }
  const { differences } = JSON.parse(out) as { differences: readonly object[] };
  for (const difference of differences) process.stderr.write(`${JSON.stringify(difference)}\n`);
  return differences.length;
}
