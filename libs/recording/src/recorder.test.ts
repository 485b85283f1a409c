import { describe, expect, test } from '@jest/globals';
import type { Fact, PersonalData, RecordedFact } from '@app/domain';
import {
  type AppendResult,
  type EventStore,
  InMemoryEventStore,
  OutcomeUnknown,
  StoreUnavailable,
} from '@app/event-store';
import { readFacts, Recorder, streamOfOrganization } from './index.js';

const enrolment = (organizationId: string): Fact => ({
  type: 'OrganizationEnrolled',
  source: 'hr',
  id: `enrol ${organizationId}`,
  data: { organizationId, name: organizationId, market: 'developed', effectiveOn: '2017-01-01' },
});

const booking = (organizationId: string, n: number, changes: object = {}): Fact => ({
  type: 'RevenueBooked',
  source: 'billing',
  id: `b-${n}`,
  data: {
    organizationId,
    bookingId: `b-${n}`,
    customerId: 'c-1',
    product: 'crm-online',
    revenueType: 'net-new',
    amount: '10.00',
    currency: 'USD',
    bookedOn: '2017-06-01',
    ...changes,
  },
});

const rate = (id: string, usdPerUnit: string): Fact => ({
  type: 'ExchangeRatePublished',
  source: 'bank',
  id,
  data: { currency: 'EUR', usdPerUnit, publishedOn: '2017-05-31' },
});

const by = { recordedBy: 'test' };

function recorderOn(store: EventStore, clock: () => number = () => 1_000) {
  const kept: PersonalData[] = [];
  const recorder = new Recorder({
    store,
    clock,
    pause: () => Promise.resolve(),
    keepPersonalData: (rows) => {
      kept.push(...rows);
      return Promise.resolve();
    },
  });
  return { recorder, kept };
}

const allOf = (store: EventStore, organizationId = 'contoso') =>
  readFacts(store, organizationId, { after: -1, limit: 10_000 });

/** A store whose appends go through `wrap` on their way to a real one. */
function storeWith(
  inner: InMemoryEventStore,
  wrap: (append: () => Promise<AppendResult>, call: number) => Promise<AppendResult>,
): EventStore {
  let calls = 0;
  return {
    append: (...append) => wrap(() => inner.append(...append), (calls += 1)),
    read: (...read) => inner.read(...read),
    head: (stream) => inner.head(stream),
    subscribe: (options) => inner.subscribe(options),
    close: () => inner.close(),
  };
}

