import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, DatabaseUnavailable, openDatabase } from '@app/database';
import {
  type Day,
  dayOf,
  encodeDecisions,
  encodeIndex,
  evolve,
  type Fact,
  FactsIndex,
  formatDay,
  initialOrganization,
  type Program,
} from '@app/domain';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import { readFacts, Recorder, streamOfOrganization } from '@app/recording';
import {
  databaseDecisionSnapshots,
  databaseSnapshots,
  FactsCache,
  listOrganizations,
  Questions,
  StandingsProjection,
} from './index.js';

const programs: Program[] = [
  {
    id: 'program',
    name: 'Program',
    editions: [
      {
        id: 'first',
        program: 'program',
        effectiveFrom: null,
        publishedOn: dayOf('2017-01-01'),
        contentHash: 'sha256:first',
        policies: {
          window: 'by-day',
          attribution: 'prospective',
          alternatives: 'unmixed',
          newEdition: 'at-once',
          anniversary: 'from-anniversary',
        },
        readings: [],
        products: [],
        exams: [],
        certifications: [],
        measures: [],
        attributes: [],
        options: [
          {
            competency: 'crm',
            option: 'reseller',
            name: 'Reseller',
            tiers: (['silver', 'gold'] as const).map((tier, place) => ({
              tier,
              requirements: [
                {
                  kind: 'rolling-revenue',
                  id: 'revenue',
                  products: ['crm-online'],
                  revenueTypes: [],
                  associationKinds: ['partner-of-record'],
                  associationProducts: ['crm-online'],
                  window: 'by-day',
                  attribution: 'prospective',
                  threshold: { developed: (place + 1) * 10_000, developing: (place + 1) * 5_000 },
                  citations: [],
                },
              ],
            })),
          },
        ],
      },
    ],
  },
];

let directory: string;
let database: Database;
let store: InMemoryEventStore;
let recorder: Recorder;
let today: Day;
let clock: number;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-projections-'));
  database = await openDatabase({ directory });
  store = new InMemoryEventStore();
  clock = Date.parse('2018-04-02T08:00:00Z');
  today = dayOf('2018-04-02');
  recorder = new Recorder({
    store,
    clock: () => clock,
    keepPersonalData: () => Promise.resolve(),
  });
});

afterEach(async () => {
  await store.close();
  await database.close();
  rmSync(directory, { recursive: true });
});

let nextId = 0;
const fact = (type: string, data: object): Fact =>
  ({ type, source: 'test', id: `f-${(nextId += 1)}`, data }) as Fact;

function organization(organizationId: string, ...amounts: [string, string][]): Fact[] {
  const of = { organizationId };
  return [
    fact('OrganizationEnrolled', {
      ...of,
      name: `The ${organizationId} company`,
      market: 'developed',
      effectiveOn: '2017-01-01',
    }),
    fact('PartnerOfRecordAssociated', { ...of, customerId: 'c', effectiveOn: '2017-01-01' }),
    ...amounts.map(([bookedOn, amount]) =>
      fact('RevenueBooked', {
        ...of,
        bookingId: `b-${(nextId += 1)}`,
        customerId: 'c',
        product: 'crm-online',
        revenueType: 'net-new',
        amount,
        currency: 'USD',
        bookedOn,
      }),
    ),
  ];
}

const record = (facts: Fact[]) => recorder.record(facts, { recordedBy: 'test' });

const projection = (facts: FactsCache, given: readonly Program[] = programs) =>
  new StandingsProjection({
    store,
    database,
    facts,
    programs: () => given,
    today: () => today,
    timeZone: 'UTC',
    onUndecodable: (error) => {
      throw error;
    },
  });

/** Runs the projection until it has stored what the log holds. */
async function caughtUp(standings: StandingsProjection): Promise<void> {
  const stop = new AbortController();
  await standings.catchUp(stop.signal);
}

