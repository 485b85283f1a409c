import { strict as assert } from 'node:assert';
import { requestsHere, STANDING_WATCH, StandingWatch } from '@app/alerting';
import { EVERYTHING, openDatabase } from '@app/database';
import { dayOf, type Fact, formatDay } from '@app/domain';
import { type EventStore, openEventStore } from '@app/event-store';
import { readAlone } from '@app/projections';
import { RecentFacts, Recorder, streamOfOrganization } from '@app/recording';
import { atLeast, atMost } from '../support/lines.js';
import { timed } from '../support/measuring.js';
import type { Bench, Row } from '../support/row.js';
import { PROGRAM } from '../support/rules.js';
import { fillLog } from '../support/stored-log.js';
import { organizationIdOf, storyOf } from '../support/story.js';

const TODAY = dayOf('2024-03-01');
const DAY_MS = 86_400_000;
/** 12:00 in UTC. */
const NOON = TODAY * DAY_MS + DAY_MS / 2;
/** The organizations that lapse tomorrow; nothing is to be said of the others for a month. */
const LAPSING = 50;
const ORGANIZATIONS_PER_REQUEST = 300;
/** The many bookings of the one organization, and the facts that come one by one. */
const SINGLE_FACTS = 20_000;
const CHUNK = 500;

/** A day passes for many organizations of which few change; and a watch behind single facts of a large organization. */
export const row: Row = async (bench) => {
  await aNewDay(bench);
  await singleFacts(bench);
};

async function aNewDay({ size, directory, report }: Bench): Promise<void> {
  const organizations = size(100_000, 1_000);
  const stage = await open(`${directory}/days`);
  for (let first = 0; first < organizations; first += ORGANIZATIONS_PER_REQUEST) {
    const last = Math.min(organizations, first + ORGANIZATIONS_PER_REQUEST);
    const numbers = Array.from({ length: last - first }, (_, place) => first + place);
    await stage.recorder.record(numbers.flatMap(factsOf), { recordedBy: 'bench' });
  }
  const beginning = await timed(() => stage.untilSeen(`o${organizations - 1}`));
  const shown = organizations.toLocaleString('en');
  report(atMost(`${shown} organizations, looked at for the first time`, 'ms', beginning.ms, null));
  assert.equal(await lapses(stage.store), 0);
  stage.clock.now = NOON + DAY_MS;
  const day = await timed(() => stage.watch.lookAround());
  assert.equal(await lapses(stage.store), LAPSING);
  report(
    atMost(`a new day of ${shown} organizations, ${LAPSING} of which change`, 'ms', day.ms, 1_000),
  );
  stage.clock.now = NOON + 2 * DAY_MS;
  const quiet = await timed(() => stage.watch.lookAround());
  report(atMost('a new day on which nothing changes', 'ms', quiet.ms, null));
  await stage.close();
}

async function singleFacts({ size, seed, directory, report }: Bench): Promise<void> {
  const folder = `${directory}/singles`;
  const bookings = size(100_000, 1_000);
  await openAndClose(folder);
  await fillLog(folder, [storyOf(seed, 1, bookings)]);
  const organizationId = organizationIdOf(1);
  const stage = await open(folder);
  await stage.untilSeen(organizationId);
  const count = size(SINGLE_FACTS, CHUNK);
  for (let first = 0; first < count; first += CHUNK) {
    const facts = Array.from({ length: CHUNK }, (_, place) =>
      singleBooking(organizationId, first + place),
    );
    const answers = await Promise.all(
      facts.map((fact) => stage.recorder.record([fact], { recordedBy: 'bench' })),
    );
    assert(answers.flat().every(({ status }) => status === 'accepted'));
  }
  const { ms } = await timed(() => stage.untilSeen(organizationId));
  const what = `requests of one fact looked at, in an organization of ${bookings.toLocaleString('en')} bookings`;
  report(atLeast(what, 'per second', count / (ms / 1_000), 5_000));
  await stage.close();
}

