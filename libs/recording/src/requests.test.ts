import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '@app/domain';
import { InMemoryEventStore, StoreUnavailable } from '@app/event-store';
import { readFacts, Recorder, streamOfOrganization, toCloudEvent } from './index.js';

const enrolment: Fact = {
  type: 'OrganizationEnrolled',
  source: 'hr',
  id: 'enrol',
  data: {
    organizationId: 'contoso',
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2017-01-01',
  },
};

const rate: Fact = {
  type: 'ExchangeRatePublished',
  source: 'bank',
  id: 'rate',
  data: { currency: 'EUR', usdPerUnit: '1.1', publishedOn: '2017-05-31' },
};

const joined = (individualId: string): Fact => ({
  type: 'IndividualJoined',
  source: 'hr',
  id: `joined ${individualId}`,
  data: { organizationId: 'contoso', individualId, effectiveOn: '2017-01-01' },
});

const by = { recordedBy: 'test' };

function scene() {
  const store = new InMemoryEventStore();
  const recorder = new Recorder({ store, keepPersonalData: () => Promise.resolve() });
  const ended: string[] = [];
  recorder.requests.onEnded((organizationIds) => ended.push(...organizationIds));
  const facts = () => readFacts(store, 'contoso', { after: -1, limit: 10_000 });
  return {
    store,
    recorder,
    ended,
    facts,
    /** The revisions that begin a request. */
    opening: async () =>
      (await facts())
        .filter(({ opensRequest }) => opensRequest === true)
        .map(({ revision }) => revision),
  };
}

describe('where a request begins', () => {
  test('is written with its first fact, and shown to nobody', async () => {
    const { recorder, opening, facts } = scene();
    await recorder.record([enrolment, joined('a')], by);
    await recorder.record([joined('b')], by);
    await recorder.recordAtomically([joined('c'), joined('d')], by);
    expect(await opening()).toEqual([0, 2, 3]);
    expect(JSON.stringify((await facts()).map(toCloudEvent))).not.toContain('opensRequest');
  });

  test('is its first fact that is new', async () => {
    const { recorder, opening } = scene();
    await recorder.record([enrolment, joined('a')], by);
    await recorder.record([joined('a'), joined('b'), joined('c')], by);
    expect(await opening()).toEqual([0, 2]);
  });

  test('is told of many that are appended at once', async () => {
    const { recorder, opening } = scene();
    await recorder.record([enrolment], by);
    await Promise.all([
      recorder.record([joined('a'), joined('b')], by),
      recorder.record([joined('c')], by),
      recorder.record([joined('d'), joined('e')], by),
    ]);
    expect(await opening()).toEqual([0, 1, 3, 4]);
  });

  test('is one for pages that are recorded one after another, and for facts around a rate', async () => {
    const { recorder, opening } = scene();
    const request = recorder.begin();
    await recorder.record([enrolment, joined('a')], { ...by, request });
    await recorder.record([joined('b')], { ...by, request });
    request.end();
    await recorder.record([joined('c'), rate, joined('d')], by);
    await recorder.record([joined('e')], by);
    expect(await opening()).toEqual([0, 3, 5]);
  });

  test('is not told while another is in the middle of its facts', async () => {
    const { recorder, opening } = scene();
    const request = recorder.begin();
    await recorder.record([enrolment], { ...by, request });
    await recorder.record([joined('a')], by);
    await recorder.record([joined('b')], { ...by, request });
    request.end();
    await recorder.record([joined('c')], by);
    expect(await opening()).toEqual([0, 3]);
  });
});