describe('the facts cache', () => {
  test('has what was acknowledged before the question', async () => {
    const facts = new FactsCache({ store });
    expect(await facts.factsOf('contoso')).toBeNull();
    await record(organization('contoso'));
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const [answer] = await record(organization('contoso', ['2018-01-01', `${n + 1}`]).slice(2));
        const index = await facts.factsOf('contoso');
        return (index?.revision ?? -1) >= (answer as { revision: number }).revision;
      }),
    );
    expect(asked).not.toContain(false);
    expect((await facts.factsOf('contoso'))?.revision).toBe(21);
  });

  test('takes what is handed over where it comes next, when it is much or somebody asks, and reads the rest', async () => {
    const handedOver = new FactsCache({ store });
    await record(organization('contoso'));
    const index = await handedOver.factsOf('contoso');
    const days = Array.from({ length: 120 }, (_, day): [string, string] => {
      return [formatDay(dayOf('2018-01-01') + day), '1'];
    });
    await record(organization('contoso', ...days).slice(2));
    const all = await readFacts(store, 'contoso', { after: -1, limit: 200 });
    handedOver.take('contoso', all.slice(2, 50));
    expect(index?.revision).toBe(1);
    handedOver.take('contoso', all.slice(50, 52));
    expect(index?.revision).toBe(51);
    handedOver.take('contoso', all.slice(52, 55));
    expect((await handedOver.factsOf('contoso', 54))?.revision).toBe(54);
    handedOver.take('contoso', all.slice(60));
    expect(index?.revision).toBe(54);
    expect(await handedOver.factsOf('contoso')).toBe(index);
    expect(encodeIndex(index!)).toEqual(
      encodeIndex((await new FactsCache({ store }).factsOf('contoso'))!),
    );
  });

  test('reads no more of the stream than the log has told of', async () => {
    await record(organization('contoso', ['2018-01-01', '1']));
    const all = await readFacts(store, 'contoso', { after: -1, limit: 100 });
    const reads: [string, number | undefined][] = [];
    const counted: EventStore = {
      append: (...append) => store.append(...append),
      read: (stream, from) => {
        reads.push([stream, from]);
        return store.read(stream, from);
      },
      head: (stream) => store.head(stream),
      subscribe: (options) => store.subscribe(options),
      close: () => store.close(),
    };
    const facts = new FactsCache({ store: counted });
    facts.take('contoso', all.slice(0, 2));
    expect((await facts.factsOf('contoso', 1))?.revision).toBe(1);
    expect(reads).toEqual([]);
    expect((await facts.factsOf('contoso', 2))?.revision).toBe(2);
    expect((await facts.factsOf('contoso', 2))?.revision).toBe(2);
    expect(reads).toEqual([['organization-contoso', 2]]);
    await facts.factsOf('contoso');
    expect(reads).toHaveLength(2);
  });

  test('keeps what fits, and the one it needs however large', async () => {
    await record([...organization('a', ['2018-01-01', '1']), ...organization('b')]);
    const facts = new FactsCache({ store, maxCachedBytes: 2 });
    const first = await facts.factsOf('a');
    expect(await facts.factsOf('a')).toBe(first);
    await facts.factsOf('b');
    expect(await facts.factsOf('a')).not.toBe(first);
  });

  test('counts what was worked out of an index towards what it keeps', async () => {
    await record([...organization('a', ['2018-01-01', '1']), ...organization('b')]);
    const bytesOf = async (id: string) => (await new FactsCache({ store }).factsOf(id))?.bytes ?? 0;
    const bare = (await bytesOf('a')) + (await bytesOf('b'));
    const facts = new FactsCache({ store, maxCachedBytes: bare + 5_000 });
    const first = await facts.factsOf('a');
    await facts.factsOf('b');
    expect(await facts.factsOf('a')).toBe(first);
    const questions = new Questions({ facts, programs: () => programs, today: () => today });
    await questions.standing({ organizationId: 'a' });
    await new Promise(setImmediate);
    await facts.factsOf('b');
    expect(await facts.factsOf('a')).not.toBe(first);
  });

  test('keeps snapshots that equal the index folded anew, and trusts no damaged or foreign one', async () => {
    await record(organization('contoso', ['2018-01-01', '1'], ['2018-01-02', '2']));
    const damaged: string[] = [];
    const snapshots = databaseSnapshots(database, (id) => damaged.push(id));
    const cache = () => new FactsCache({ store, snapshots, factsPerSnapshot: 2 });
    const first = await cache().factsOf('contoso');
    const loaded = await snapshots.load('contoso');
    expect(loaded?.revision).toBe(3);
    await record(organization('contoso', ['2018-01-03', '3']).slice(2));
    const again = await cache().factsOf('contoso');
    const anew = new FactsIndex();
    for (const recorded of await readFacts(store, 'contoso', { after: -1, limit: 100 })) {
      anew.apply(recorded);
    }
    expect(first?.revision).toBe(3);
    expect(encodeIndex(again!)).toEqual(encodeIndex(anew));

    const row = await database.db.selectFrom('snapshots').selectAll().executeTakeFirstOrThrow();
    const flipped = Buffer.from(row.bytes);
    flipped[flipped.length - 3] = (flipped[flipped.length - 3] ?? 0) ^ 1;
    await database.db.updateTable('snapshots').set({ bytes: flipped }).execute();
    expect(encodeIndex((await cache().factsOf('contoso'))!)).toEqual(encodeIndex(anew));
    expect(damaged).toEqual(['contoso']);
    // A log that was put back to an earlier day: the snapshot knows of facts that are not there.
    const shorter = new InMemoryEventStore();
    const put = new Recorder({
      store: shorter,
      clock: () => clock,
      keepPersonalData: () => Promise.resolve(),
    });
    await put.record(organization('contoso'), { recordedBy: 'test' });
    const index = await new FactsCache({ store: shorter, snapshots }).factsOf('contoso');
    expect(index?.revision).toBe(1);
    await shorter.close();
  });

  test('goes without a snapshot where the database does not take it now, and says so; any other failure is told', async () => {
    await record(organization('contoso', ['2018-01-01', '1'], ['2018-01-02', '2']));
    const bug = new TypeError('no such column');
    for (const [failure, answered] of [
      [new DatabaseUnavailable('PostgreSQL is away'), true],
      [Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' }), true],
      [bug, false],
    ] as const) {
      const snapshots = { load: () => Promise.resolve(null), save: () => Promise.reject(failure) };
      const missed: unknown[] = [];
      const onSnapshotMissed = (id: string, error: unknown) => missed.push(id, error);
      const facts = new FactsCache({ store, snapshots, factsPerSnapshot: 2, onSnapshotMissed });
      if (!answered) await expect(facts.factsOf('contoso')).rejects.toBe(bug);
      // The facts are as whole as they were; it is the next snapshot that is tried again.
      expect((await facts.factsOf('contoso'))?.revision).toBe(3);
      expect(missed).toEqual(answered ? ['contoso', failure] : []);
    }
  });
});

