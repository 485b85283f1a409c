import { describe, expect, test } from '@jest/globals';
import {
  decodeDecisions,
  encodeDecisions,
  evolve,
  type Fact,
  initialOrganization,
} from '@app/domain';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import fc from 'fast-check';
import type { DecisionSnapshots } from './organization-deciders.js';
import { readFacts } from './read-facts.js';
import { Recorder } from './recorder.js';
import { streamOfOrganization } from './stored-fact.js';

const by = { recordedBy: 'test' };

const enrolment = (organizationId: string): Fact => ({
  type: 'OrganizationEnrolled',
  source: 'test',
  id: 'enrolment',
  data: { organizationId, name: 'A company', market: 'developed', effectiveOn: '2017-01-01' },
});

const booking = (organizationId: string, n: number, amount = '1.00'): Fact => ({
  type: 'RevenueBooked',
  source: 'test',
  id: `booking-${n}`,
  data: {
    ...{ organizationId, bookingId: `b${n}`, customerId: 'c', product: 'crm-online' },
    ...{ revenueType: 'net-new', amount, currency: 'USD', bookedOn: '2018-01-01' },
  },
});

/** Keeps the bytes, as a database does. */
class KeptBytes implements DecisionSnapshots {
  readonly saved: { organizationId: string; revision: number; bytes: Uint8Array }[] = [];

  async load(organizationId: string) {
    const last = this.saved.findLast((one) => one.organizationId === organizationId);
    return last === undefined ? null : decodeDecisions(last.bytes);
  }

  async save(organizationId: string, state: Parameters<DecisionSnapshots['save']>[1]) {
    const bytes = encodeDecisions(state);
    this.saved.push({ organizationId, revision: state.revision, bytes });
  }
}

