import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Alert,
  alertOf,
  haltedOrganizations,
  requestsHere,
  STANDING_WATCH,
  standingStreamOf,
  StandingWatch,
} from '@app/alerting';
import { type Database, EVERYTHING, openDatabase } from '@app/database';
import { dayOf, type Fact } from '@app/domain';
import { type EventStore, OutcomeUnknown, type StoredEvent } from '@app/event-store';
import { readAlone } from '@app/projections';
import { RecentFacts, Recorder } from '@app/recording';
import { Random } from './random.js';
import { RULES } from './rules.js';
import { Process, World } from './world.js';

const DAY_MS = 86_400_000;
const LEADS = [9, 4];

let directory: string;
let database: Database;
let world: World;
let service: Process;
let made = 0;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'assay-announcements-'));
  database = await openDatabase({ directory });
});

afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  await database.db.deleteFrom('watches').execute();
  await database.db.deleteFrom('checkpoints').execute();
  world = new World(new Random(1), database, rules(0));
  service = new Process(world);
});

function rules(set: number) {
  return { programs: RULES[set]!, timeZone: 'UTC', leads: LEADS };
}

/** Noon of a day. */
function on(day: string): void {
  world.now = dayOf(day) * DAY_MS + DAY_MS / 2;
}

function fact(type: Fact['type'], data: object, organizationId = 'contoso'): Fact {
  made += 1;
  return { type, source: 'feed', id: `f-${made}`, data: { organizationId, ...data } } as Fact;
}

const enrolled = (organizationId = 'contoso') =>
  fact(
    'OrganizationEnrolled',
    { name: 'Contoso', market: 'developed', effectiveOn: '2018-01-01' },
    organizationId,
  );
const associated = () =>
  fact('PartnerOfRecordAssociated', { customerId: 'c', effectiveOn: '2016-01-01' });
const joined = (individualId: string, effectiveOn = '2018-01-01', organizationId = 'contoso') =>
  fact('IndividualJoined', { individualId, effectiveOn }, organizationId);
const left = (individualId: string, effectiveOn: string) =>
  fact('IndividualLeft', { individualId, effectiveOn });
const passed = (individualId: string, expiresOn?: string, organizationId = 'contoso') =>
  fact(
    'ExamPassed',
    {
      individualId,
      exam: 'E1',
      passedOn: '2018-01-01',
      ...(expiresOn === undefined ? {} : { expiresOn }),
    },
    organizationId,
  );
const booked = (amount: number, bookedOn: string) =>
  fact('RevenueBooked', {
    bookingId: `b-${made}`,
    customerId: 'c',
    product: 'crm',
    revenueType: 'net-new',
    amount: `${amount}.00`,
    currency: 'USD',
    bookedOn,
  });

/** A recorder and a watch of one process over `store`, whose log ends where its subscription does. */
function processOver(store: EventStore) {
  const recent = new RecentFacts();
  const pause = () => Promise.resolve();
  const recorder = new Recorder({
    ...{ store, pause, clock: () => world.now, keepPersonalData: pause },
    onRecorded: (organizationId, facts) => {
      recent.takeRecorded(organizationId, facts);
    },
  });
  const watch = new StandingWatch({
    ...{ store, database, recent, pause, timeZone: 'UTC', leads: LEADS, now: () => world.now },
    requests: requestsHere(recorder.requests, recent),
    programs: () => RULES[0]!,
    onHalted: (_organizationId, error) => {
      throw error;
    },
  });
  const log = { store, database, share: EVERYTHING, recent, pause };
  const look = () =>
    readAlone(log, STANDING_WATCH, new AbortController().signal, (follower, signal) =>
      watch.follow(follower, signal),
    );
  return { recorder, look };
}

async function alertsOf(organizationId = 'contoso'): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for await (const page of world.log.read(standingStreamOf(organizationId))) {
    for (const event of page) {
      const alert = alertOf(event);
      if (alert !== null) alerts.push(alert);
    }
  }
  return alerts;
}

/** Records the facts as one request and looks; what was announced of it. */
async function when(...facts: Fact[]): Promise<Alert[]> {
  const before = (await alertsOf()).length;
  if (facts.length > 0) await service.record(facts);
  await service.look();
  return (await alertsOf()).slice(before);
}

