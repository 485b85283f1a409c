import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Pair } from '../../support/pair.js';
import { describeWithPostgres } from '../../support/postgres.js';
import { RunningService } from '../../support/service.js';
import { eventually, LoopbackReceiver } from '../service/alerting-support.js';
import { event } from '../service/support.js';
import { allAlerts, byOrganization, post, storyOf } from './story.js';

const SERVICE = { ASSAY_WORKER: 'false', ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' };
const WORKER = { ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' };
const LEASES = 65;
const TAKEOVER_MS = 15_000;
const ORGANIZATIONS = Array.from({ length: 12 }, (_, place) => `organization-${place}`);
const STORIES = ORGANIZATIONS.map(storyOf);
const REQUESTS = STORIES[0]!.length;
const SLOW = 300_000;

interface Directory {
  readonly organizations: readonly object[];
}

/** The standings and alerts of an embedded service that was told the same. */
async function embedded(): Promise<{ alerts: Record<string, string[]>; directory: Directory }> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-embedded-'));
  const service = await RunningService.start({ dataDirectory });
  try {
    await Promise.all(
      STORIES.map(async (story) => {
        for (const facts of story) await post(() => [service], facts);
      }),
    );
    let seen = -1;
    await eventually(async () => {
      const before = seen;
      seen = (await allAlerts(service)).length;
      // An announcement takes half a second to gather: what is quiet for longer is done.
      await pause(2_500);
      return seen > 0 && seen === before;
    }, 120_000);
    const directory = await service.json<Directory>('/v1/organizations?limit=100');
    return { alerts: byOrganization(await allAlerts(service)), directory };
  } finally {
    await service.stop('SIGKILL');
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

describeWithPostgres('services and workers on EventStoreDB with PostgreSQL', () => {
  let pair: Pair;
  let services: RunningService[];
  let workers: RunningService[];
  let receiver: LoopbackReceiver;

  beforeAll(async () => {
    [pair, receiver] = await Promise.all([Pair.open(), LoopbackReceiver.open()]);
    services = [await pair.service(SERVICE)]; // the first one makes the tables
    const [other, ...both] = await Promise.all([
      pair.service(SERVICE),
      pair.worker(WORKER),
      pair.worker(WORKER),
    ]);
    services.push(other);
    workers = both;
    await untilShared(2);
    const made = await services[0]!.fetch('/v1/webhooks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${receiver.url}/alerts` }),
    });
    expect(made.status).toBe(201);
  }, SLOW);

  afterAll(async () => {
    receiver?.close();
    await pair?.dispose();
  });

  const query = (statement: string) => pair.postgres.query(statement, pair.url);

  /** Resolves when every lease is one of `count` workers', and none has more than one more than another. */
  async function untilShared(count: number): Promise<void> {
    await eventually(async () => {
      const rows = await query(
        'select owner, count(*)::int as leases from leases group by owner order by 2',
      );
      const shares = rows.map(({ owner, leases }) => (owner === null ? 0 : Number(leases)));
      return shares.length === count && shares[0]! >= Math.floor(LEASES / count);
    }, 90_000);
  }

  /** Posts the `from`th to the `to`th (exclusive) request of every organization, each organization's in order, to either service. */
  async function tell(from: number, to: number): Promise<void> {
    await Promise.all(
      STORIES.map(async (story, place) => {
        for (const [number, facts] of story.slice(from, to).entries()) {
          await post(() => ((place + number) % 2 === 0 ? services : services.toReversed()), facts);
          await pause(100);
        }
      }),
    );
  }

  async function restart(
    all: RunningService[],
    place: number,
    anew: () => Promise<RunningService>,
  ): Promise<void> {
    const stopped = all[place]!;
    expect(await stopped.stop('SIGTERM')).toBe(0);
    all[place] = await anew();
  }

  test(
    'answer for each other: revisions, revoked keys, streams and acknowledgements',
    async () => {
      const [one, other] = services as [RunningService, RunningService];
      const organizationId = 'elsewhere';
      const stream = await other.fetch('/v1/alerts/stream', {
        headers: { accept: 'text/event-stream' },
      });
      const events = stream.body!.pipeThrough(new TextDecoderStream());
      const story = storyOf(organizationId);
      for (const facts of story.slice(0, 4)) await post(() => [one], facts);
      const path = `/v1/organizations/${organizationId}/standing`;
      expect((await other.fetch(`${path}?minRevision=7`)).status).toBe(200);

      let said = '';
      for await (const text of events) {
        said += text;
        if (said.includes('event: tier.attained')) break;
      }
      expect(said).toContain(organizationId);
      const { alerts } = await other.json<{ alerts: { id: string }[] }>(
        `/v1/alerts?organizationId=${organizationId}`,
      );
      const acknowledged = await other.fetch(`/v1/alerts/${alerts[0]!.id}/acknowledgement`, {
        method: 'POST',
      });
      expect(await acknowledged.json()).toMatchObject({ acknowledged: { by: 'ASSAY_ADMIN_KEY' } });

      const made = await one.fetch('/v1/keys', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'to be revoked', role: 'read' }),
      });
      const { id, key } = (await made.json()) as { id: string; key: string };
      expect((await other.fetch(path, { key })).status).toBe(200);
      await one.fetch(`/v1/keys/${id}`, { method: 'DELETE' });
      await pause(1_100);
      expect((await other.fetch(path, { key })).status).toBe(401);
      const late = await other.fetch(`${path}?minRevision=99`);
      expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1']);
    },
    SLOW,
  );

  test(
    'look at no stream in the middle of a request that another process records',
    async () => {
      const [one, other] = services as [RunningService, RunningService];
      const organizationId = 'in-the-middle';
      const [facts, ...others] = storyOf(organizationId);
      const lines = [...facts!, ...others.slice(0, 3).flat()];
      const body = new TransformStream<Uint8Array>();
      const writer = body.writable.getWriter();
      const encoder = new TextEncoder();
      const write = (some: readonly object[]) =>
        writer.write(encoder.encode(some.map((line) => `${JSON.stringify(line)}\n`).join('')));
      const answer = one.fetch('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: body.readable,
        duplex: 'half',
      } as RequestInit);
      // A page is recorded when it is full, which is with 2,000 lines.
      const filling = Array.from({ length: 2_100 }, (_, place) =>
        event('IndividualJoined', {
          ...{ organizationId, individualId: `extra-${place}`, effectiveOn: '2017-01-01' },
        }),
      );
      await write([...lines, ...filling]);
      await eventually(async () => {
        const [row] = await query(`select count(*)::int as rows from requests_under_way`);
        return Number(row!['rows']) === 1;
      });
      await pause(3_000);
      const path = `/v1/alerts?organizationId=${organizationId}`;
      expect((await other.json<{ alerts: object[] }>(path)).alerts).toEqual([]);
      await writer.close();
      expect((await answer).status).toBe(200);
      await eventually(async () => {
        return (await other.json<{ alerts: object[] }>(path)).alerts.length > 0;
      });
      expect(await query('select * from requests_under_way')).toEqual([]);
    },
    SLOW,
  );

  test(
    'restarted, killed and frozen under load, say and deliver what one embedded service does',
    async () => {
      const told = Promise.all([
        embedded(),
        (async () => {
          // Rolling: services first, then workers.
          await Promise.all([
            tell(0, 2),
            (async () => {
              await restart(services, 0, () => pair.service(SERVICE));
              await restart(services, 1, () => pair.service(SERVICE));
            })(),
          ]);
          await Promise.all([tell(2, 4), restart(workers, 0, () => pair.worker(WORKER))]);
          await untilShared(2);

          const killed = tell(4, 5);
          const killedAt = performance.now();
          await workers[1]!.stop('SIGKILL');
          await untilShared(1);
          const takeoverMs = performance.now() - killedAt;
          await killed;
          workers[1] = await pair.worker(WORKER);
          await untilShared(2);

          const frozen = workers[0]!.process;
          const frozenAt = performance.now();
          frozen.kill('SIGSTOP');
          await Promise.all([tell(5, 6), untilShared(1)]);
          const frozenMs = performance.now() - frozenAt;
          await tell(6, 7);
          frozen.kill('SIGCONT');
          await tell(7, REQUESTS);
          await untilShared(2);
          return { takeoverMs, frozenMs };
        })(),
      ]);
      const [expected, { takeoverMs, frozenMs }] = await told;
      const figures = [takeoverMs, frozenMs].map((ms) => (ms / 1_000).toFixed(1));
      process.stdout.write(
        `taken over ${figures[0]} s after a kill -9, ${figures[1]} s after a freeze (at most ${TAKEOVER_MS / 1_000} s)\n`,
      );
      expect(takeoverMs).toBeLessThan(TAKEOVER_MS);
      expect(frozenMs).toBeLessThan(TAKEOVER_MS);

      const mine = new Set(ORGANIZATIONS);
      const seen = async () =>
        (await allAlerts(services[0]!)).filter(({ organizationId }) => mine.has(organizationId));
      const count = Object.values(expected.alerts).flat().length;
      expect(count).toBeGreaterThanOrEqual(ORGANIZATIONS.length * 4);
      await eventually(async () => (await seen()).length >= count, 60_000);
      expect(byOrganization(await seen())).toEqual(expected.alerts);
      for (const service of services) {
        const { organizations } = await service.json<Directory>(
          '/v1/organizations?limit=100&q=organization-',
        );
        expect(organizations).toEqual(expected.directory.organizations);
      }

      const all = (await allAlerts(services[1]!)).map(({ id }) => id);
      const waiting = `select count(*)::int as rows from deliveries where state <> 'delivered'`;
      await eventually(async () => Number((await query(waiting))[0]!['rows']) === 0, 60_000);
      const received = receiver.received.map(({ headers }) => String(headers['webhook-id']));
      process.stdout.write(
        `${all.length} alerts, each delivered; ${received.length - new Set(received).size} sent a second time\n`,
      );
      expect([...new Set(received)].sort()).toEqual([...all].sort());
    },
    SLOW,
  );
});