/** A recorder as a process has it that was just started, and from where it reads. */
function started(store: EventStore, snapshots: DecisionSnapshots) {
  const from: number[] = [];
  const watched: EventStore = {
    append: (...append) => store.append(...append),
    head: (stream) => store.head(stream),
    subscribe: (options) => store.subscribe(options),
    close: () => store.close(),
    read: (stream, first = 0) => {
      if (stream === streamOfOrganization('contoso')) from.push(first);
      return store.read(stream, first);
    },
  };
  const recorder = new Recorder({
    store: watched,
    snapshots,
    factsPerSnapshot: 3,
    keepPersonalData: () => Promise.resolve(),
  });
  return { recorder, from };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the deciders of an organization', () => {
  test('begin with a snapshot, and read only what is behind it', async () => {
    const store = new InMemoryEventStore();
    const kept = new KeptBytes();
    const facts = [enrolment('contoso'), ...[1, 2, 3].map((n) => booking('contoso', n))];
    await started(store, kept).recorder.record(facts, by);
    await turn();
    expect(kept.saved.map(({ revision }) => revision)).toEqual([3]);
    await started(store, new KeptBytes()).recorder.record([booking('contoso', 4)], by);
    const { recorder, from } = started(store, kept);
    const sent = [booking('contoso', 2), booking('contoso', 3, '2.00'), booking('contoso', 4)];
    const outcomes = await recorder.record([...sent, booking('contoso', 5)], by);
    expect(outcomes).toMatchObject([
      { status: 'duplicate', revision: 2 },
      { status: 'rejected', code: 'id-reused' },
      { status: 'duplicate', revision: 4 },
      { status: 'accepted', revision: 5 },
    ]);
    expect(from).toEqual([3, 4]);
  });

  test('are kept at the end, too, where a large organization is not due for another snapshot yet', async () => {
    const store = new InMemoryEventStore();
    const kept = new KeptBytes();
    const numbers = Array.from({ length: 100 }, (_, n) => n);
    const { recorder } = started(store, kept);
    await recorder.record([enrolment('contoso'), ...numbers.map((n) => booking('contoso', n))], by);
    await recorder.record(
      [100, 101, 102].map((n) => booking('contoso', n)),
      by,
    );
    await turn();
    expect(kept.saved.map(({ revision }) => revision)).toEqual([100]);
    for (const end of [103, 103]) {
      await recorder.keepDecisions();
      expect(kept.saved.map(({ revision }) => revision)).toEqual([100, end]);
    }
    await recorder.record(
      [103, 104].map((n) => booking('contoso', n)),
      by,
    );
    await recorder.keepDecisions();
    expect(kept.saved).toHaveLength(2);
    const next = started(store, kept);
    const outcomes = await next.recorder.record([booking('contoso', 102)], by);
    expect(outcomes).toMatchObject([{ status: 'duplicate', revision: 103 }]);
    expect(next.from).toEqual([103, 104]);
  });

  test('trust no snapshot of a stream that is shorter or went another way', async () => {
    const kept = new KeptBytes();
    const facts = [enrolment('contoso'), ...[1, 2, 3].map((n) => booking('contoso', n))];
    await started(new InMemoryEventStore(), kept).recorder.record(facts, by);
    await turn();
    expect(kept.saved).toHaveLength(1);
    for (const restored of [
      [enrolment('contoso'), booking('contoso', 1)],
      [enrolment('contoso'), ...[4, 5, 6, 7].map((n) => booking('contoso', n))],
    ]) {
      const store = new InMemoryEventStore();
      await started(store, new KeptBytes()).recorder.record(restored, by);
      const [outcome] = await started(store, kept).recorder.record([booking('contoso', 2)], by);
      expect(outcome).toMatchObject({ status: 'accepted', revision: restored.length });
    }
  });

  test('let a bug through that comes with a snapshot: at once where it is read, with the next facts where it is saved', async () => {
    const store = new InMemoryEventStore();
    const kept = new KeptBytes();
    const facts = [enrolment('contoso'), ...[1, 2, 3].map((n) => booking('contoso', n))];
    const bug = () => Promise.reject(new TypeError('a bug'));
    const neverRead = started(store, { load: bug, save: bug }).recorder;
    await expect(neverRead.record(facts, by)).rejects.toThrow('a bug');
    expect(await store.head(streamOfOrganization('contoso'))).toBeNull();

    const { recorder } = started(store, { load: (id) => kept.load(id), save: bug });
    const recorded = await recorder.record(facts, by);
    expect(recorded.map(({ status }) => status)).toEqual(facts.map(() => 'accepted'));
    await turn();
    const further = [booking('contoso', 4)];
    await expect(recorder.record(further, by)).rejects.toThrow('a bug');
    expect(await recorder.record(further, by)).toMatchObject([{ status: 'accepted', revision: 4 }]);
  });

  test('keep what is on disk and nothing else, whatever is rejected or ran ahead', async () => {
    const amount = fc.constantFrom('1.00', '2.00', '0.001');
    const some = fc.array(fc.tuple(fc.nat(12), amount), { minLength: 1, maxLength: 6 });
    const submissions = fc.array(fc.tuple(some, fc.boolean()), { maxLength: 12 });
    let snapshots = 0;
    await checkAsync(submissions, async (sent) => {
      const store = new InMemoryEventStore();
      const kept = new KeptBytes();
      await started(store, kept).recorder.record([enrolment('contoso')], by);
      let { recorder } = started(store, kept);
      for (const [bookings, atomic] of sent) {
        const facts = bookings.map(([n, money]) => booking('contoso', n, money));
        if (atomic) await recorder.recordAtomically(facts, by);
        else await recorder.record(facts, by);
        if (bookings.length % 2 === 0) ({ recorder } = started(store, kept));
      }
      await turn();
      const stored = await readFacts(store, 'contoso', { after: -1, limit: 1_000 });
      snapshots += kept.saved.length;
      for (const { bytes, revision } of kept.saved) {
        const { key } = decodeDecisions(bytes)!.recorded.toContent(0);
        const folded = initialOrganization(key);
        for (const fact of stored.slice(0, revision + 1)) evolve(folded, fact);
        expect(encodeDecisions(folded)).toEqual(bytes);
      }
    });
    expect(snapshots).toBeGreaterThan(0);
  });
});

async function checkAsync<T>(
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
): Promise<void> {
  const property = fc.asyncProperty(arbitrary, holds);
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  console.info(`seed ${seed}`);
  await fc.assert(property, { seed, numRuns: 60 });
}
