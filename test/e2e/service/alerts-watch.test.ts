import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { enrolment, event, Stage } from './support.js';

afterAll(() => Stage.disposeAll());

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS);
const OPTION = 'cloud-customer-relationship-management/cloud-crm-reseller';
const SHIFTED_CLOCK = pathToFileURL(resolve('test/support/shifted-clock.mjs')).href;

const dayAfter = (days: number) => new Date((TODAY + days) * DAY_MS).toISOString().slice(0, 10);

/** The clock of the service is so many days ahead. */
const ahead = (days: number) => ({
  NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`,
  SHIFT_CLOCK_MS: String(days * DAY_MS),
});

const FAKETIME = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((file) => existsSync(file));

/** The same below the program: whatever asks the machine for the time is told another one. */
const aheadByFaketime = (days: number) => ({
  LD_PRELOAD: FAKETIME ?? '',
  FAKETIME: `+${days}d`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});

const CLOCKS = [
  { clock: 'its own clock moved', moved: ahead },
  ...(FAKETIME === undefined ? [] : [{ clock: 'libfaketime', moved: aheadByFaketime }]),
];

interface Alert {
  readonly id: string;
  readonly type: string;
  readonly option: string;
  readonly effectiveOn: string;
}

async function alerts(stage: Stage): Promise<Alert[]> {
  const { body } = await stage.get('/v1/alerts');
  return (body as unknown as { alerts: Alert[] }).alerts;
}

/** The alerts when there are at least so many of them. */
async function untilThereAre(stage: Stage, count: number): Promise<Alert[]> {
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    const found = await alerts(stage);
    if (found.length >= count) return found;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error(`there are ${(await alerts(stage)).length} alerts\n${stage.service.output()}`);
}

/** Two who hold what silver asks for, and a booking that leaves the window after `days`. */
function silverFor(organizationId: string, days: number): object[] {
  const passes = [
    ['ana', 'MB2-714'],
    ['ana', 'MB2-710'],
    ['ben', 'MB2-712'],
  ] as const;
  return [
    enrolment(organizationId),
    event('PartnerOfRecordAssociated', {
      organizationId,
      customerId: 'northwind',
      effectiveOn: '2016-01-01',
    }),
    ...['ana', 'ben'].map((individualId) =>
      event('IndividualJoined', { organizationId, individualId, effectiveOn: '2016-01-01' }),
    ),
    ...passes.map(([individualId, exam]) =>
      event('ExamPassed', { organizationId, individualId, exam, passedOn: '2016-01-01' }),
    ),
    event('RevenueBooked', {
      organizationId,
      bookingId: 'b-1',
      customerId: 'northwind',
      product: 'crm-online',
      revenueType: 'net-new',
      amount: '100000.00',
      currency: 'USD',
      bookedOn: dayAfter(days - 365),
    }),
  ];
}

const BATCH = 'application/cloudevents-batch+json';

describe('the standing watch of the built service', () => {
  test('announces a request once when it has ended, and what is ahead with its smallest lead', async () => {
    const stage = await Stage.open();
    await stage.submit(silverFor('contoso', 60), BATCH);
    const found = await untilThereAre(stage, 2);
    expect(found).toMatchObject([
      {
        type: 'tier.attained',
        organizationId: 'contoso',
        option: OPTION.split('/')[1],
        fromTier: null,
        toTier: 'silver',
        because: expect.arrayContaining([
          expect.objectContaining({ type: 'RevenueBooked', effect: 'recorded' }),
        ]),
      },
      {
        type: 'tier.at-risk',
        fromTier: 'silver',
        toTier: null,
        leadDays: 90,
        because: [{ type: 'RevenueBooked', effect: 'left-the-window', revision: 7 }],
      },
    ]);
    expect([dayAfter(60), dayAfter(61)]).toContain(found[1]?.effectiveOn);
    const announcedBy = async (time: string) => {
      const { body } = await stage.get(`/v1/alerts?organizationId=contoso&${time}`);
      return (body['alerts'] as unknown[]).length;
    };
    expect(await announcedBy('knownAt=7')).toBe(2);
    expect(await announcedBy('knownAt=6')).toBe(0);
    expect(await announcedBy(`asOf=${dayAfter(-1)}`)).toBe(0);
  });

  if (FAKETIME === undefined)
    test.skip('libfaketime is not here (Debian: faketime)', () => undefined);

  test.each(CLOCKS)(
    'announces a lapse that came while it was down, of its own day and once ($clock)',
    async ({ moved }) => {
      const stage = await Stage.open({ ASSAY_AT_RISK_DAYS: '1' });
      await stage.submit(silverFor('contoso', 10), BATCH);
      await untilThereAre(stage, 1);
      await stage.restart({ ...moved(40), ASSAY_AT_RISK_DAYS: '1' });
      const found = await untilThereAre(stage, 3);
      expect(found.map(({ type }) => type)).toEqual([
        'tier.attained',
        'tier.at-risk',
        'tier.lapsed',
      ]);
      expect(found[2]).toMatchObject({ fromTier: 'silver', toTier: null });
      expect([dayAfter(10), dayAfter(11)]).toContain(found[2]?.effectiveOn);
      await stage.restart({ ...moved(41), ASSAY_AT_RISK_DAYS: '1' });
      // A clock that is set back does nothing.
      await stage.restart({ ...moved(5), ASSAY_AT_RISK_DAYS: '1' });
      await new Promise((wake) => setTimeout(wake, 2_500));
      expect((await alerts(stage)).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
    },
  );

  test('tells how far it is behind, and of nobody who is halted', async () => {
    const stage = await Stage.open();
    await stage.submit(silverFor('contoso', 60), BATCH);
    await untilThereAre(stage, 2);
    const metrics = await (await stage.service.fetch('/metrics')).text();
    expect(metrics).toContain('assay_watch_halted_organizations 0');
    expect(metrics).toMatch(/assay_watch_lag_events \d/);
    expect(metrics).toMatch(/assay_watch_lag_seconds \d/);
  });
});
