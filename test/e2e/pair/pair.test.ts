import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Pair } from '../../support/pair.js';
import { describeWithPostgres } from '../../support/postgres.js';
import type { RunningService } from '../../support/service.js';
import { daysFromToday, eventually, LoopbackReceiver } from '../service/alerting-support.js';
import { booking, enrolment, event } from '../service/support.js';

const OPTION = 'cloud-customer-relationship-management/cloud-crm-reseller';

/** What silver asks for, without a name: no personal data is to be kept. */
function silverFor(organizationId: string, personal: object = {}): object[] {
  const joined = '2017-01-01';
  const passes = [
    ['p1', 'MB2-714'],
    ['p1', 'MB2-710'],
    ['p2', 'MB2-712'],
  ] as const;
  return [
    enrolment(organizationId),
    event('PartnerOfRecordAssociated', {
      ...{ organizationId, customerId: 'northwind', effectiveOn: joined },
    }),
    ...['p1', 'p2'].map((individualId) =>
      event('IndividualJoined', {
        ...{ organizationId, individualId, effectiveOn: joined, ...personal },
      }),
    ),
    ...passes.map(([individualId, exam]) =>
      event('ExamPassed', { organizationId, individualId, exam, passedOn: joined }),
    ),
    booking(organizationId, 'b1', {
      ...{ product: 'crm-online', amount: '100000.00', bookedOn: daysFromToday(-30) },
    }),
  ];
}

async function send(service: RunningService, facts: readonly object[]): Promise<Response> {
  return await service.fetch('/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(facts),
  });
}

const sent = async (service: RunningService, facts: readonly object[]) =>
  (await (await send(service, facts)).json()) as { accepted: number; duplicates: number };

const tierOf = async (service: RunningService, organizationId: string) => {
  const path = `/v1/organizations/${organizationId}/standing?option=${OPTION}`;
  return (await service.json<{ standings: { tier: string }[] }>(path)).standings[0]?.tier;
};

async function directoryOf(service: RunningService, query = ''): Promise<string[]> {
  const path = `/v1/organizations${query}`;
  const { organizations } = await service.json<{ organizations: { organizationId: string }[] }>(
    path,
  );
  return organizations.map(({ organizationId }) => organizationId);
}

const alertsOf = async (service: RunningService, organizationId: string) =>
  (await service.json<{ alerts: { id: string }[] }>(`/v1/alerts?organizationId=${organizationId}`))
    .alerts;