const rethrown = (_: string, error: unknown) => {
  throw error;
};

describe('snapshots of what decisions rest on', () => {
  test('come back as they were saved, beside those of the indexes; a damaged one does not', async () => {
    const damaged: string[] = [];
    const snapshots = databaseDecisionSnapshots(database, (id) => damaged.push(id), rethrown);
    const state = initialOrganization([1, 2]);
    await record(organization('contoso', ['2018-01-01', '1'], ['2018-01-02', '2']));
    for (const one of await readFacts(store, 'contoso', { after: -1, limit: 100 })) {
      evolve(state, one);
    }
    expect(await snapshots.load('contoso')).toBeNull();
    await snapshots.save('contoso', initialOrganization([1, 2]));
    await snapshots.save('contoso', state);
    const loaded = await snapshots.load('contoso');
    expect(encodeDecisions(loaded!)).toEqual(encodeDecisions(state));
    expect(await databaseSnapshots(database, () => undefined).load('contoso')).toBeNull();
    const { bytes } = await database.db
      .selectFrom('snapshots')
      .selectAll()
      .executeTakeFirstOrThrow();
    const flipped = Buffer.from(bytes);
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    await database.db.updateTable('snapshots').set({ bytes: flipped }).execute();
    expect(await snapshots.load('contoso')).toBeNull();
    expect(damaged).toEqual(['contoso']);
  });

  test('are none where the database cannot be used now, which is told; a bug comes through', async () => {
    const told: string[] = [];
    const takesNothing = await openDatabase({ directory, readOnly: true });
    const snapshots = databaseDecisionSnapshots(
      takesNothing,
      () => undefined,
      (organizationId, error) =>
        told.push(`${organizationId}: ${String((error as { code?: unknown }).code)}`),
    );
    await snapshots.save('contoso', initialOrganization([1, 2]));
    expect(told).toEqual(['contoso: SQLITE_READONLY']);
    await takesNothing.close();
    await expect(snapshots.load('contoso')).rejects.toThrow();
    await expect(snapshots.save('contoso', initialOrganization([1, 2]))).rejects.toThrow();
    expect(told).toHaveLength(1);
  });
});