describe('an onlooker of a stream', () => {
  const stream = streamOfOrganization('contoso');

  test('is not quiet while a request is under way, nor when one came meanwhile', async () => {
    const { recorder, ended } = scene();
    const before = recorder.requests.onlookerOf(stream);
    expect(before.isQuiet).toBe(true);
    const request = recorder.begin();
    await recorder.record([enrolment], { ...by, request });
    const during = recorder.requests.onlookerOf(stream);
    expect([before.isQuiet, during.isQuiet]).toEqual([false, false]);
    expect(ended).toEqual([]);
    request.end();
    expect(ended).toEqual(['contoso']);
    expect([before.isQuiet, during.isQuiet]).toEqual([false, false]);
    expect(recorder.requests.onlookerOf(stream).isQuiet).toBe(true);
    before.leave();
    during.leave();
  });

  test('is quiet while single facts are recorded: each is there or not', async () => {
    const { recorder } = scene();
    const onlooker = recorder.requests.onlookerOf(stream);
    await recorder.record([enrolment], by);
    await recorder.record([joined('a')], by);
    expect(onlooker.isQuiet).toBe(true);
    await recorder.record([joined('b'), joined('c')], by);
    expect(onlooker.isQuiet).toBe(false);
  });

  test('hears of the end of a request that failed', async () => {
    const { recorder, ended, store } = scene();
    await recorder.record([enrolment], by);
    await store.close();
    await expect(recorder.record([joined('a'), joined('b')], by)).rejects.toThrow(StoreUnavailable);
    expect(ended).toEqual(['contoso']);
    expect(recorder.requests.onlookerOf(stream).isQuiet).toBe(true);
  });
});

test('a mark never stands between two facts of one request, however requests are mixed', async () => {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  console.info(`seed ${seed}`);
  // Of each request, how many facts its pages have.
  const requests = fc.array(
    fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  const property = fc.asyncProperty(fc.scheduler(), requests, async (scheduler, pagesOf) => {
    const { recorder, facts, opening } = scene();
    await recorder.record([enrolment], by);
    const sent = pagesOf.map(async (pages, number) => {
      const request = pages.length === 1 ? undefined : recorder.begin();
      const sender = request === undefined ? by : { ...by, request };
      for (const [page, count] of pages.entries()) {
        await scheduler.schedule(Promise.resolve());
        const ofPage = Array.from({ length: count }, (_, n) => joined(`${number}-${page}-${n}`));
        await recorder.record(ofPage, sender);
      }
      request?.end();
    });
    await scheduler.waitFor(Promise.all(sent));
    const marks = await opening();
    const owners = (await facts()).map(({ id }) => id.replace(/^joined (\d+)-.*/, '$1'));
    for (const mark of marks) {
      const before = new Set(owners.slice(0, mark));
      expect(owners.slice(mark).filter((owner) => before.has(owner))).toEqual([]);
    }
    if (pagesOf.some((pages) => pages.length > 1)) return;
    const ends = owners.flatMap((owner, place) => (owner === owners[place - 1] ? [] : [place]));
    expect(marks).toEqual(ends);
  });
  await fc.assert(property, { seed, numRuns: 200 });
});

describe('whoever looks on elsewhere', () => {
  function told() {
    const store = new InMemoryEventStore();
    const heads: (number | null)[] = [];
    const stream = streamOfOrganization('contoso');
    const recorder = new Recorder({
      store,
      keepPersonalData: () => Promise.resolve(),
      beforeMiddle: async () => {
        heads.push((await store.head(stream))?.revision ?? null);
      },
    });
    return { store, recorder, heads, stream };
  }

  test('is told nothing of what one append takes', async () => {
    const { recorder, heads } = told();
    await recorder.record([enrolment, joined('a'), joined('b')], by);
    await Promise.all(['c', 'd', 'e'].map((id) => recorder.record([joined(id)], by)));
    await recorder.recordAtomically([joined('f'), joined('g')], by);
    expect(heads).toEqual([]);
  });

  test('is told of a batch that is larger, before its first facts are stored', async () => {
    const { recorder, heads } = told();
    await recorder.record([enrolment], by);
    const many = Array.from({ length: 2_500 }, (_, place) => joined(`many-${place}`));
    await recorder.record(many, by);
    expect(heads).toEqual([0]);
  });

  test('is told of every page of a request whose end is not known', async () => {
    const { recorder, heads } = told();
    const request = recorder.begin();
    await recorder.record([enrolment], { ...by, request });
    await recorder.record([joined('a')], { ...by, request });
    request.end();
    await recorder.record([joined('b')], by);
    expect(heads).toEqual([null, 0]);
  });

  test('keeps facts from being recorded where it cannot be told', async () => {
    const store = new InMemoryEventStore();
    const recorder = new Recorder({
      store,
      keepPersonalData: () => Promise.resolve(),
      beforeMiddle: () => Promise.reject(new StoreUnavailable('the database is away')),
    });
    const request = recorder.begin();
    await expect(recorder.record([enrolment], { ...by, request })).rejects.toThrow('away');
    request.end();
    expect(await store.head(streamOfOrganization('contoso'))).toBeNull();
  });
});
