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