describe('the standings projection', () => {
  test('lists organizations with today’s tiers, by page and by filter', async () => {
    await record([
      ...organization('a', ['2018-01-01', '100']),
      ...organization('b', ['2018-02-01', '200']),
      ...organization('c'),
    ]);
    const standings = projection(new FactsCache({ store }));
    await caughtUp(standings);
    const ids = async (query: object) =>
      (await listOrganizations(database, { limit: 10, ...query })).organizations.map(
        ({ organizationId }) => organizationId,
      );
    expect(await ids({})).toEqual(['a', 'b', 'c']);
    expect(await ids({ tier: 'gold' })).toEqual(['b']);
    expect(await ids({ tier: 'none' })).toEqual(['c']);
    expect(await ids({ lapsingBefore: '2019-01-01' })).toEqual([]);
    expect(await ids({ lapsingBefore: '2019-01-02' })).toEqual(['a']);
    expect(await ids({ q: 'B COMP' })).toEqual(['b']);
    expect(await ids({ q: '%' })).toEqual([]);
    expect(await ids({ only: ['c', 'a'] })).toEqual(['a', 'c']);
    expect(await ids({ only: [] })).toEqual([]);
    const first = await listOrganizations(database, { limit: 2 });
    expect(first.next).toBe('b');
    expect(await listOrganizations(database, { limit: 2, after: 'b' })).toEqual({
      organizations: [
        {
          organizationId: 'c',
          name: 'The c company',
          market: 'developed',
          enrolledOn: '2017-01-01',
          revision: 1,
          standings: [
            {
              competency: 'crm',
              option: 'reseller',
              tier: null,
              since: '2017-01-01',
              lapsesOn: null,
            },
          ],
        },
      ],
    });
  });

  test('goes on from its checkpoint', async () => {
    await record(organization('a'));
    await caughtUp(projection(new FactsCache({ store })));
    const checkpoint = await projection(new FactsCache({ store })).checkpoint();
    await record(organization('b'));
    await caughtUp(projection(new FactsCache({ store })));
    expect(await projection(new FactsCache({ store })).checkpoint()).not.toBe(checkpoint);
    expect((await listOrganizations(database, { limit: 10 })).organizations).toHaveLength(2);
  });

  test('keeps a row as it was made where nothing of it changes', async () => {
    await record(organization('a', ['2018-01-01', '100']));
    await caughtUp(projection(new FactsCache({ store })));
    const rows = () => database.db.selectFrom('standings').selectAll().execute();
    const [made] = await rows();
    expect(made).toMatchObject({ tier: 'silver', revision: 2, as_of: '2018-04-02' });
    today = dayOf('2018-04-03');
    await record(organization('a', ['2018-01-01', '1']).slice(2));
    await caughtUp(projection(new FactsCache({ store })));
    expect(await rows()).toEqual([made]);
    const [listed] = (await listOrganizations(database, { limit: 1 })).organizations;
    expect(listed?.revision).toBe(3);
    await record(organization('a', ['2018-01-02', '100']).slice(2));
    await caughtUp(projection(new FactsCache({ store })));
    expect(await rows()).toMatchObject([{ tier: 'gold', revision: 4, as_of: '2018-04-03' }]);
  });

  test('takes away the rows of options that no edition has any more', async () => {
    await record(organization('a', ['2018-01-01', '100']));
    await caughtUp(projection(new FactsCache({ store })));
    const [program] = programs;
    const [edition] = program!.editions;
    const [option] = edition!.options;
    const renamed = {
      ...edition!,
      contentHash: 'sha256:renamed',
      options: [{ ...option!, option: 'seller' }],
    };
    const later = [{ ...program!, editions: [renamed] }];
    expect(await projection(new FactsCache({ store }), later).refresh()).toBe(1);
    const rows = await database.db.selectFrom('standings').select('option').execute();
    expect(rows).toEqual([{ option: 'seller' }]);
  });

  test('looks again only at what another day, edition or zone changes', async () => {
    await record([...organization('a', ['2018-01-01', '100']), ...organization('b')]);
    const standings = projection(new FactsCache({ store }));
    await caughtUp(standings);
    expect(await standings.refresh()).toBe(0);
    today = dayOf('2018-12-31');
    expect(await standings.refresh()).toBe(0);
    today = dayOf('2019-01-01');
    expect(await standings.refresh()).toBe(1);
    const { organizations } = await listOrganizations(database, { limit: 10, tier: 'silver' });
    expect(organizations).toEqual([]);
    today = dayOf('2018-12-31');
    expect(await standings.refresh()).toBe(1);
    const [program] = programs;
    const [edition] = program!.editions;
    const later = [{ ...program!, editions: [{ ...edition!, contentHash: 'sha256:second' }] }];
    expect(await projection(new FactsCache({ store }), later).refresh()).toBe(2);
  });
});