describe('why something is announced', () => {
  test('the facts of the request that bear upon what changed', async () => {
    on('2018-01-10');
    expect(await when(enrolled(), associated(), joined('ana'), passed('ana'))).toMatchObject([
      {
        type: 'tier.attained',
        option: 'advisor',
        effectiveOn: '2018-01-01',
        because: [
          { revision: 0, type: 'OrganizationEnrolled', effect: 'recorded' },
          { revision: 2, type: 'IndividualJoined', effect: 'recorded' },
          { revision: 3, type: 'ExamPassed', effect: 'recorded' },
        ],
      },
    ]);
    expect(await when(booked(150, '2017-06-01'), joined('ben'))).toMatchObject([
      {
        type: 'tier.attained',
        option: 'reseller',
        because: [{ revision: 4, type: 'RevenueBooked', effect: 'recorded' }],
      },
    ]);
  });

  test('a fact that was taken back, by the revision that took it', async () => {
    on('2018-01-10');
    const pass = passed('ana');
    await when(enrolled(), joined('ana'), pass);
    on('2018-01-12');
    const back = { factSource: 'feed', factId: pass.id, reason: 'a mistake' };
    expect(await when(fact('FactRetracted', back))).toMatchObject([
      {
        type: 'tier.lapsed',
        effectiveOn: '2018-01-01',
        because: [{ revision: 3, type: 'FactRetracted', effect: 'retracted' }],
      },
      {
        type: 'tier.restated',
        intervals: [{ from: '2018-01-10', to: '2018-01-12', was: 'silver', is: null }],
        because: [{ revision: 3, type: 'FactRetracted', effect: 'retracted' }],
      },
    ]);
    expect(await when(fact('FactReinstated', back))).toMatchObject([
      {
        type: 'tier.attained',
        because: [{ revision: 4, type: 'FactReinstated', effect: 'reinstated' }],
      },
      { type: 'tier.restated' },
    ]);
  });

  test('the bookings that leave the window that day, the largest first, and how many more', async () => {
    on('2018-01-10');
    const small = Array.from({ length: 23 }, (_, n) => booked(n + 1, '2017-02-01'));
    await when(enrolled(), associated(), ...small, booked(90, '2018-01-05'));
    on('2018-01-23');
    const because = [
      ...Array.from({ length: 20 }, (_, n) => ({
        revision: 24 - n,
        type: 'RevenueBooked',
        effect: 'left-the-window',
      })),
      { type: 'RevenueBooked', effect: 'left-the-window', more: 3 },
    ];
    expect(await when()).toMatchObject([
      { type: 'tier.at-risk', lapsesOn: '2018-02-01', leadDays: 9, because },
    ]);
    on('2018-02-01');
    expect(await when()).toMatchObject([
      { type: 'tier.at-risk', leadDays: 4 },
      { type: 'tier.lapsed', effectiveOn: '2018-02-01', because },
    ]);
  });

  test('who leaves, whose pass runs out, and a mark that takes effect', async () => {
    on('2018-01-10');
    await when(
      enrolled(),
      joined('ana'),
      joined('ben'),
      passed('ana', '2018-03-01'),
      passed('ben'),
    );
    await when(left('ben', '2018-02-01'));
    on('2018-02-01');
    const lapses = (alerts: Alert[]) => alerts.filter(({ type }) => type === 'tier.lapsed');
    expect(lapses(await when())).toMatchObject([
      { because: [{ revision: 5, type: 'IndividualLeft', effect: 'left' }] },
    ]);
    on('2018-03-01');
    expect(lapses(await when())).toMatchObject([
      { because: [{ revision: 3, type: 'ExamPassed', effect: 'expired' }] },
    ]);
    await when(joined('ben', '2018-03-10'));
    on('2018-03-10');
    expect(await when()).toMatchObject([
      {
        type: 'tier.attained',
        because: [{ revision: 6, type: 'IndividualJoined', effect: 'joined' }],
      },
    ]);
  });

  test('other editions, by the one that is in force now', async () => {
    on('2018-01-10');
    await when(enrolled(), associated(), booked(90, '2018-01-05'));
    world.rules = rules(1);
    on('2018-01-15');
    expect(await when()).toMatchObject([
      {
        type: 'tier.attained',
        effectiveOn: '2018-01-05',
        because: [
          {
            type: 'EditionChanged',
            effect: 'took-effect',
            edition: { id: 'lower', contentHash: 'sha256:lower' },
          },
        ],
      },
      {
        type: 'tier.restated',
        intervals: [{ from: '2018-01-10', to: '2018-01-15', was: null, is: 'silver' }],
      },
    ]);
  });

  test('other editions and a fact that changes nothing, by the editions', async () => {
    on('2018-01-10');
    await when(enrolled(), associated(), booked(90, '2018-01-05'));
    expect(await when(booked(1, '2018-01-05'))).toEqual([]);
    world.rules = rules(1);
    const said = await when(booked(1, '2018-01-05'));
    expect(said.map(({ type, because }) => [type, because[0]?.type])).toEqual([
      ['tier.attained', 'EditionChanged'],
    ]);
  });

  test('an edition whose first day it is', async () => {
    world.rules = rules(3);
    on('2018-04-01');
    await when(enrolled(), associated(), booked(120, '2018-03-05'));
    on('2018-04-11');
    expect((await when()).filter(({ type }) => type === 'tier.lapsed')).toMatchObject([
      {
        effectiveOn: '2018-04-11',
        because: [{ type: 'EditionChanged', edition: { id: 'harder' } }],
      },
    ]);
  });
});