describe('recording', () => {
  test('answers each fact in order, across organizations', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store);
    const outcomes = await recorder.record(
      [enrolment('a'), booking('b', 1), enrolment('b'), booking('a', 1), booking('a', 1)],
      by,
    );
    expect(outcomes).toMatchObject([
      { status: 'accepted', organizationId: 'a', revision: 0 },
      { status: 'rejected', code: 'organization-unknown' },
      { status: 'accepted', organizationId: 'b', revision: 0 },
      { status: 'accepted', organizationId: 'a', revision: 1 },
      { status: 'duplicate', revision: 1, retracted: false },
    ]);
  });

  test('converts at the rates that came before, in the same request too', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store);
    const inEuro = { currency: 'EUR' };
    const outcomes = await recorder.record(
      [
        enrolment('contoso'),
        booking('contoso', 1, inEuro),
        rate('r-1', '1.1'),
        booking('contoso', 2, inEuro),
        rate('r-2', '1.2'),
        booking('contoso', 3, inEuro),
      ],
      by,
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'accepted',
      'rejected',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
    const recorded = (await allOf(store)).slice(1);
    expect(recorded).toMatchObject([
      { data: { usdPerUnit: '1.1', usdAmount: '11.00' }, rate: { publishedOn: '2017-05-31' } },
      { data: { usdPerUnit: '1.2', usdAmount: '12.00' }, rate: { publishedOn: '2017-05-31' } },
    ]);
    const again = await recorder.record([booking('contoso', 2, inEuro)], by);
    expect(again).toEqual([{ status: 'duplicate', revision: 1, retracted: false }]);
  });

  test('never lets recordedAt decrease, whatever the clock does', async () => {
    const store = new InMemoryEventStore();
    let now = 5_000;
    const { recorder } = recorderOn(store, () => now);
    await recorder.record([enrolment('contoso')], by);
    now = 1_000;
    await recorder.record([booking('contoso', 1)], by);
    const later = recorderOn(store, () => 2_000).recorder;
    await later.record([booking('contoso', 2)], by);
    now = 9_000;
    expect((await allOf(store)).map(({ recordedAt }) => recordedAt)).toEqual([5_000, 5_000, 5_000]);
  });

  test('keeps names apart from what is recorded, and not those of duplicates', async () => {
    const store = new InMemoryEventStore();
    const { recorder, kept } = recorderOn(store);
    const joined = (id: string, name: string): Fact => ({
      type: 'IndividualJoined',
      source: 'hr',
      id,
      data: { organizationId: 'contoso', individualId: 'p1', effectiveOn: '2017-01-01', name },
    });
    await recorder.record([enrolment('contoso'), joined('j-1', 'A Name')], by);
    await recorder.record([joined('j-2', 'Another Name')], by);
    expect(kept).toEqual([{ organizationId: 'contoso', individualId: 'p1', name: 'A Name' }]);
    const head = await store.head(streamOfOrganization('contoso'));
    expect(`${head?.data} ${head?.metadata}`).not.toContain('Name');
  });

  test('of many submissions at once is in some order and complete', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store);
    await recorder.record([enrolment('contoso')], by);
    const submissions = Array.from({ length: 50 }, (_, submission) =>
      Array.from({ length: 90 }, (_, place) => booking('contoso', submission * 90 + place)),
    );
    const answers = await Promise.all(submissions.map((facts) => recorder.record(facts, by)));
    expect(answers.flat().every(({ status }) => status === 'accepted')).toBe(true);
    const facts = await allOf(store);
    expect(facts.map(({ revision }) => revision)).toEqual(facts.map((_, place) => place));
    expect(new Set(facts.map(({ id }) => id)).size).toBe(4_501);
  });

  test('in two processes at once settles by the expected revision', async () => {
    const store = new InMemoryEventStore();
    const one = recorderOn(store).recorder;
    const two = recorderOn(store).recorder;
    await one.record([enrolment('contoso')], by);
    await two.record([booking('contoso', 0)], by);
    const sends = Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? one : two).record([booking('contoso', n)], by),
    );
    const outcomes = (await Promise.all(sends)).flat();
    expect(outcomes.map(({ status }) => status)).toEqual(
      outcomes.map((_, n) => (n === 0 ? 'duplicate' : 'accepted')),
    );
    expect(await allOf(store)).toHaveLength(41);
  });
});

describe('a recorder on a store that takes few appends at once', () => {
  test('keeps to their number, and joins the facts of a stream that wait meanwhile', async () => {
    const inner = new InMemoryEventStore();
    let underWay = 0;
    let mostUnderWay = 0;
    let appends = 0;
    const store: EventStore = {
      ...storeWith(inner, async (append, call) => {
        appends = call;
        underWay += 1;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        if (call === 5) throw new StoreUnavailable('gone');
        return await append();
      }),
      appendsAtOnce: 2,
    };
    const { recorder } = recorderOn(store);
    const organizations = ['a', 'b', 'c', 'd'];
    await Promise.all(organizations.map((id) => recorder.record([enrolment(id)], by)));
    const sent = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        recorder.record([booking(organizations[n % 4] ?? '', n)], by),
      ),
    );
    expect(mostUnderWay).toBe(2);
    expect(appends).toBeLessThanOrEqual(4 + 2 * 4);
    const lost = sent.filter(({ status }) => status === 'rejected').length;
    expect(lost).toBeGreaterThan(0);
    const kept = await Promise.all(organizations.map((id) => allOf(inner, id)));
    expect(kept.flat()).toHaveLength(4 + 40 - lost);
  });
});

