import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@app/database';
import { dayOf, encodeIndex, type Fact, FactsIndex } from '@app/domain';
import { InMemoryEventStore, type StoredEvent } from '@app/event-store';
import { quarantine, readFacts, Recorder, UndecodableFact } from '@app/recording';
import {
  databaseDecisionSnapshots,
  databaseSnapshots,
  FactsCache,
  StandingsProjection,
} from './index.js';

/** A log in which, from some moment on, a fact is of a version that is not known here any more. */
class DowngradedStore extends InMemoryEventStore {
  unreadable = Infinity;

  override async *read(stream: string, from = 0): AsyncIterable<readonly StoredEvent[]> {
    for await (const page of super.read(stream, from)) {
      yield page.map((event) =>
        stream === 'organization-contoso' && event.revision === this.unreadable
          ? { ...event, metadata: event.metadata.replace('"schemaVersion":', '"schemaVersion":9') }
          : event,
      );
    }
  }
}

let directory: string;
let database: Database;
let store: DowngradedStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-quarantine-'));
  database = await openDatabase({ directory });
  store = new DowngradedStore();
});

afterEach(async () => {
  await store.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

const fact = (type: string, id: string, data: object): Fact =>
  ({ type, id, source: 'test', data: { organizationId: 'contoso', ...data } }) as unknown as Fact;

const enrolment = fact('OrganizationEnrolled', 'e', {
  name: 'Contoso',
  market: 'developed',
  effectiveOn: '2017-01-01',
});
const booking = (id: string) =>
  fact('RevenueBooked', id, {
    bookingId: id,
    customerId: 'c-1',
    product: 'crm-online',
    revenueType: 'net-new',
    amount: '100.00',
    currency: 'USD',
    bookedOn: '2017-09-01',
  });

function rethrown(_: string, error: unknown): never {
  throw error;
}

function newRecorder(): Recorder {
  return new Recorder({
    store,
    snapshots: databaseDecisionSnapshots(database, () => undefined, rethrown),
    factsPerSnapshot: 1,
    clock: () => 1_000,
    keepPersonalData: () => Promise.resolve(),
  });
}

function newFacts(): FactsCache {
  const snapshots = databaseSnapshots(database, () => undefined);
  return new FactsCache({ store, snapshots, factsPerSnapshot: 1 });
}

function projectionOf(facts: FactsCache): StandingsProjection {
  return new StandingsProjection({
    ...{ store, database, facts, timeZone: 'UTC' },
    programs: () => [],
    today: () => dayOf('2018-04-02'),
    onUndecodable: (error) => {
      throw error;
    },
  });
}

const decide = (revision: number) =>
  quarantine(store, 'contoso', { revision, reason: 'a downgrade', decidedBy: 'k-1' }, 5_000);

async function foldedAnew(): Promise<Uint8Array> {
  const index = new FactsIndex();
  for (const recorded of await readFacts(store, 'contoso', { after: -1, limit: 100 })) {
    index.apply(recorded);
  }
  return encodeIndex(index);
}

async function directoryRevision(): Promise<number> {
  const row = await database.db.selectFrom('organizations').select('revision').executeTakeFirst();
  return row?.revision ?? -1;
}

test.each([2, 3])(
  'what a newer version had made of the fact at revision %i counts no more once that is in quarantine',
  async (revision) => {
    const bookings = [booking('b1'), booking('b2'), booking('b3')];
    await newRecorder().record([enrolment, ...bookings], { recordedBy: 'test' });
    await newFacts().factsOf('contoso');
    await projectionOf(newFacts()).catchUp(new AbortController().signal);
    expect(await directoryRevision()).toBe(3);

    store.unreadable = revision;
    // Both begin with snapshots that hold the fact.
    const facts = newFacts();
    const recorder = newRecorder();
    const asked = facts.factsOf('contoso');
    // A snapshot that ends with the fact is compared with it.
    if (revision === 3) await expect(asked).rejects.toThrow(UndecodableFact);
    else expect((await asked)?.revision).toBe(3);
    const sentAgain = async () =>
      (await recorder.record([booking(`b${revision}`)], { recordedBy: 'test' }))[0];
    if (revision === 2) expect(await sentAgain()).toMatchObject({ status: 'duplicate' });

    expect(await decide(revision)).toMatchObject({ outcome: 'quarantined' });
    recorder.forget('contoso');
    await projectionOf(facts).lookAnew('contoso');
    expect(encodeIndex((await facts.factsOf('contoso'))!)).toEqual(await foldedAnew());
    expect(encodeIndex((await newFacts().factsOf('contoso'))!)).toEqual(await foldedAnew());
    expect(await directoryRevision()).toBe(revision === 3 ? 2 : 3);
    expect(await sentAgain()).toMatchObject({ status: 'accepted', revision: 4 });
    expect(await newRecorder().record([booking('b1')], { recordedBy: 'test' })).toMatchObject([
      { status: 'duplicate', revision: 1 },
    ]);
  },
);

test('whoever asks at the same time for an organization that stops at a fact is told so, and never half of it', async () => {
  await newRecorder().record([enrolment, booking('b1')], { recordedBy: 'test' });
  const stray = {
    eventId: '00000000-0000-4000-8000-000000000001',
    type: 'FactRetracted',
    data: '{"organizationId":"contoso","factSource":"nobody","factId":"nothing","reason":"a bug"}',
    metadata:
      '{"schemaVersion":1,"source":"s","id":"i","recordedAt":"2020-01-01T00:00:00.000Z","recordedBy":"x"}',
  };
  await store.append('organization-contoso', 1, [stray]);
  const facts = newFacts();
  for (let round = 0; round < 2; round += 1) {
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => facts.factsOf('contoso')));
    for (const answer of asked) {
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(UndecodableFact) });
    }
  }
});
