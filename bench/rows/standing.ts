import { strict as assert } from 'node:assert';
import { formatDay } from '@app/domain';
import { overConnections, requestBytes } from '../support/connections.js';
import { atMost } from '../support/lines.js';
import { median, quantile } from '../support/measuring.js';
import { naiveRevenue } from '../support/naive.js';
import { catchUp, dropSnapshots } from '../support/read-models.js';
import { seeded } from '../support/random.js';
import type { Bench, Row } from '../support/row.js';
import { ADMIN_KEY, oneBooking, type RunningService, startAssay } from '../support/service.js';
import { fillLog } from '../support/stored-log.js';
import {
  BOOKED_DAYS,
  FIRST_BOOKED_ON,
  organizationIdOf,
  type Story,
  storyOf,
} from '../support/story.js';

const QUESTIONS = 500;
const READ = 0;
const WRITTEN = 1;

export const row: Row = async (bench) => {
  const { size, seed, rounds, dist, directory, report } = bench;
  const read = storyOf(seed, READ, size(100_000, 5_000));
  const written = storyOf(seed, WRITTEN, size(1_000_000, 20_000));
  await fillLog(directory, [read, written]);
  await catchUp(dist, directory, WRITTEN);
  const warm: number[] = [];
  const cold: number[] = [];
  const coldest: number[] = [];
  const firstWrites: number[] = [];
  const foldedWrites: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const kept = await withService(bench, (service) => reads(service, read, seed + round));
    const write = await withService(bench, (service) => firstWrite(service, `kept-${round}`));
    await catchUp(dist, directory, WRITTEN);
    dropSnapshots(directory);
    const folded = await withService(bench, (service) => reads(service, read, seed + round));
    // Leaves the snapshot that the next round's first write begins with.
    const foldedWrite = await withService(bench, (service) => firstWrite(service, `${round}`));
    await catchUp(dist, directory, WRITTEN);
    if (round === 0) continue;
    warm.push(kept.warm);
    cold.push(kept.cold);
    coldest.push(folded.cold);
    firstWrites.push(write);
    foldedWrites.push(foldedWrite);
  }
  const asked = `standing over HTTP, ${read.count.toLocaleString('en')} bookings`;
  report(atMost(`${asked}: warm p50`, 'ms', median(warm), 2));
  report(atMost(`${asked}: first after a start`, 'ms', median(cold), 400));
  report(atMost(`${asked}: first after a start, no snapshot`, 'ms', median(coldest), 400));
  const what = `first write after a start, stream of ${written.count.toLocaleString('en')} bookings`;
  report(atMost(what, 'ms', median(firstWrites), 1_000));
  // Nobody writes to a stream so long without one but behind an upgrade that changes its format, or a restored log.
  report(atMost(`${what}, no snapshot`, 'ms', median(foldedWrites), null));
};

async function withService<T>(
  { dist, directory }: Bench,
  use: (service: RunningService) => Promise<T>,
): Promise<T> {
  const service = await startAssay(dist, directory);
  const result = await use(service);
  assert.equal(await service.stop(), 0, service.output());
  return result;
}

const headers = { authorization: `Bearer ${ADMIN_KEY}` };

/** The first answer, and the median of those behind it; each is of another day, and held against the sum of the rows. */
async function reads(
  { url }: RunningService,
  story: Story,
  seed: number,
): Promise<{ warm: number; cold: number }> {
  const random = seeded(seed);
  const days = Array.from({ length: QUESTIONS }, () => {
    return FIRST_BOOKED_ON + Math.floor(random() * BOOKED_DAYS);
  });
  const requests = days.map((day) => {
    const path = `/v1/organizations/${organizationIdOf(READ)}/standing?asOf=${formatDay(day)}`;
    return requestBytes({ method: 'GET', path, headers });
  });
  const answers = await overConnections(url, 1, requests);
  for (const [at, { status, body }] of answers.slice(0, 10).entries()) {
    assert.equal(status, 200, body);
    const cents = naiveRevenue(story, story.count, days[at] ?? 0);
    assert.equal(Math.round(Number(crmRevenueIn(body)) * 100), cents);
  }
  const [first, ...others] = answers.map(({ ms }) => ms);
  return { cold: first ?? 0, warm: quantile(others, 0.5) };
}

interface Standings {
  readonly standings: readonly {
    readonly option: string;
    readonly requirements: readonly { readonly id: string; readonly actual: string }[];
  }[];
}

/** What the built-in rule that is the measured one has counted. */
function crmRevenueIn(body: string): string {
  const { standings } = JSON.parse(body) as Standings;
  const crm = standings.find(({ option }) => option === 'cloud-crm-reseller');
  const revenue = crm?.requirements.find(({ id }) => id === 'net-new-revenue');
  assert(revenue !== undefined, body);
  return revenue.actual;
}

async function firstWrite({ url }: RunningService, id: string): Promise<number> {
  const body = oneBooking(organizationIdOf(WRITTEN), `first-${id}`);
  const media = { 'content-type': 'application/cloudevents+json' };
  const request = requestBytes({
    ...{ method: 'POST', path: '/v1/events', body },
    headers: { ...headers, ...media },
  });
  const [answer] = await overConnections(url, 1, [request]);
  assert.equal(answer?.status, 201, answer?.body);
  return answer.ms;
}