async function openAndClose(directory: string): Promise<void> {
  await (await openDatabase({ directory })).close();
}

async function open(directory: string) {
  const database = await openDatabase({ directory });
  const store = await openEventStore({ directory });
  const clock = { now: NOON };
  const recent = new RecentFacts();
  const recorder = new Recorder({
    store,
    clock: () => clock.now,
    keepPersonalData: () => Promise.resolve(),
    onRecorded: (organizationId, facts) => {
      recent.takeRecorded(organizationId, facts);
    },
  });
  const watch = new StandingWatch({
    store,
    database,
    recent,
    requests: requestsHere(recorder.requests, recent),
    programs: () => PROGRAMS,
    timeZone: 'UTC',
    leads: [90, 30, 7],
    now: () => clock.now,
    onHalted: (_organizationId, error) => {
      throw error;
    },
  });
  return {
    store,
    recorder,
    watch,
    clock,
    /** Follows the log until everything up to the organization's present head is looked at. */
    async untilSeen(organizationId: string): Promise<void> {
      const head = await store.head(streamOfOrganization(organizationId));
      const stop = new AbortController();
      const log = { store, database, share: EVERYTHING, recent };
      const following = readAlone(log, STANDING_WATCH, stop.signal, (follower, signal) =>
        watch.follow(follower, signal),
      );
      while ((await lookedAt(organizationId)) < (head?.revision ?? 0)) {
        await new Promise((wake) => setTimeout(wake, 5));
      }
      stop.abort();
      await following;
      await watch.lookAround();
    },
    async close(): Promise<void> {
      await store.close();
      await database.close();
    },
  };

  async function lookedAt(organizationId: string): Promise<number> {
    const found = await database.db
      .selectFrom('watches')
      .select('looked_revision')
      .where('organization_id', '=', organizationId)
      .executeTakeFirst();
    return found?.looked_revision ?? -1;
  }
}

const PROGRAMS = [PROGRAM];

/** Silver until twelve months behind the booking: tomorrow, or in more than four months. */
function factsOf(number: number): Fact[] {
  const organizationId = `o${number}`;
  const of = (type: string, data: object): Fact =>
    ({
      type,
      source: '/bench',
      id: type,
      data: { organizationId, ...data },
    }) as Fact;
  const leavesOn = number < LAPSING ? TODAY + 1 : TODAY + 130 + (number % 230);
  return [
    of('OrganizationEnrolled', { name: 'N', market: 'developed', effectiveOn: '2023-01-01' }),
    of('PartnerOfRecordAssociated', { customerId: 'c', effectiveOn: '2023-01-01' }),
    of('RevenueBooked', {
      bookingId: 'b',
      customerId: 'c',
      product: 'crm-online',
      revenueType: 'net-new',
      amount: '100000.00',
      currency: 'USD',
      // Across 29 February 2024.
      bookedOn: formatDay(leavesOn - (leavesOn > dayOf('2024-02-29') + 365 ? 365 : 366)),
    }),
  ];
}

function singleBooking(organizationId: string, number: number): Fact {
  return {
    type: 'RevenueBooked',
    source: '/bench',
    id: `single ${number}`,
    data: {
      organizationId,
      bookingId: `single ${number}`,
      customerId: `c${number % 20}`,
      product: 'crm-online',
      revenueType: 'net-new',
      amount: '10.00',
      currency: 'USD',
      bookedOn: formatDay(TODAY - (number % 900)),
    },
  };
}

async function lapses(store: EventStore): Promise<number> {
  let count = 0;
  const stop = new AbortController();
  const streamPrefixes = ['standing-'];
  setTimeout(() => {
    stop.abort();
  }, 2_000);
  for await (const page of store.subscribe({ after: null, streamPrefixes, signal: stop.signal })) {
    count += page.filter(({ type }) => type === 'TierLapsed').length;
  }
  return count;
}