describe('what a recorder hands over', () => {
  test('is what was stored, as the stream reads back', async () => {
    const inner = new InMemoryEventStore();
    const store = storeWith(inner, async (append, call) => {
      if (call === 3) throw new StoreUnavailable('gone');
      const result = await append();
      if (call === 4) throw new OutcomeUnknown('the answer was lost');
      return result;
    });
    const handedOver: [string, RecordedFact][] = [];
    const recorder = new Recorder({
      store,
      pause: () => Promise.resolve(),
      keepPersonalData: () => Promise.resolve(),
      onRecorded: (organizationId, facts) => {
        handedOver.push(...facts.map((fact): [string, RecordedFact] => [organizationId, fact]));
      },
    });
    const joined: Fact = {
      type: 'IndividualJoined',
      source: 'hr',
      id: 'j-1',
      time: '2018-01-01T00:00:00Z',
      data: {
        ...{ organizationId: 'contoso', individualId: 'p1', effectiveOn: '2017-01-01' },
        ...{ name: 'A Name', email: 'a@example.com' },
      },
    };
    const inEuro = booking('contoso', 1, { currency: 'EUR', amount: '10' });
    const sent = [rate('r-1', '1.1'), enrolment('contoso'), joined, inEuro, inEuro];
    await recorder.record(sent, by);
    await expect(recorder.record([booking('contoso', 2)], by)).rejects.toThrow(StoreUnavailable);
    await recorder.record([booking('contoso', 2), booking('contoso', 3)], by);
    const stored = (await allOf(inner)).map((fact): [string, RecordedFact] => ['contoso', fact]);
    expect(stored).toHaveLength(5);
    expect(handedOver).toEqual(stored);
  });
});

describe('a writer that another one has overtaken', () => {
  test('does not take the other’s fact of the same id for its own', async () => {
    const store = new InMemoryEventStore();
    const one = recorderOn(store).recorder;
    const two = recorderOn(store).recorder;
    await one.record([enrolment('contoso')], by);
    await two.record([booking('contoso', 1)], by);
    expect(await one.record([booking('contoso', 1, { amount: '20.00' })], by)).toMatchObject([
      { status: 'rejected', code: 'id-reused' },
    ]);
  });
});

describe('recording together', () => {
  test('records all or nothing', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store);
    const refused = await recorder.recordAtomically(
      [enrolment('contoso'), booking('contoso', 1), booking('contoso', 2, { currency: 'EUR' })],
      by,
    );
    expect(refused).toMatchObject({ recorded: false, tooLarge: false });
    expect(refused.outcomes[2]).toMatchObject({ code: 'exchange-rate-missing' });
    expect(await allOf(store)).toEqual([]);
    const facts = [enrolment('contoso'), booking('contoso', 1), booking('contoso', 1)];
    const { recorded, outcomes } = await recorder.recordAtomically(facts, by);
    expect(recorded).toBe(true);
    expect(outcomes.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'duplicate']);
  });

  test('refuses what does not fit into one append', async () => {
    const { recorder } = recorderOn(new InMemoryEventStore());
    const many = Array.from({ length: 4_000 }, (_, n) => booking('contoso', n));
    const answer = await recorder.recordAtomically([enrolment('contoso'), ...many], by);
    expect(answer).toMatchObject({ recorded: false, tooLarge: true });
  });
});

