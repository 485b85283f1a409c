import { strict as assert } from 'node:assert';
import { type Database, openDatabase } from '@app/database';
import type { FactsIndex } from '@app/domain';
import { type EventStore, openEventStore } from '@app/event-store';
import { databaseSnapshots, FactsCache } from '@app/projections';
import { streamOfOrganization } from '@app/recording';
import { compared, type PeerMissing } from '../support/lines.js';
import { alternating, type Run, type Side, timed } from '../support/measuring.js';
import { type EmmettLog, isMissing, peer } from '../support/peers.js';
import type { Row } from '../support/row.js';
import { fillLog } from '../support/stored-log.js';
import { organizationIdOf, storyOf } from '../support/story.js';

const EMMETT = "emmett-sqlite's readMessagesBatch";
const ORGANIZATION = organizationIdOf(1);
const BATCH = 1_000;

/** One organization's index, from the stored JSON and from a snapshot; the answer of every side is the sum of the bookings it has seen. */
export const row: Row = async ({ size, seed, rounds, directory, report }) => {
  const events = await fillLog(directory, [storyOf(seed, 1, size(1_000_000, 10_000))]);
  const store = await openEventStore({ directory });
  const database = await openDatabase({ directory });
  const emmett = await emmettFilled(store, directory);
  const texts = await storedTexts(store);
  await snapshots(database).save(ORGANIZATION, await folded(store));
  const perSecond = async (work: () => Promise<number>): Promise<Run> => {
    const { ms, result } = await timed(work);
    return { value: events / (ms / 1_000), answer: String(result) };
  };
  const sides: Record<string, Side> = {
    json: () => perSecond(async () => centsIn(await folded(store))),
    parse: () => perSecond(async () => parsedCents(texts)),
    snapshot: () => perSecond(async () => centsIn(await loaded(database))),
  };
  if (!isMissing(emmett)) sides.emmett = () => perSecond(() => readBy(emmett));
  const medians = await alternating(rounds, sides);
  const { json: ours = 0, parse = 0, snapshot = 0, emmett: theirs = 0 } = medians;
  const what = `rebuild of ${events.toLocaleString('en')} events`;
  const readBatch = isMissing(emmett) ? emmett : { name: EMMETT, value: theirs };
  const unit = 'per second';
  report(compared({ what: `${what} from JSON`, unit, ours, peer: readBatch, times: 3 }));
  const alone = { name: 'JSON.parse alone', value: parse };
  report(compared({ what: `${what} from JSON`, unit, ours, peer: alone, times: 0.6 }));
  const aim = { times: 8, stretch: 40 };
  report(
    compared({ what: `${what} from a snapshot`, unit, ours: snapshot, peer: readBatch, ...aim }),
  );
  if (!isMissing(emmett)) emmett.close();
  await database.close();
  await store.close();
};

async function folded(store: EventStore): Promise<FactsIndex> {
  const index = await new FactsCache({ store }).factsOf(ORGANIZATION);
  assert(index !== null);
  return index;
}

function snapshots(database: Database) {
  return databaseSnapshots(database, () => assert.fail('the snapshot is damaged'));
}

async function loaded(database: Database): Promise<FactsIndex> {
  const index = await snapshots(database).load(ORGANIZATION);
  assert(index !== null);
  return index;
}

function centsIn(index: FactsIndex): number {
  let cents = 0;
  index.knownAt().forEachBooking((booking) => (cents += booking.cents));
  return cents;
}

async function storedTexts(store: EventStore): Promise<string[]> {
  const texts: string[] = [];
  for await (const page of store.read(streamOfOrganization(ORGANIZATION))) {
    for (const { data, metadata } of page) texts.push(data, metadata);
  }
  return texts;
}

const centsOf = ({ amount }: { amount?: string }): number =>
  amount === undefined ? 0 : Math.round(Number(amount) * 100);

function parsedCents(texts: readonly string[]): number {
  let cents = 0;
  for (const text of texts) cents += centsOf(JSON.parse(text) as { amount?: string });
  return cents;
}

async function readBy(emmett: EmmettLog): Promise<number> {
  let cents = 0;
  await emmett.readAll(BATCH, (data) => (cents += centsOf(data)));
  return cents;
}

/** The same events in emmett's own tables. */
async function emmettFilled(
  store: EventStore,
  directory: string,
): Promise<EmmettLog | PeerMissing> {
  type Module = { open(directory: string): Promise<EmmettLog> };
  const module = await peer<Module>(EMMETT, 'emmett-log.mjs');
  if (isMissing(module)) return module;
  const log = await module.open(directory);
  for await (const page of store.read(streamOfOrganization(ORGANIZATION))) {
    const events = page.map(({ type, data, metadata }) => ({
      type,
      data: JSON.parse(data) as object,
      metadata: JSON.parse(metadata) as object,
    }));
    await log.append(`organization-${ORGANIZATION}`, events);
  }
  return log;
}
