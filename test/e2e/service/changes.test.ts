import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { EventStoreDbServer } from '../../support/eventstoredb/server.js';
import { RunningService } from '../../support/service.js';
import { eventually } from './alerting-support.js';
import { enrolment, event, Stage } from './support.js';

const BATCH = 'application/cloudevents-batch+json';
/** A fact is told of within this time, on a machine that does other things, too. */
/** A second, on a machine that has nothing else to do. */
const SOON_MS = 3_000;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
  await stage.submit([enrolment('contoso'), enrolment('fabrikam', { name: 'Fabrikam' })], BATCH);
});
afterAll(() => stage.dispose());

const open: AbortController[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.abort();
});

interface Change {
  readonly organizationId: string;
  readonly revision?: number;
  readonly type?: string;
}

/** An open stream: what it has told so far, and when it ended. */
async function listen(service: RunningService, query = '', key?: string) {
  const stop = new AbortController();
  open.push(stop);
  const response = await service.fetch(`/v1/changes/stream${query}`, {
    signal: stop.signal,
    ...(key === undefined ? {} : { key }),
  });
  const state = { text: '', ended: false };
  void (async () => {
    try {
      for await (const piece of response.body!)
        state.text += Buffer.from(piece as Uint8Array).toString();
    } catch {
      // Stopped from here.
    }
    state.ended = true;
  })();
  const changes = () =>
    [...state.text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Change);
  const until = async (organizationId: string, revision: number): Promise<number> => {
    const began = performance.now();
    await eventually(() =>
      changes().some(
        (told) => told.organizationId === organizationId && told.revision === revision,
      ),
    );
    return performance.now() - began;
  };
  return { status: response.status, state, changes, until, stop };
}

let members = 0;
function joining(organizationId: string): object {
  members += 1;
  const individualId = `member-${members}`;
  return event('IndividualJoined', { organizationId, individualId, effectiveOn: '2017-01-01' });
}

async function joined(organizationId: string): Promise<number> {
  const { status, body } = await stage.submit(joining(organizationId));
  expect(status).toBe(201);
  return Number(body['revision']);
}

describe('the stream of changes', () => {
  // First: a client that breaks streams off opens connections ahead, and unused ones are waited for.
  test('ends when the service stops, which does not wait for it', async () => {
    const live = await listen(stage.service);
    const began = Date.now();
    expect(await stage.service.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(12_000); // requests under way have 15 s
    await eventually(() => live.state.ended);
    await stage.restart();
  });

  test('tells of a fact soon, when the directory shows it', async () => {
    const live = await listen(stage.service);
    const waits: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      const revision = await joined('contoso');
      waits.push(await live.until('contoso', revision));
      const { body } = await stage.get('/v1/organizations?q=contoso');
      expect(body).toMatchObject({ organizations: [{ revision }] });
    }
    // The median: one wait may fall into a pause of the machine.
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(SOON_MS);
  });

  test('tells of many facts of an organization a few times a second', async () => {
    const live = await listen(stage.service, '?organizationId=contoso');
    const began = performance.now();
    let revision = 0;
    for (let times = 0; times < 200; times += 1) revision = await joined('contoso');
    await live.until('contoso', revision);
    const seconds = (performance.now() - began) / 1_000;
    expect(live.changes().length).toBeLessThanOrEqual(5 * seconds + 2);
  });

  test('tells of one organization where it is asked for one', async () => {
    const live = await listen(stage.service, '?organizationId=contoso');
    await joined('fabrikam');
    await live.until('contoso', await joined('contoso'));
    expect(new Set(live.changes().map(({ organizationId }) => organizationId))).toEqual(
      new Set(['contoso']),
    );
  });

  test('tells a limited key of its organizations alone', async () => {
    const { key } = await stage.newKey({ role: 'read', organizations: ['fabrikam'] });
    const live = await listen(stage.service, '', key);
    await joined('contoso');
    await live.until('fabrikam', await joined('fabrikam'));
    expect(live.changes().every(({ organizationId }) => organizationId === 'fabrikam')).toBe(true);
    expect((await listen(stage.service, '?organizationId=contoso', key)).status).toBe(403);
  });

  test('tells of alerts, too', async () => {
    const live = await listen(stage.service);
    const told = () => live.changes().filter(({ type }) => type === 'tier.attained');
    await stage.submit(
      [
        enrolment('tailspin'),
        ...['a', 'b', 'c', 'd', 'e'].flatMap((individualId) => [
          event('IndividualJoined', {
            organizationId: 'tailspin',
            individualId,
            effectiveOn: '2017-01-01',
          }),
        ]),
        ...['MB2-714', 'MB2-710'].map((exam) =>
          event('ExamPassed', {
            organizationId: 'tailspin',
            individualId: 'a',
            exam,
            passedOn: '2017-01-01',
          }),
        ),
        event('ExamPassed', {
          organizationId: 'tailspin',
          individualId: 'b',
          exam: 'MB2-712',
          passedOn: '2017-01-01',
        }),
        event('PartnerOfRecordAssociated', {
          organizationId: 'tailspin',
          customerId: 'northwind',
          effectiveOn: '2016-01-01',
        }),
        event('RevenueBooked', {
          organizationId: 'tailspin',
          bookingId: 'one',
          customerId: 'northwind',
          product: 'crm-online',
          revenueType: 'net-new',
          amount: '100000.00',
          currency: 'USD',
          bookedOn: new Date().toISOString().slice(0, 10),
        }),
      ],
      BATCH,
    );
    await eventually(() => told().length > 0);
    expect(told()).toMatchObject([{ organizationId: 'tailspin', alertId: expect.any(String) }]);
  });

  test('goes on for the next listener when the last one has gone', async () => {
    const first = await listen(stage.service);
    await first.until('contoso', await joined('contoso'));
    first.stop.abort();
    await joined('contoso');
    const second = await listen(stage.service);
    await second.until('contoso', await joined('contoso'));
  });

  test('is open a hundred times a key', async () => {
    const { key } = await stage.newKey({ role: 'auditor' });
    const streams = await Promise.all(
      Array.from({ length: 100 }, () => listen(stage.service, '', key)),
    );
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await listen(stage.service, '', key)).status).toBe(429);
  });
});

test('what another instance recorded is told of, too', async () => {
  const log = await EventStoreDbServer.start();
  const directory = mkdtempSync(join(tmpdir(), 'assay-changes-'));
  const instances = await Promise.all(
    ['here', 'there'].map((name) =>
      RunningService.start({
        dataDirectory: join(directory, name),
        environment: { ASSAY_EVENT_STORE: log.url },
      }),
    ),
  );
  try {
    const [here, there] = instances as [RunningService, RunningService];
    const live = await listen(here);
    const answer = await there.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(enrolment('contoso')),
    });
    expect(answer.status).toBe(201);
    await live.until('contoso', 0);
    live.stop.abort();
  } finally {
    await Promise.all(instances.map((instance) => instance.stop('SIGKILL')));
    await log.stop();
    rmSync(directory, { recursive: true, force: true });
  }
});