describeWithPostgres('the service on EventStoreDB with PostgreSQL', () => {
  let pair: Pair;
  let receiver: LoopbackReceiver;
  let service: RunningService;
  const lenient = { ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' };

  beforeAll(async () => {
    pair = await Pair.open();
    receiver = await LoopbackReceiver.open();
    service = await pair.service(lenient);
    const made = await service.fetch('/v1/webhooks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${receiver.url}/hook` }),
    });
    expect(made.status).toBe(201);
  });
  afterAll(async () => {
    receiver?.close();
    await pair?.dispose();
  });
  afterEach(() => {
    // Nothing that was meant for the log of errors alone reached a caller, and no bug did.
    expect(service.output()).not.toMatch(/internal-error/);
  });

  const untilAllIsSent = () =>
    eventually(async () => {
      const waiting = `select count(*)::int as waiting from deliveries where state = 'waiting'`;
      return (await pair.postgres.query(waiting, pair.url))[0]?.['waiting'] === 0;
    });

  /** The alerts that the receiver got of an organization. */
  const received = (organizationId: string) =>
    receiver.received.filter(({ body }) => body.includes(`"${organizationId}"`));

  test('takes facts, answers from them, and tells receivers', async () => {
    const name = { name: 'Erika Mustermann', email: 'erika@contoso.example' };
    expect(await sent(service, silverFor('contoso', name))).toMatchObject({ accepted: 8 });
    expect(await tierOf(service, 'contoso')).toBe('silver');
    await eventually(() => received('contoso').length === 1);
    await eventually(async () => (await directoryOf(service, '?tier=silver')).length === 1);
    expect(await directoryOf(service, '?q=CONT')).toEqual(['contoso']);
    const path = '/v1/organizations/contoso/individuals/p1/personal-data';
    expect((await service.fetch(path, { method: 'DELETE' })).status).toBe(204);
    const left = await pair.postgres.query('select individual_id from personal_data', pair.url);
    expect(left).toEqual([{ individual_id: 'p2' }]);
  });

  test('goes on where it was after a stop and after a kill, and says nothing twice', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await untilAllIsSent();
      expect(await service.stop(signal)).toBe(signal === 'SIGTERM' ? 0 : null);
      service = await pair.service(lenient);
      expect(await sent(service, silverFor(signal))).toMatchObject({ accepted: 8 });
      await eventually(() => received(signal).length === 1, 90_000);
      expect(await directoryOf(service)).toContain('contoso');
    }
    expect(received('contoso')).toHaveLength(1);
  });

  test.each(['fast', 'immediate'] as const)(
    'answers 503 while PostgreSQL is away (%s), loses nothing, and goes on by itself',
    async (mode) => {
      const [before, during] = [`before-${mode}`, `during-${mode}`];
      expect(await sent(service, silverFor(before))).toMatchObject({ accepted: 8 });
      await pair.postgres.halt(mode);
      const listing = await service.fetch('/v1/organizations');
      expect(listing.status).toBe(503);
      expect(listing.headers.get('retry-after')).toBe('5');
      expect(await listing.json()).toMatchObject({ code: 'store-unavailable' });
      expect((await service.fetch('/readyz')).status).toBe(503);
      expect((await service.fetch('/livez')).status).toBe(200);
      // A key of the database cannot be looked up: that is no reason to say that it does not work.
      const key = 'assay_0123456789abcdef_0123456789012345678901234567890123456789abc';
      expect((await service.fetch('/v1/organizations', { key })).status).toBe(503);
      // Facts need PostgreSQL only for what must not be in the log.
      expect(await sent(service, silverFor(during))).toMatchObject({ accepted: 8 });
      const named = silverFor(`named-${mode}`, { name: 'Erika Mustermann' });
      expect((await send(service, named)).status).toBe(503);
      await pair.postgres.launch();
      await eventually(async () => (await service.fetch('/readyz')).status === 200);
      expect(await sent(service, named)).toMatchObject({ accepted: 8 });
      for (const organizationId of [before, during, `named-${mode}`]) {
        await eventually(() => received(organizationId).length >= 1, 90_000);
        await eventually(
          async () => (await directoryOf(service, `?q=${organizationId}`)).length > 0,
        );
        expect(await alertsOf(service, organizationId)).toHaveLength(1);
      }
    },
  );

  test('keeps what it acknowledged while PostgreSQL is restarted under load', async () => {
    await sent(service, [enrolment('loaded')]);
    let isOver = false;
    const acknowledged: string[] = [];
    const statuses = new Set<number>();
    const posting = async (lane: number): Promise<void> => {
      for (let made = 0; !isOver; made += 1) {
        const id = `${lane}-${made}`;
        const response = await send(service, [booking('loaded', id)]);
        statuses.add(response.status);
        if (response.status === 200) acknowledged.push(id);
        await service.fetch('/v1/organizations').then(({ status }) => statuses.add(status));
      }
    };
    const load = Promise.all([1, 2, 3].map(posting));
    const acknowledgedSome = (): Promise<void> => {
      const before = acknowledged.length;
      return eventually(() => acknowledged.length >= before + 10, 60_000);
    };
    for (const mode of ['fast', 'immediate'] as const) {
      await acknowledgedSome();
      await pair.postgres.halt(mode);
      await new Promise((wake) => setTimeout(wake, 300));
      await pair.postgres.launch();
    }
    await acknowledgedSome();
    isOver = true;
    await load;
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(statuses).toContain(503);
    const facts = pair.log.log
      .stream('organization-loaded')
      .map((entry) => Buffer.from(entry.data).toString());
    const bookings = facts.flatMap((data) => /"bookingId":"([^"]+)"/.exec(data)?.[1] ?? []);
    expect(new Set(bookings).size).toBe(bookings.length);
    expect(acknowledged.filter((id) => !bookings.includes(id))).toEqual([]);
    const revision = facts.length - 1;
    await eventually(async () => {
      const { organizations } = await service.json<{ organizations: { revision: number }[] }>(
        '/v1/organizations?q=loaded',
      );
      return organizations[0]?.revision === revision;
    }, 90_000);
  });

  test('shares the two with another one: both write one organization, and each alert is sent once', async () => {
    const other = await pair.service(lenient);
    expect(await sent(service, silverFor('shared'))).toMatchObject({ accepted: 8 });
    expect(await tierOf(other, 'shared')).toBe('silver');
    const rounds = Array.from({ length: 20 }, (_, round) => round);
    const outcomes = await Promise.all(
      rounds.flatMap((round) => [
        sent(service, [booking('shared', `a-${round}`), booking('shared', `both-${round}`)]),
        sent(other, [booking('shared', `b-${round}`), booking('shared', `both-${round}`)]),
      ]),
    );
    const total = (name: 'accepted' | 'duplicates') =>
      outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
    expect([total('accepted'), total('duplicates')]).toEqual([60, 20]);
    await eventually(() => received('shared').length >= 1, 90_000);
    await untilAllIsSent();
    expect(await alertsOf(other, 'shared')).toHaveLength(1);
    expect(received('shared')).toHaveLength(1);
    expect(await other.stop()).toBe(0);
  });
});