describe('questions', () => {
  const ask = () =>
    new Questions({
      facts: new FactsCache({ store }),
      programs: () => programs,
      today: () => today,
    });

  test('are answered as known at a revision or an instant', async () => {
    await record(organization('contoso', ['2018-01-01', '100']));
    clock += 1_000;
    await record(organization('contoso', ['2018-01-02', '100']).slice(2));
    const tierKnown = async (knownAt?: string) => {
      const asked = { organizationId: 'contoso', ...(knownAt === undefined ? {} : { knownAt }) };
      const { answer, refusal } = await ask().standing(asked);
      return refusal?.code ?? [answer?.knownAt.revision, answer?.standings[0]?.tier];
    };
    expect(await tierKnown()).toEqual([3, 'gold']);
    expect(await tierKnown('2')).toEqual([2, 'silver']);
    expect(await tierKnown('1')).toEqual([1, null]);
    expect(await tierKnown('4')).toBe('revision-unknown');
    expect(await tierKnown('2018-04-02T08:00:00Z')).toEqual([2, 'silver']);
    expect(await tierKnown('2018-04-02T10:00:00.9999+02:00')).toEqual([2, 'silver']);
    expect(await tierKnown('2018-04-02T08:00:01Z')).toEqual([3, 'gold']);
    expect(await tierKnown('2018-04-02T07:59:59.999Z')).toBe('not-known-yet');
    expect(await tierKnown('yesterday')).toBe('known-at-invalid');
  });

  test('that name what is not there are refused', async () => {
    await record(organization('contoso'));
    const { refusal: organizationRefusal } = await ask().standing({ organizationId: 'nobody' });
    expect(organizationRefusal?.code).toBe('organization-unknown');
    const asked = { organizationId: 'contoso', option: 'crm/reseller' };
    expect((await ask().history({ ...asked, option: 'crm/none' })).refusal?.code).toBe(
      'option-unknown',
    );
    expect((await ask().history({ ...asked, edition: 'sha256:none' })).refusal?.code).toBe(
      'edition-unknown',
    );
    expect((await ask().revenue({ ...asked, requirement: 'none' })).refusal?.code).toBe(
      'requirement-unknown',
    );
    const reversed = { ...asked, from: '2018-01-02', to: '2018-01-01' };
    expect((await ask().history(reversed)).refusal?.code).toBe('range-reversed');
    expect((await ask().history({ ...reversed, to: reversed.from })).answer).toEqual({
      intervals: [],
    });
  });

  test('about revenue give steps and the thresholds in force', async () => {
    await record([
      ...organization('contoso', ['2018-01-01', '100'], ['2018-06-01', '50']),
      fact('MarketReassigned', {
        organizationId: 'contoso',
        market: 'developing',
        effectiveOn: '2018-07-01',
      }),
    ]);
    const { answer } = await ask().revenue({
      organizationId: 'contoso',
      option: 'crm/reseller',
      requirement: 'revenue',
      from: '2018-01-01',
    });
    expect(answer).toEqual({
      points: [
        { day: '2018-01-01', amount: '100.00' },
        { day: '2018-06-01', amount: '150.00' },
        { day: '2019-01-01', amount: '50.00' },
        { day: '2019-06-01', amount: '0.00' },
      ],
      thresholds: [
        {
          tier: 'silver',
          points: [
            { day: '2018-01-01', amount: '100.00' },
            { day: '2018-07-01', amount: '50.00' },
          ],
        },
        {
          tier: 'gold',
          points: [
            { day: '2018-01-01', amount: '200.00' },
            { day: '2018-07-01', amount: '100.00' },
          ],
        },
      ],
    });
    expect(await store.head(streamOfOrganization('contoso'))).not.toBeNull();
  });
});