describe('an append of unknown outcome', () => {
  test('that was stored is found stored when it is said again', async () => {
    const inner = new InMemoryEventStore();
    const { recorder } = recorderOn(
      storeWith(inner, async (append, call) => {
        const result = await append();
        if (call === 2) throw new OutcomeUnknown('the answer was lost');
        return result;
      }),
    );
    await recorder.record([enrolment('contoso')], by);
    const outcomes = await recorder.record([booking('contoso', 1)], by);
    expect(outcomes).toMatchObject([{ status: 'accepted', revision: 1 }]);
    expect(await allOf(inner)).toHaveLength(2);
  });

  test('that was not stored is stored when it is said again', async () => {
    const inner = new InMemoryEventStore();
    const { recorder } = recorderOn(
      storeWith(inner, async (append, call) => {
        if (call === 1) throw new OutcomeUnknown('nobody knows');
        return await append();
      }),
    );
    expect(await recorder.record([enrolment('contoso')], by)).toMatchObject([{ revision: 0 }]);
    expect(await allOf(inner)).toHaveLength(1);
  });

  test('that stays unknown is the caller’s to send again, and is then a duplicate', async () => {
    const inner = new InMemoryEventStore();
    let broken = true;
    const { recorder } = recorderOn(
      storeWith(inner, async (append) => {
        const result = await append();
        if (broken) throw new OutcomeUnknown('the answer was lost');
        return result;
      }),
    );
    await expect(recorder.record([enrolment('contoso')], by)).rejects.toThrow(OutcomeUnknown);
    broken = false;
    expect(await recorder.record([enrolment('contoso')], by)).toMatchObject([
      { status: 'duplicate', revision: 0 },
    ]);
    expect(await allOf(inner)).toHaveLength(1);
  });

  test('stays unknown while the store cannot be reached, and is settled when it can', async () => {
    for (const [reachableFrom, expected] of [
      [4, { status: 'accepted', revision: 0 }],
      [Infinity, OutcomeUnknown],
    ] as const) {
      const inner = new InMemoryEventStore();
      const { recorder } = recorderOn(
        storeWith(inner, async (append, call) => {
          if (call > 1 && call < reachableFrom) throw new StoreUnavailable('nothing was stored');
          const result = await append();
          if (call === 1) throw new OutcomeUnknown('the answer was lost');
          return result;
        }),
      );
      const recorded = recorder.record([enrolment('contoso')], by);
      if (expected === OutcomeUnknown) await expect(recorded).rejects.toThrow(expected);
      else expect(await recorded).toMatchObject([expected]);
      expect(await allOf(inner)).toHaveLength(1);
    }
  });

  test('does not hide a bug that comes behind it', async () => {
    const unknown = new OutcomeUnknown('the answer was lost');
    const bug = new TypeError('no such property');
    const { recorder } = recorderOn(
      storeWith(new InMemoryEventStore(), (_append, call) => {
        throw call === 1 ? unknown : bug;
      }),
    );
    await expect(recorder.record([enrolment('contoso')], by)).rejects.toBe(bug);
    expect(bug.cause).toBe(unknown);
  });

  test('is no reason to believe what a failed append would have said', async () => {
    const inner = new InMemoryEventStore();
    const { recorder } = recorderOn(
      storeWith(inner, async (append, call) => {
        if (call === 2) throw new StoreUnavailable('gone');
        return await append();
      }),
    );
    await recorder.record([enrolment('contoso')], by);
    await expect(recorder.record([booking('contoso', 1)], by)).rejects.toThrow(StoreUnavailable);
    expect(await recorder.record([booking('contoso', 1)], by)).toMatchObject([
      { status: 'accepted', revision: 1 },
    ]);
  });
});

describe('a recorder that keeps few states', () => {
  test('keeps the one it needs, however large, and reads no stream twice for it', async () => {
    const inner = new InMemoryEventStore();
    let reads = 0;
    const store: EventStore = {
      ...storeWith(inner, (append) => append()),
      read: (...read) => {
        reads += 1;
        return inner.read(...read);
      },
    };
    const recorder = new Recorder({
      store,
      maxCachedFacts: 2,
      keepPersonalData: () => Promise.resolve(),
    });
    await recorder.record([enrolment('contoso'), booking('contoso', 1), booking('contoso', 2)], by);
    await recorder.record([booking('contoso', 3)], by);
    await recorder.record([booking('contoso', 4)], by);
    expect(reads).toBe(1);
    await recorder.record([enrolment('other')], by);
    await recorder.record([booking('contoso', 5)], by);
    expect(reads).toBe(3);
    expect(await allOf(inner)).toHaveLength(6);
  });
});
