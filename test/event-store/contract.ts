import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventPlace,
  type EventStore,
  placesIn,
  type StoredEvent,
  StoreUnavailable,
  type StreamListing,
} from '@app/event-store';
import { event, events, fill, idsOf, numberOf, readAll } from './events.js';
import { appendsFollowTheModel } from './model.js';

/** A store to be held against the contract, and how to be rid of it. It may share its log with earlier tests. */
export interface StoreUnderTest {
  readonly store: EventStore & StreamListing;
  readonly dispose: () => Promise<void>;
}

/** What every event store keeps to. `open` is called once for each test. */
export function eventStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of an event store`, () => {
    let store: EventStore & StreamListing;
    let dispose: () => Promise<void>;
    /** Begins the name of every stream of one test. */
    let scope: string;

    beforeEach(async () => {
      ({ store, dispose } = await open());
      scope = `contract-${randomUUID()}-`;
    });

    afterEach(() => dispose());

    /** Takes pages of the scope's events until `count` have come, or for as long as `quietMs` brings none. */
    async function subscribed(
      count: number,
      options: { after?: string | null; prefixes?: string[] } = {},
    ): Promise<StoredEvent[]> {
      const abort = new AbortController();
      const seen: StoredEvent[] = [];
      for await (const page of store.subscribe({
        after: options.after ?? null,
        streamPrefixes: options.prefixes ?? [scope],
        signal: abort.signal,
      })) {
        seen.push(...page);
        if (seen.length >= count) abort.abort();
      }
      return seen;
    }

    describe('an append', () => {
      it('to a stream that does not exist makes it, from revision 0 on', async () => {
        const stream = `${scope}a`;
        const appended = events(3);
        expect(await store.append(stream, 'no-stream', appended)).toEqual({
          outcome: 'stored',
          revision: 2,
        });
        const stored = await readAll(store, stream);
        expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2]);
        expect(stored.map(({ position: _, revision: __, ...rest }) => rest)).toEqual(
          appended.map((each) => ({ ...each, stream })),
        );
      });

      it('behind the expected revision goes on without a gap', async () => {
        const stream = `${scope}a`;
        await store.append(stream, 'no-stream', events(2));
        expect(await store.append(stream, 1, events(2, 2))).toEqual({
          outcome: 'stored',
          revision: 3,
        });
        expect((await readAll(store, stream)).map(numberOf)).toEqual([0, 1, 2, 3]);
      });

      it.each([
        ['no-stream on a stream that exists', 2, 'no-stream', 1],
        ['a revision before the last', 2, 0, 1],
        ['a revision behind the last', 2, 2, 1],
        ['a revision of a stream that does not exist', 0, 0, null],
      ] as const)(
        'that expects %s is a conflict and leaves nothing',
        async (_, before, expected, actual) => {
          const stream = `${scope}a`;
          if (before > 0) await store.append(stream, 'no-stream', events(before));
          expect(await store.append(stream, expected, events(3))).toEqual({
            outcome: 'conflict',
            actual,
          });
          expect(await readAll(store, stream)).toHaveLength(before);
        },
      );

      it('of which many expect the same revision is stored once, and the others are in conflict', async () => {
        const stream = `${scope}a`;
        await store.append(stream, 'no-stream', [event()]);
        const rivals = Array.from({ length: 20 }, (_, index) => events(2, index * 2));
        const results = await Promise.all(rivals.map((rival) => store.append(stream, 0, rival)));
        const winners = rivals.filter((_, index) => results[index]?.outcome === 'stored');
        expect(winners).toHaveLength(1);
        const stored = await readAll(store, stream);
        expect(idsOf(stored.slice(1))).toEqual(idsOf(winners[0]!));
      });

      it('to many streams at once is stored in each', async () => {
        const streams = Array.from({ length: 50 }, (_, index) => `${scope}${index}`);
        await Promise.all(streams.map((stream) => store.append(stream, 'no-stream', events(3))));
        for (const stream of streams) {
          const stored = await readAll(store, stream);
          expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2]);
        }
      });

      it('in conflict leaves those made together with it alone', async () => {
        const stream = `${scope}a`;
        const results = await Promise.all([
          store.append(stream, 'no-stream', [event(0)]),
          store.append(`${scope}b`, 5, [event()]),
          store.append(`${scope}c`, 'no-stream', [event()]),
        ]);
        expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'conflict', 'stored']);
      });

      it.each([
        ['no events', 'no-stream', []],
        ['a negative revision', -1, [event()]],
        ['an id that is no UUID', 'no-stream', [{ ...event(), eventId: 'one' }]],
        ['half a surrogate pair', 'no-stream', [{ ...event(), data: '{"a":"\ud800"}' }]],
      ] as const)('of %s is a bug of the caller', async (_, expected, wrong) => {
        await expect(store.append(`${scope}a`, expected, wrong)).rejects.toThrow();
      });
    });

    describe('a repeated append', () => {
      it('is answered as it was the first time, and stores nothing', async () => {
        const stream = `${scope}a`;
        const appended = events(3);
        await store.append(stream, 'no-stream', appended);
        expect(await store.append(stream, 'no-stream', appended)).toEqual({
          outcome: 'stored',
          revision: 2,
        });
        expect(await readAll(store, stream)).toHaveLength(3);
      });

      it('is recognised however much came behind it', async () => {
        const stream = `${scope}a`;
        const appended = events(2);
        await store.append(stream, 'no-stream', [event()]);
        await store.append(stream, 0, appended);
        await store.append(stream, 2, events(600));
        expect(await store.append(stream, 0, appended)).toEqual({ outcome: 'stored', revision: 2 });
        expect(await readAll(store, stream)).toHaveLength(603);
      });

      it('is recognised while the first is under way', async () => {
        const stream = `${scope}a`;
        const appended = events(2);
        const results = await Promise.all([
          store.append(stream, 'no-stream', appended),
          store.append(stream, 'no-stream', appended),
        ]);
        expect(results).toEqual([
          { outcome: 'stored', revision: 1 },
          { outcome: 'stored', revision: 1 },
        ]);
        expect(await readAll(store, stream)).toHaveLength(2);
      });

      it('with more events, at another place or with another id is another append, so a conflict', async () => {
        const stream = `${scope}a`;
        const [first, second, third] = events(3) as [ReturnType<typeof event>, never, never];
        await store.append(stream, 'no-stream', [first, second]);
        for (const [expected, other] of [
          ['no-stream', [first, second, third]],
          ['no-stream', [first, third]],
          ['no-stream', [second, first]],
          ['no-stream', [second]],
          [0, [third]],
          [0, [second, third]],
        ] as const) {
          expect(await store.append(stream, expected, other)).toEqual({
            outcome: 'conflict',
            actual: 1,
          });
        }
        expect(await readAll(store, stream)).toHaveLength(2);
      });

      it('of its first events alone is stored already', async () => {
        const stream = `${scope}a`;
        const appended = events(3);
        await store.append(stream, 'no-stream', appended);
        expect(await store.append(stream, 'no-stream', appended.slice(0, 2))).toEqual({
          outcome: 'stored',
          revision: 1,
        });
        expect(await readAll(store, stream)).toHaveLength(3);
      });
    });

    it(
      'answers any sequence of appends as the model does',
      () => appendsFollowTheModel(store),
      60_000,
    );

    describe('a read', () => {
      it('of a stream without events gives no page, and no head', async () => {
        expect(await readAll(store, `${scope}none`)).toEqual([]);
        expect(await store.head(`${scope}none`)).toBeNull();
      });

      it('of thousands comes in pages, in order and complete', async () => {
        const stream = `${scope}a`;
        const all = events(4_321);
        await fill(store, stream, all);
        const sizes: number[] = [];
        const seen: string[] = [];
        for await (const page of store.read(stream)) {
          sizes.push(page.length);
          seen.push(...idsOf(page));
        }
        expect(seen).toEqual(idsOf(all));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      });

      it.each([
        [0, 5],
        [3, 2],
        [4, 1],
        [5, 0],
        [99, 0],
      ])('from revision %i of five gives the last %i', async (from, count) => {
        const stream = `${scope}a`;
        await store.append(stream, 'no-stream', events(5));
        const read = await readAll(store, stream, from);
        expect(read.map(numberOf)).toEqual([0, 1, 2, 3, 4].slice(5 - count));
      });

      it('sees what was appended while it was under way', async () => {
        const stream = `${scope}a`;
        await fill(store, stream, events(1_500));
        let seen = 0;
        for await (const page of store.read(stream)) {
          if (seen === 0) await store.append(stream, 1_499, events(1));
          seen += page.length;
        }
        expect(seen).toBe(1_501);
      });

      it('of the head gives the last event', async () => {
        const stream = `${scope}a`;
        await store.append(stream, 'no-stream', events(3));
        const all = await readAll(store, stream);
        expect(await store.head(stream)).toEqual(all[2]);
      });

      it.each([
        [
          'letters of many scripts',
          { name: 'Ærøskøbing – 日本語 – עברית – 🏅', 'clé é': 'e\u0301' },
        ],
        ['characters that need escapes', { text: '"\\/\b\f\n\r\t\u0000\u001f\u2028\u2029\ud800' }],
        ['numbers', { small: 0.1, large: 9_007_199_254_740_991, tiny: 1e-300, none: -1.5 }],
        [
          'no fields, and deep ones',
          { empty: {}, list: [[], [[]], null, true, { a: [{ b: '' }] }] },
        ],
        ['64 kB', { text: 'ß'.repeat(16_000), more: 'x'.repeat(33_000) }],
      ])('gives %s back character for character', async (_, value) => {
        const stream = `${scope}a`;
        const text = JSON.stringify(value);
        await store.append(stream, 'no-stream', [{ ...event(), data: text, metadata: text }]);
        const [stored] = await readAll(store, stream);
        expect(stored?.data).toBe(text);
        expect(stored?.metadata).toBe(text);
      });
    });

    describe('a subscription', () => {
      it('from the beginning gives all there is, in the order of the log', async () => {
        await store.append(`${scope}a`, 'no-stream', events(2, 0));
        await store.append(`${scope}b`, 'no-stream', events(2, 2));
        await store.append(`${scope}a`, 1, events(2, 4));
        const seen = await subscribed(6);
        expect(seen.map(numberOf)).toEqual([0, 1, 2, 3, 4, 5]);
        expect(
          seen.map(({ stream, revision }) => `${stream.slice(scope.length)}${revision}`),
        ).toEqual(['a0', 'a1', 'b0', 'b1', 'a2', 'a3']);
      });

      it('gives thousands, then what comes later', async () => {
        await fill(store, `${scope}a`, events(2_500));
        const seen = subscribed(2_510);
        await pause(50);
        for (let number = 2_500; number < 2_510; number += 1) {
          await store.append(`${scope}a`, number - 1, [event(number)]);
        }
        expect((await seen).map(numberOf)).toEqual(Array.from({ length: 2_510 }, (_, n) => n));
      });

      it('that begins on an empty log waits for the first event', async () => {
        const seen = subscribed(1);
        await pause(50);
        await store.append(`${scope}a`, 'no-stream', [event(7)]);
        expect((await seen).map(numberOf)).toEqual([7]);
      });

      it('resumed behind any position gives exactly the rest', async () => {
        await store.append(`${scope}a`, 'no-stream', events(3, 0));
        await store.append(`${scope}b`, 'no-stream', events(3, 3));
        const all = await subscribed(6);
        for (const [index, { position }] of all.slice(0, -1).entries()) {
          const rest = await subscribed(5 - index, { after: position });
          expect(idsOf(rest)).toEqual(idsOf(all.slice(index + 1)));
        }
      });

      it('resumed behind the last position waits for what is new', async () => {
        await store.append(`${scope}a`, 'no-stream', events(3));
        const last = (await subscribed(3)).at(-1);
        const seen = subscribed(1, { after: last!.position });
        await pause(50);
        await store.append(`${scope}a`, 2, [event(3)]);
        expect((await seen).map(numberOf)).toEqual([3]);
      });

      it('gives only the streams whose names begin with one of its prefixes', async () => {
        await store.append(`${scope}yes-1`, 'no-stream', [event(1)]);
        await store.append(`${scope}no-1`, 'no-stream', [event(2)]);
        await store.append(`x${scope}yes-1`, 'no-stream', [event(3)]);
        await store.append(`${scope}also`, 'no-stream', [event(4)]);
        await store.append(`${scope}yes-2`, 'no-stream', [event(5)]);
        const seen = await subscribed(3, { prefixes: [`${scope}yes-`, `${scope}also`] });
        expect(seen.map(numberOf)).toEqual([1, 4, 5]);
      });

      it('says where the log has grown, as it gives the events, and has the first of a page', async () => {
        await store.append(`${scope}a`, 'no-stream', events(3));
        await store.append(`x${scope}`, 'no-stream', events(2));
        await store.append(`${scope}b`, 'no-stream', [event(3)]);
        const given = await subscribed(4);
        const after = given[0]!.position;
        const abort = new AbortController();
        const options = { after, streamPrefixes: [scope], signal: abort.signal };
        const places: EventPlace[] = [];
        for await (const page of placesIn(store, options)) {
          expect(page[0]?.event?.()).toEqual(given[places.length + 1]);
          places.push(...page);
          if (places.length === 3) abort.abort();
        }
        expect(
          places.map(({ stream, revision, position }) => ({ stream, revision, position })),
        ).toEqual(
          given.slice(1).map(({ stream, revision, position }) => ({ stream, revision, position })),
        );
      });

      it('ends at once when its signal aborts, while it waits and before it begins', async () => {
        const abort = new AbortController();
        const options = { after: null, streamPrefixes: [scope], signal: abort.signal };
        const waiting = (async () => {
          for await (const _ of store.subscribe(options))
            throw new Error('there is nothing to see');
        })();
        await pause(50);
        abort.abort();
        await waiting;
        for await (const _ of store.subscribe(options)) throw new Error('there is nothing to see');
      });

      it('gives nothing further once its signal aborts within a page', async () => {
        await fill(store, `${scope}a`, events(3_000));
        const abort = new AbortController();
        let pages = 0;
        for await (const _ of store.subscribe({
          after: null,
          streamPrefixes: [scope],
          signal: abort.signal,
        })) {
          pages += 1;
          abort.abort();
        }
        expect(pages).toBe(1);
      });

      it('keeps what a slow subscriber has not taken yet', async () => {
        const seen: number[] = [];
        const abort = new AbortController();
        const slow = (async () => {
          for await (const page of store.subscribe({
            after: null,
            streamPrefixes: [scope],
            signal: abort.signal,
          })) {
            await pause(20);
            seen.push(...page.map(numberOf));
            if (seen.length >= 200) abort.abort();
          }
        })();
        for (let number = 0; number < 200; number += 1) {
          await store.append(`${scope}${number % 3}`, revisionBefore(number), [event(number)]);
        }
        await slow;
        expect(seen).toEqual(Array.from({ length: 200 }, (_, number) => number));
      });
    });

    it('lists the streams that begin with a prefix, each once', async () => {
      for (const name of ['b1', 'a', 'b2']) {
        await store.append(`${scope}${name}`, 'no-stream', events(2));
      }
      const names: string[] = [];
      for await (const stream of store.streams(`${scope}b`)) names.push(stream);
      expect(names.sort()).toEqual([`${scope}b1`, `${scope}b2`]);
    });

    it('waits for appends in flight when it is closed, and then refuses whatever is asked', async () => {
      const stream = `${scope}a`;
      const inFlight = [
        store.append(stream, 'no-stream', events(2)),
        store.append(`${scope}b`, 'no-stream', events(2)),
      ];
      const settled = Promise.all(inFlight);
      await store.close();
      const late = await Promise.race([settled, pause(0).then(() => 'not settled')]);
      expect(late).toEqual([
        { outcome: 'stored', revision: 1 },
        { outcome: 'stored', revision: 1 },
      ]);
      await expect(store.append(stream, 1, [event()])).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(readAll(store, stream)).rejects.toBeInstanceOf(StoreUnavailable);
      await expect(store.head(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    });
  });
}

/** The head that stream `number % 3` has when numbers are dealt out to three streams in turn. */
function revisionBefore(number: number): number | 'no-stream' {
  return number < 3 ? 'no-stream' : Math.floor(number / 3) - 1;
}
