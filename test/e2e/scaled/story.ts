import { setTimeout as pause } from 'node:timers/promises';
import type { RunningService } from '../../support/service.js';
import { daysFromToday } from '../service/alerting-support.js';
import { enrolment, event } from '../service/support.js';

/** What is posted in one request. */
type Sent = readonly object[];

/** Requests of one organization, in order: it attains silver in the reseller option, loses it by a retraction, has it back, and comes under a lead. */
export function storyOf(organizationId: string): readonly Sent[] {
  const since = '2017-01-01';
  const people = ['p1', 'p2'];
  const passes = [
    ['p1', 'MB2-714'],
    ['p1', 'MB2-710'],
    ['p2', 'MB2-712'],
  ].map(([individualId, exam]) =>
    event('ExamPassed', { organizationId, individualId, exam, passedOn: since }),
  );
  const booking = (bookingId: string, days: number) =>
    event('RevenueBooked', {
      ...{ organizationId, bookingId, customerId: 'northwind', product: 'crm-online' },
      ...{ revenueType: 'net-new', amount: '100000.00', currency: 'USD' },
      bookedOn: daysFromToday(days),
    });
  const { source: factSource, id: factId } = passes[2] as { source: string; id: string };
  const about = { factSource, factId, reason: 'a test' };
  return [
    [
      enrolment(organizationId),
      event('PartnerOfRecordAssociated', {
        ...{ organizationId, customerId: 'northwind', effectiveOn: since },
      }),
      ...people.map((individualId) =>
        event('IndividualJoined', { organizationId, individualId, effectiveOn: since }),
      ),
    ],
    passes.slice(0, 2),
    passes.slice(2),
    [booking('old', -320)],
    [event('FactRetracted', { organizationId, ...about })],
    [event('FactReinstated', { organizationId, ...about })],
    [booking('new', -30)],
    [
      event('IndividualLeft', {
        organizationId,
        individualId: 'p2',
        effectiveOn: daysFromToday(0),
      }),
    ],
  ];
}

/** Posts a request to one of `services` after the other, until one of them says that all of it is recorded. */
export async function post(services: () => readonly RunningService[], facts: Sent): Promise<void> {
  let said = '';
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const all = services();
    const service = all[attempt % all.length];
    if (service === undefined) throw new Error('there is no service');
    try {
      const response = await service.fetch('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(facts),
        signal: AbortSignal.timeout(20_000),
      });
      said = await response.text();
      if (response.ok && (JSON.parse(said) as { rejected: number }).rejected === 0) return;
    } catch (error) {
      said = String(error); // it stops, or is not there
    }
    await pause(100);
  }
  throw new Error(`a request was not recorded: ${said}`);
}

export interface Alerts {
  readonly alerts: readonly { readonly id: string; readonly organizationId: string }[];
}

/** Every alert there is, as the service lists them. */
export async function allAlerts(service: RunningService): Promise<Alerts['alerts']> {
  const all: Alerts['alerts'][number][] = [];
  for (let after = ''; ;) {
    const { alerts } = await service.json<Alerts>(`/v1/alerts?limit=100${after}`);
    all.push(...alerts);
    const last = alerts.at(-1);
    if (last === undefined) return all;
    after = `&after=${last.id}`;
  }
}

/** The ids of each organization's alerts, in their order. */
export function byOrganization(alerts: Alerts['alerts']): Record<string, string[]> {
  const ids: Record<string, string[]> = {};
  for (const { id, organizationId } of alerts) (ids[organizationId] ??= []).push(id);
  return ids;
}