describe('an organization', () => {
  test('is not looked at while a request is in the middle of its facts, and is when it has ended', async () => {
    on('2018-01-10');
    const request = service.recorder.begin();
    await service.record([enrolled(), joined('ana'), passed('ana')], { request });
    await service.look();
    await service.record([left('ana', '2018-01-05')], { request });
    await service.look();
    expect(await alertsOf()).toEqual([]);
    request.end();
    await service.look();
    expect(await alertsOf()).toEqual([]);
    expect(await when(joined('ana', '2018-01-08'))).toMatchObject([
      { type: 'tier.attained', effectiveOn: '2018-01-08' },
    ]);
  });

  test('has no day passed over facts that a request hides', async () => {
    on('2018-01-10');
    await when(enrolled(), joined('ana', '2018-02-08'), passed('ana'));
    on('2018-02-05');
    const leaving = left('ana', '2018-02-08');
    await service.record([leaving]);
    on('2018-02-09');
    const request = service.recorder.begin();
    await service.record([leaving], { request });
    await service.look();
    request.end();
    await service.look();
    expect(await alertsOf()).toEqual([]);
  });

  test('that a request under way hides is looked at after a crash', async () => {
    on('2018-01-10');
    const request = service.recorder.begin();
    await service.record([enrolled(), joined('ana'), passed('ana')], { request });
    await service.look();
    service = new Process(world);
    expect(await when()).toMatchObject([{ type: 'tier.attained' }]);
  });

  test('is not looked at in the middle of a request whose last append may have been stored or not', async () => {
    on('2018-01-10');
    let isAnswerLost = false;
    const store: EventStore = {
      append: async (...append) => {
        const result = await world.log.append(...append);
        if (isAnswerLost) throw new OutcomeUnknown('the answer was lost');
        return result;
      },
      read: (...read) => world.log.read(...read),
      head: (stream) => world.log.head(stream),
      async *subscribe(options) {
        for await (const page of world.log.subscribe(options)) {
          yield page.slice(0, 3); // what came behind is not told of yet
          return;
        }
      },
      close: () => Promise.resolve(),
    };
    const { recorder, look } = processOver(store);
    const request = recorder.begin();
    const sender = { recordedBy: 'test', request };
    await recorder.record([enrolled(), joined('ana'), passed('ana')], sender);
    isAnswerLost = true;
    const lost = recorder.record([left('ana', '2018-01-05')], sender);
    await expect(lost).rejects.toThrow(OutcomeUnknown);
    isAnswerLost = false;
    request.end();
    await look();
    expect(await alertsOf()).toEqual([]);
    expect((await database.db.selectFrom('watches').selectAll().execute())[0]).toMatchObject({
      ...{ looked_revision: 3, request_under_way: 0 },
    });
  });

  test('is not read where each fact that was recorded is a request of its own', async () => {
    on('2018-01-10');
    const read: string[] = [];
    const store: EventStore = {
      append: (...append) => world.log.append(...append),
      read: (stream, from) => {
        read.push(stream);
        return world.log.read(stream, from);
      },
      head: (stream) => world.log.head(stream),
      async *subscribe(options) {
        for await (const page of world.log.subscribe(options)) {
          yield page;
          return;
        }
      },
      close: () => Promise.resolve(),
    };
    const { recorder, look } = processOver(store);
    const sender = { recordedBy: 'test' };
    await recorder.record([enrolled(), joined('ana'), passed('ana')], sender);
    await look();
    expect(read.splice(0)).toContain('organization-contoso');
    await recorder.record([booked(1, '2018-01-02')], sender);
    await recorder.record([left('ana', '2018-01-09')], sender);
    await look();
    expect(read).toEqual([]);
    expect(await alertsOf()).toMatchObject([{ type: 'tier.attained' }, { type: 'tier.lapsed' }]);
  });

  test('that cannot be read is halted, told once a try, and goes on when it can; the others go on meanwhile', async () => {
    on('2018-01-10');
    let isDamaged = true;
    const halted: string[] = [];
    const asItReads = (event: StoredEvent) =>
      isDamaged && event.stream === 'organization-contoso' ? { ...event, metadata: '{}' } : event;
    const store: EventStore = {
      append: (...append) => world.log.append(...append),
      head: (stream) => world.log.head(stream),
      async *read(...read) {
        for await (const page of world.log.read(...read)) yield page.map(asItReads);
      },
      async *subscribe(options) {
        for await (const page of world.log.subscribe(options)) {
          yield page.map(asItReads);
          return;
        }
      },
      close: () => Promise.resolve(),
    };
    const recent = new RecentFacts();
    const watch = new StandingWatch({
      store,
      database,
      recent,
      requests: requestsHere(service.recorder.requests, recent),
      programs: () => RULES[0]!,
      timeZone: 'UTC',
      leads: LEADS,
      now: () => world.now,
      onHalted: (organizationId) => halted.push(organizationId),
    });
    await service.record([enrolled(), joined('ana'), passed('ana')]);
    await service.record([
      enrolled('fabrikam'),
      joined('ben', '2018-01-01', 'fabrikam'),
      passed('ben', undefined, 'fabrikam'),
    ]);
    await readAlone(
      { store, database, share: EVERYTHING, recent },
      STANDING_WATCH,
      new AbortController().signal,
      (follower, signal) => watch.follow(follower, signal),
    );
    expect([halted, await haltedOrganizations(database)]).toEqual([['contoso'], 1]);
    expect([await alertsOf(), await alertsOf('fabrikam')]).toMatchObject([
      [],
      [{ type: 'tier.attained' }],
    ]);
    await watch.tryAgain();
    expect(halted).toEqual(['contoso', 'contoso']);
    isDamaged = false;
    await watch.tryAgain();
    expect([halted.length, await haltedOrganizations(database)]).toEqual([2, 0]);
    expect(await alertsOf()).toMatchObject([{ type: 'tier.attained' }]);
  });

  test('whose row is lost goes on where its announcements end', async () => {
    on('2018-01-10');
    await when(enrolled(), joined('ana'), passed('ana', '2018-02-10'));
    await database.db.deleteFrom('watches').execute();
    await database.db.deleteFrom('checkpoints').execute();
    on('2018-03-01');
    service = new Process(world);
    expect((await when()).map(({ type, effectiveOn }) => [type, effectiveOn])).toEqual([
      ['tier.at-risk', '2018-02-10'],
      ['tier.at-risk', '2018-02-10'],
      ['tier.lapsed', '2018-02-10'],
    ]);
  });
});

describe('an announcement', () => {
  test('has an id of what it says and where, and none of when it was raised', async () => {
    on('2018-01-10');
    const facts = [enrolled(), joined('ana'), passed('ana')];
    const [first] = await when(...facts);
    await database.db.deleteFrom('watches').execute();
    await database.db.deleteFrom('checkpoints').execute();
    const instant = world.now;
    world = new World(new Random(2), database, rules(0));
    world.now = instant;
    service = new Process(world);
    await service.record(facts);
    world.now += 3_600_000;
    const [again] = await when();
    expect(again?.id).toBe(first?.id);
    expect(again?.raisedAt).not.toBe(first?.raisedAt);
  });
});
