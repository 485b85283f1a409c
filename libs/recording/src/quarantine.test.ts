import { describe, expect, test } from '@jest/globals';
import type { Fact } from '@app/domain';
import { type EventStore, InMemoryEventStore } from '@app/event-store';
import {
  factPages,
  firstUnreadable,
  quarantine,
  quarantinedFacts,
  Recorder,
  streamOfOrganization,
  UndecodableFact,
} from './index.js';

const CONTOSO = streamOfOrganization('contoso');
const REASON = { reason: 'of a newer version', decidedBy: 'k-1' };

const joined = (individualId: string): Fact => ({
  type: 'IndividualJoined',
  source: 'hr',
  id: individualId,
  data: { organizationId: 'contoso', individualId, effectiveOn: '2020-01-01' },
});

function recorderOn(
  store: EventStore,
  onUnreadable: (error: UndecodableFact) => void = () => undefined,
): Recorder {
  const keepPersonalData = () => Promise.resolve();
  return new Recorder({ store, clock: () => 1_000, keepPersonalData, onUnreadable });
}

const enrolment: Fact = {
  type: 'OrganizationEnrolled',
  source: 'hr',
  id: 'enrolment',
  data: {
    organizationId: 'contoso',
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2017-01-01',
  },
};

/** An organization with a member, an event of a version to come, one of a type to come, and a retraction of nothing. */
async function damaged(): Promise<EventStore> {
  const store = new InMemoryEventStore();
  await recorderOn(store).record([enrolment, joined('p1')], { recordedBy: 'test' });
  const stored = { source: 's', recordedAt: '1970-01-01T00:00:02.000Z', recordedBy: 'x' };
  const event = (n: number, type: string, schemaVersion: number, data: object) => ({
    eventId: `00000000-0000-4000-8000-00000000000${n}`,
    type,
    data: JSON.stringify(data),
    metadata: JSON.stringify({ ...stored, id: `e-${n}`, schemaVersion }),
  });
  await store.append(CONTOSO, 1, [
    event(1, 'IndividualJoined', 99, { of: 'a version to come' }),
    event(2, 'SomethingNew', 1, {}),
    event(3, 'FactRetracted', 1, {
      organizationId: 'contoso',
      factSource: 'nobody',
      factId: 'nothing',
      reason: 'a bug',
    }),
  ]);
  return store;
}

async function revisionsOf(store: EventStore): Promise<number[]> {
  const revisions: number[] = [];
  for await (const page of factPages(store, CONTOSO)) {
    revisions.push(...page.map(({ revision }) => revision));
  }
  return revisions;
}

describe('a fact that cannot be handled', () => {
  test('stops its organization, for readers and for writers', async () => {
    const store = await damaged();
    await expect(revisionsOf(store)).rejects.toThrow(UndecodableFact);
    const recorder = recorderOn(store);
    const alone = [joined('p2')];
    expect(await recorder.record(alone, { recordedBy: 'test' })).toMatchObject([
      {
        status: 'rejected',
        code: 'facts-unreadable',
        detail: expect.stringContaining('revision 2'),
      },
    ]);
    await expect(recorder.recordAtomically(alone, { recordedBy: 'test' })).rejects.toMatchObject({
      stream: CONTOSO,
      revision: 2,
    });
  });

  test('stops no other organization of the same batch', async () => {
    const told: UndecodableFact[] = [];
    const recorder = recorderOn(await damaged(), (error) => told.push(error));
    const { data } = enrolment;
    const other = { ...enrolment, data: { ...data, organizationId: 'fabrikam' } } as Fact;
    expect(
      await recorder.record([joined('p2'), other, joined('p3')], { recordedBy: 'test' }),
    ).toMatchObject([
      { status: 'rejected', code: 'facts-unreadable' },
      { status: 'accepted', organizationId: 'fabrikam', revision: 0 },
      { status: 'rejected', code: 'facts-unreadable' },
    ]);
    expect(told).toMatchObject([{ stream: CONTOSO, revision: 2 }]);
  });

  test('is passed over when somebody has decided it, and the next one stops it', async () => {
    const store = await damaged();
    const recorder = recorderOn(store);
    await recorder.record([joined('p2')], { recordedBy: 'test' });
    expect(await quarantine(store, 'contoso', { revision: 2, ...REASON }, 5_000)).toEqual({
      outcome: 'quarantined',
      decision: { revision: 2, ...REASON, decidedAt: '1970-01-01T00:00:05.000Z' },
    });
    expect(await revisionsOf(store)).toEqual([0, 1, 4]);
    // It reads, but it retracts what was never recorded.
    expect(await firstUnreadable(store, 'contoso')).toMatchObject({ revision: 4 });
    await quarantine(store, 'contoso', { revision: 4, ...REASON }, 6_000);
    expect(await firstUnreadable(store, 'contoso')).toBeNull();
    const [outcome] = await recorder.record([joined('p2')], { recordedBy: 'test' });
    expect(outcome).toMatchObject({ status: 'accepted', revision: 5 });
    expect(await revisionsOf(store)).toEqual([0, 1, 5]);
  });

  test('is decided on once, whoever else decides it', async () => {
    const store = await damaged();
    const decide = (decidedBy: string) =>
      quarantine(store, 'contoso', { revision: 2, ...REASON, decidedBy }, 5_000);
    const outcomes = await Promise.all([decide('k-1'), decide('k-2'), decide('k-3')]);
    const decisions = await quarantinedFacts(store, 'contoso', { anew: true });
    expect(decisions.size).toBe(1);
    for (const { outcome } of outcomes) expect(outcome).toMatch(/quarantined$/);
    expect(await decide('k-4')).toMatchObject({
      outcome: 'already-quarantined',
      decision: decisions.get(2),
    });
  });

  test('is the only one that can be put in quarantine', async () => {
    const store = await damaged();
    for (const revision of [0, 1, 3, 4, 99]) {
      expect(await quarantine(store, 'contoso', { revision, ...REASON }, 5_000)).toEqual({
        outcome: 'refused',
        detail: `the first fact that cannot be handled is at revision 2, not ${revision}`,
      });
    }
    expect(await quarantinedFacts(store, 'contoso')).toEqual(new Map());
  });

  test('stays where it is if it is the enrolment: without one there is no organization', async () => {
    const store = new InMemoryEventStore();
    await store.append(CONTOSO, 'no-stream', [
      {
        eventId: '00000000-0000-4000-8000-000000000001',
        type: 'OrganizationEnrolled',
        data: '{}',
        metadata: '{"schemaVersion":99}',
      },
    ]);
    expect(await quarantine(store, 'contoso', { revision: 0, ...REASON }, 5_000)).toMatchObject({
      outcome: 'refused',
      detail: expect.stringContaining('enrolment'),
    });
  });

  test('is passed over by a reader that knew of no decision', async () => {
    const store = await damaged();
    // Another process: the same log, and nothing remembered of it.
    const elsewhere: EventStore = {
      append: (...args) => store.append(...args),
      read: (...args) => store.read(...args),
      head: (stream) => store.head(stream),
      subscribe: (options) => store.subscribe(options),
      close: () => store.close(),
    };
    await expect(revisionsOf(elsewhere)).rejects.toThrow(UndecodableFact);
    await quarantine(store, 'contoso', { revision: 2, ...REASON }, 5_000);
    expect(await revisionsOf(elsewhere)).toEqual([0, 1, 4]);
  });
});
