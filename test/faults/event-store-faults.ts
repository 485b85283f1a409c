import { setTimeout as pause } from 'node:timers/promises';
import { type AppendFault, COURSES } from '../support/eventstoredb/append-faults.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import type { SubscriptionFault } from '../support/eventstoredb/subscriptions.js';
import { Random } from '../simulation/random.js';
import type { Figure } from './figures.js';
import { pour } from './load.js';
import { figuresOf, type Reckoning } from './reckoning.js';
import { Refusals, storedBy } from './refusals.js';
import { Stage } from './stage.js';

const PART = 'store in trouble';

export interface StoreFaultsOptions {
  readonly built: string;
  readonly seed: number;
  /** Subscriptions are broken behind their first, second … message, up to this many. */
  readonly points: number;
  /** Appends that go wrong, of each kind. */
  readonly appends: number;
  /** Kinds whose outcome is only known when ten seconds have passed are left out. */
  readonly withoutSilence?: boolean;
  readonly cuts: number;
}

export interface StoreFaults {
  subscriptionsBroken: number;
  appendsFailed: number;
  cuts: number;
  readonly refusals: Refusals;
  reckoning: Reckoning;
}

/**
 * Runs the built program on an EventStoreDB of our own that breaks subscriptions at every point, stores appends and does not say so or the
 * other way round, answers late and out of order, and lies behind a network that is slow, stalls and breaks; and counts.
 */
export async function storeFaulted(options: StoreFaultsOptions): Promise<StoreFaults> {
  const { built, points, appends, cuts, withoutSilence = false } = options;
  const random = new Random(options.seed);
  const server = await EventStoreDbServer.start();
  const stage = await Stage.open({ built, environment: { ASSAY_EVENT_STORE: server.url } });
  const refusals = new Refusals();
  const over = new AbortController();
  try {
    const service = await stage.start();
    const pouring = pour(service, stage.senders, {
      onRefusal: (refusal, sender) => refusals.take(storedBy(service), sender, refusal),
      signal: over.signal,
    });
    const subscriptionsBroken = await breakSubscriptions(server, points, withoutSilence);
    const appendsFailed = await failAppends(server, appends, withoutSilence);
    await troubleNetwork(server, cuts, random);
    over.abort();
    await pouring;
    const reckoning = await stage.reckon(service);
    return { subscriptionsBroken, appendsFailed, cuts, refusals, reckoning };
  } finally {
    over.abort();
    stage.dispose();
    await server.stop();
  }
}

export function figuresOfStoreFaults(
  { subscriptionsBroken, appendsFailed, cuts, refusals, reckoning }: StoreFaults,
  { points }: StoreFaultsOptions,
): Figure[] {
  return [
    {
      ...{ part: PART, what: 'subscriptions broken', count: subscriptionsBroken },
      must: { beAtLeast: points },
    },
    { part: PART, what: 'appends that went wrong', count: appendsFailed, must: { beAtLeast: 1 } },
    { part: PART, what: 'times all connections were cut', count: cuts },
    ...refusals.figures(PART),
    ...figuresOf(PART, reckoning, false),
    {
      ...{
        part: PART,
        what: 'alerts delivered twice without a kill',
        count: reckoning.deliveriesAgain,
      },
      must: { be: 0 },
    },
  ];
}

/** Every subscription behind its first, second, … message, by each way; how many were. */
export async function breakSubscriptions(
  server: EventStoreDbServer,
  points: number,
  withoutSilence: boolean,
): Promise<number> {
  const all = await subscriptionsAtRest(server);
  let broken = 0;
  const ways: readonly SubscriptionFault['how'][] = ['drop', 'cut'];
  for (let after = 0; after < points; after += 1) {
    for (const how of ways) broken += await breakAll(server, { after, how }, all);
  }
  if (!withoutSilence) broken += await breakAll(server, { after: 2, how: 'silence' }, all);
  return broken;
}

/** How many there are when none comes any more. */
async function subscriptionsAtRest({ subscriptions }: EventStoreDbServer): Promise<number> {
  for (let tries = 0, before = 0; tries < 100; tries += 1) {
    await pause(500);
    if (subscriptions.open > 0 && subscriptions.open === before) break;
    before = subscriptions.open;
  }
  return subscriptions.open;
}

/** Has `all` subscriptions begin anew and break as `fault` says, and waits until they have begun again. */
async function breakAll(
  server: EventStoreDbServer,
  fault: SubscriptionFault,
  all: number,
): Promise<number> {
  const { subscriptions, calls } = server;
  const before = calls.subscription;
  subscriptions.faults.push(...Array.from({ length: all }, () => fault));
  subscriptions.drop();
  // A cut breaks the others as well, and a point is reached when so much has been recorded.
  const end = Date.now() + (fault.how === 'silence' ? 60_000 : 15_000);
  while (calls.subscription < before + 2 * all && Date.now() < end) await pause(5);
  return Math.max(0, calls.subscription - before - all);
}

const KINDS = [...Object.keys(COURSES), 'not-leader', 'cut-while-sent'] as AppendFault[];
/** Their outcome is left open until the deadline of an append. */
const SILENT: readonly AppendFault[] = ['stored-and-silent', 'lost-and-silent'];

async function failAppends(
  server: EventStoreDbServer,
  appends: number,
  withoutSilence: boolean,
): Promise<number> {
  // Late enough for other answers to come first, and before anybody gives up.
  server.lateMs = 300;
  const kinds = KINDS.filter((kind) => !withoutSilence || !SILENT.includes(kind));
  let failed = 0;
  for (let times = 0; times < appends; times += 1) {
    for (const kind of kinds) {
      server.appendFaults.push(kind);
      const end = Date.now() + 30_000;
      while (server.appendFaults.length > 0 && Date.now() < end) await pause(5);
      if (server.appendFaults.length === 0) failed += 1;
      // Others go through in between.
      await pause(20);
    }
  }
  server.appendFaults.length = 0;
  return failed;
}

async function troubleNetwork(
  { network }: EventStoreDbServer,
  cuts: number,
  random: Random,
): Promise<void> {
  for (let cut = 0; cut < cuts; cut += 1) {
    await pause(random.integer(0, 300));
    network.cut();
  }
  network.delayMs = 25;
  await pause(1_500);
  network.delayMs = 0;
  network.stall();
  await pause(1_000);
  network.resume();
  network.down();
  await pause(700);
  await network.up();
  await pause(300);
}
