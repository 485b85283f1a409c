import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeIndex, type Fact, FactsIndex, formatDay, type IndexedBooking } from '@app/domain';
import { InMemoryEventStore, type NewEvent, SqliteEventStore } from '@app/event-store';
import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { checkAsync, Shares } from '../../../test/properties/check.js';
import { caughtUpBy, encodeFact, streamOfOrganization } from './index.js';

let directory: string;
let store: SqliteEventStore;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-bookings-'));
  store = SqliteEventStore.open({ file: join(directory, 'events.db') });
});

afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

class CountingIndex extends FactsIndex {
  fromBytes = 0;

  override applyBooking(booking: IndexedBooking): void {
    this.fromBytes += 1;
    super.applyBooking(booking);
  }
}

const name = fc.oneof(
  { arbitrary: fc.constantFrom('c1', 'c2', 'c12', 'plan'), weight: 8 },
  fc.constantFrom('Müller & Söhne', '𝄞', 'with "quotes"', 'a\\b'),
  fc.string({ minLength: 1 }),
);
const worth = fc.oneof(
  { arbitrary: fc.constantFrom('12.50', '-0.01', '1234567.89', '0.00'), weight: 6 },
  fc.constantFrom('5', '-7.5', '99999999999.99', '-99999999999', '0', '007.10'),
);
const inUsd = worth.map((amount) => ({ amount, currency: 'USD' }));
const converted = worth.map((usdAmount) => ({
  ...{ amount: '1', currency: 'EUR', usdPerUnit: '1.5', usdAmount },
}));
const booking = fc.record({
  customerId: name,
  product: name,
  revenueType: fc.constantFrom('net-new', 'recurring'),
  worth: fc.oneof({ arbitrary: inUsd, weight: 4 }, converted),
  day: fc.integer({ min: 7_305, max: 47_846 }).map(formatDay),
});
/** What comes of a booking on its way into the log. */
const told = fc.record({
  source: fc.oneof({ arbitrary: fc.constant('/billing'), weight: 6 }, name),
  extra: fc.oneof(
    { arbitrary: fc.constant({}), weight: 8 },
    fc.constantFrom(
      { time: '2026-01-01T00:00:00Z' },
      { opensRequest: true as const },
      { rate: { publishedOn: '2026-01-02' } },
    ),
  ),
  ms: fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, fc.nat({ max: 100_000_000 })),
  respelled: fc.oneof(
    { arbitrary: fc.constant('no'), weight: 12 },
    fc.constantFrom('data', 'type'),
  ),
});

type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

/** The event of a fact; one in some is of a type of others, or has its JSON spelled in another way. */
function eventOf(fact: object, recordedAt: number, { extra, respelled }: Told): NewEvent {
  const recording = { recordedAt, recordedBy: 'key-1', ...extra };
  const event = encodeFact({ ...fact, ...extra } as Fact, recording, uuidV7());
  if (respelled === 'type') return { ...event, type: 'RevenueForeseen' };
  if (respelled === 'data') return { ...event, data: event.data.replace(':', ' : ') };
  return event;
}

let organizations = 0;

const streams = fc.array(
  fc.tuple(booking, told, fc.constantFrom('booking', 'booking', 'booking', 'booking', 'mark')),
  { minLength: 1, maxLength: 120 },
);

function eventsOf(stream: typeof streams extends fc.Arbitrary<infer T> ? T : never): NewEvent[] {
  const organizationId = `o-${organizations}`;
  let recordedAt = Date.UTC(2026, 0, 1);
  return stream.map(([{ worth: paid, day, ...rest }, said, kind], at) => {
    recordedAt += said.ms;
    const bookingData = { organizationId, bookingId: `b${at}`, ...rest, ...paid, bookedOn: day };
    const mark = { organizationId, customerId: rest.customerId, effectiveOn: day };
    const isMark = kind === 'mark';
    const type = isMark ? 'PartnerOfRecordAssociated' : 'RevenueBooked';
    const data = isMark ? mark : bookingData;
    return eventOf({ type, source: said.source, id: `id ${at}`, data }, recordedAt, said);
  });
}

async function folded<T extends FactsIndex>(
  from: SqliteEventStore | InMemoryEventStore,
  index: T,
): Promise<T> {
  await caughtUpBy(from, `o-${organizations}`, index, (fact) => {
    index.apply(fact);
  });
  return index;
}

test('an index from the bytes of a stream is the one from its facts', async () => {
  const shares = new Shares();
  await checkAsync(
    fc.asyncProperty(streams, async (said) => {
      organizations += 1;
      const events = eventsOf(said);
      const inMemory = new InMemoryEventStore();
      const stream = streamOfOrganization(`o-${organizations}`);
      await store.append(stream, 'no-stream', events);
      await inMemory.append(stream, 'no-stream', events);
      const index = await folded(store, new CountingIndex());
      const expected = await folded(inMemory, new FactsIndex());
      expect(Buffer.from(encodeIndex(index)).equals(Buffer.from(encodeIndex(expected)))).toBe(true);
      const isMost = index.fromBytes > events.length / 3;
      shares.saw({ 'mostly from bytes': isMost, 'some from bytes': index.fromBytes > 0 });
    }),
    150,
  );
  const report = shares.report();
  expect(report['mostly from bytes']).toBeGreaterThan(0.15);
  expect(report['some from bytes']).toBeGreaterThan(0.4);
});

test('what is known at the head goes along with further facts', async () => {
  organizations += 1;
  const stream = streamOfOrganization(`o-${organizations}`);
  const said = fc.sample(streams, { numRuns: 1, seed: 1 })[0] ?? [];
  const events = eventsOf(said);
  await store.append(stream, 'no-stream', events.slice(0, 1));
  const index = await folded(store, new CountingIndex());
  if (index.revision === -1) throw new Error('the sample begins with a fact');
  index.knownAt();
  await store.append(stream, 0, events.slice(1));
  await folded(store, index);
  expect(index.hasHead).toBe(true);
  expect(index.fromBytes).toBe(0);
});
