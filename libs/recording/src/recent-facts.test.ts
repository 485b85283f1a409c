import { expect, test } from '@jest/globals';
import type { RecordedFact } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import fc from 'fast-check';
import { RecentFacts } from './recent-facts.js';
import { Recorder } from './recorder.js';

const joined = (number: number) => ({
  type: 'IndividualJoined' as const,
  source: 'hr',
  id: `joined ${number}`,
  data: { organizationId: 'contoso', individualId: `p${number}`, effectiveOn: '2020-01-01' },
});

async function recorded(
  count: number,
): Promise<{ store: InMemoryEventStore; facts: RecordedFact[] }> {
  const store = new InMemoryEventStore();
  const facts: RecordedFact[] = [];
  const recorder = new Recorder({
    store,
    keepPersonalData: () => Promise.resolve(),
    onRecorded: (_organizationId, stored) => facts.push(...stored),
  });
  const enrolment = {
    ...{ type: 'OrganizationEnrolled' as const, source: 'hr', id: 'enrolment' },
    data: {
      ...{ organizationId: 'contoso', name: 'Contoso', effectiveOn: '2020-01-01' },
      market: 'developed' as const,
    },
  };
  const rest = Array.from({ length: count - 1 }, (_, number) => joined(number));
  await recorder.record([enrolment, ...rest], { recordedBy: 'test' });
  return { store, facts };
}

const revisionsOf = (facts: readonly RecordedFact[]) => facts.map(({ revision }) => revision);

test('whatever was handed over, whoever reads gets each fact once and in order, up to where the log is known to go', async () => {
  const { store, facts } = await recorded(20);
  const pieces = fc.array(fc.tuple(fc.nat(19), fc.integer({ min: 1, max: 8 })), { maxLength: 8 });
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(pieces, fc.nat(19), fc.nat(19), async (taken, from, known) => {
      const recent = new RecentFacts();
      for (const [start, length] of taken) {
        recent.take('contoso', facts.slice(start, start + length));
      }
      const read: RecordedFact[] = [];
      for await (const page of recent.pages(store, 'contoso', from, known)) read.push(...page);
      const revisions = revisionsOf(read);
      expect(revisions).toEqual(Array.from({ length: read.length }, (_, place) => from + place));
      expect(from + read.length - 1).toBeGreaterThanOrEqual(Math.min(known, 19));
    }),
    { seed, numRuns: 300 },
  );
});

test('what is in memory is not read, and what was read is in memory', async () => {
  const { store, facts } = await recorded(5);
  const recent = new RecentFacts();
  recent.take('contoso', facts.slice(0, 3));
  expect(revisionsOf(recent.from('contoso', 1))).toEqual([1, 2]);
  await store.close(); // nothing can be read any more
  const pages = recent.pages(store, 'contoso', 0, 2);
  expect(revisionsOf((await pages.next()).value as RecordedFact[])).toEqual([0, 1, 2]);
  expect((await pages.next()).done).toBe(true);
  recent.forget('contoso');
  await expect(recent.pages(store, 'contoso', 0, 2).next()).rejects.toThrow('closed');
});

test('a gap is never papered over', async () => {
  const { facts } = await recorded(10);
  const recent = new RecentFacts();
  recent.take('contoso', [...facts.slice(0, 2), ...facts.slice(3, 5)]);
  expect(revisionsOf(recent.from('contoso', 0))).toEqual([0, 1]);
  recent.take('contoso', facts.slice(6, 8));
  expect(revisionsOf(recent.from('contoso', 0))).toEqual([]);
  expect(revisionsOf(recent.from('contoso', 7))).toEqual([7]);
});

test('the head is known of what was recorded here, until the stream may hold more', async () => {
  const { facts } = await recorded(6);
  const recent = new RecentFacts();
  expect(recent.headOf('contoso')).toBe(null);
  recent.take('contoso', facts.slice(0, 2));
  expect(recent.headOf('contoso')).toBe(null);
  recent.takeRecorded('contoso', facts.slice(2, 4));
  expect(recent.headOf('contoso')).toBe(3);
  recent.take('contoso', facts.slice(1, 4));
  expect(recent.headOf('contoso')).toBe(3);
  recent.take('contoso', facts.slice(4, 5)); // it may be the middle of an append
  expect(recent.headOf('contoso')).toBe(null);
  recent.takeRecorded('contoso', facts.slice(4, 6));
  recent.purge();
  expect(recent.headOf('contoso')).toBe(5);
  recent.forgetHead('contoso');
  expect(recent.headOf('contoso')).toBe(null);
  const many = Array.from({ length: 501 }, (_, at) => ({ ...facts[1]!, revision: 6 + at }));
  recent.takeRecorded('contoso', facts.slice(4, 6));
  recent.takeRecorded('contoso', many); // too many to be kept
  expect(recent.headOf('contoso')).toBe(null);
});

test('what came last is kept, and of all that came no more than so much', async () => {
  const { facts } = await recorded(2);
  const recent = new RecentFacts();
  const fact = facts[1]!;
  for (let revision = 0; revision < 50_000; revision += 1) {
    recent.take('always', [{ ...fact, revision }]);
    recent.take(`once ${revision}`, [{ ...fact, revision }]);
  }
  const isHere = (revision: number) => recent.has('always', revision);
  const isKept = (revision: number) => recent.has(`once ${revision}`, revision);
  const revisions = Array.from({ length: 50_000 }, (_, revision) => revision);
  expect(revisions.slice(-4_000).every(isHere)).toBe(true);
  expect(revisions.slice(-4_000).every(isKept)).toBe(true);
  const kept = revisions.filter(isHere).length + revisions.filter(isKept).length;
  expect(kept).toBeLessThanOrEqual(24_000);
  expect(recent.from('always', 49_000)).toHaveLength(1_000);
});
