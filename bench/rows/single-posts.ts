import { strict as assert } from 'node:assert';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endsWithUs } from '../support/children.js';
import { type Answered, overConnections, requestBytes } from '../support/connections.js';
import { keptCents } from '../support/kept-cents.js';
import { atMost, compared } from '../support/lines.js';
import { median, quantile, timed } from '../support/measuring.js';
import { startNest, STORES, type StoreName } from '../support/nest-peer.js';
import type { Row } from '../support/row.js';
import { ADMIN_KEY, linesOf, oneBooking, sendLines, startAssay } from '../support/service.js';
import { organizationIdOf, storyOf } from '../support/story.js';

const CONNECTIONS = 64;
const ORGANIZATIONS = 100;
const NOTHING = 'a bare Fastify route that keeps nothing';
const LOG_ALONE = 'a bare Fastify route that appends to the same log, and no more';

interface Posted {
  readonly perSecond: number;
  readonly p99: number;
}

/**
 * Peers that flush for every booking get fewer of them: what is compared is how many a second. As many go before, to whomever they are
 * sent: what runs for days is not measured in the seconds in which it is compiled.
 */
export const row: Row = async ({ size, rounds, dist, directory, report }) => {
  const posts = size(20_000, 1_000);
  const peerPosts = size(3_000, 500);
  const ours: Posted[] = [];
  const bare: Record<string, number[]> = { [NOTHING]: [], [LOG_ALONE]: [] };
  const theirs = new Map<StoreName, number[]>();
  const missing = new Map<StoreName, Parameters<typeof compared>[0]['peer']>();
  const stores = Object.keys(STORES) as StoreName[];
  for (let round = 0; round <= rounds; round += 1) {
    const fresh = (name: string): string => {
      const path = join(directory, `${round}-${name}`);
      mkdirSync(path);
      return path;
    };
    const posted = await postsToOurs(dist, fresh('ours'), posts);
    if (round > 0) ours.push(posted);
    for (const [name, file] of [
      [NOTHING],
      [LOG_ALONE, join(fresh('bare'), 'events.db')],
    ] as const) {
      const routed = await postsToBareRoute(posts, file);
      if (round > 0) bare[name]?.push(routed.perSecond);
    }
    for (const store of stores.filter((one) => !missing.has(one))) {
      const peer = await startNest(store, fresh(store));
      if ('missing' in peer) {
        missing.set(store, peer);
        continue;
      }
      await postsTo(peer.url, 'application/json', 'before', peerPosts);
      const { perSecond } = await postsTo(peer.url, 'application/json', 'single', peerPosts);
      const kept = (await (await fetch(`${peer.url}/v1/events/sum`)).json()) as object;
      assert.deepEqual(kept, keptOf(peerPosts));
      await peer.stop();
      if (round > 0) theirs.set(store, [...(theirs.get(store) ?? []), perSecond]);
    }
  }
  const perSecond = median(ours.map((run) => run.perSecond));
  const what = `single POSTs, ${CONNECTIONS} connections`;
  for (const store of stores) {
    const found = missing.get(store) ?? {
      name: STORES[store],
      value: median(theirs.get(store) ?? []),
    };
    const aim = store === 'emmett' ? { times: 20 } : {};
    report(compared({ what, unit: 'per second', ours: perSecond, peer: found, ...aim }));
  }
  for (const [name, rates] of Object.entries(bare)) {
    const floor = { name, value: median(rates) };
    report(compared({ what, unit: 'per second', ours: perSecond, peer: floor }));
  }
  const p99 = median(ours.map((run) => run.p99));
  report(atMost(`${what}: p99`, 'ms', p99, 50));
};

async function postsToOurs(dist: string, directory: string, posts: number): Promise<Posted> {
  const service = await startAssay(dist, directory);
  const stories = Array.from({ length: ORGANIZATIONS }, (_, at) => storyOf(1, at, 0));
  const { before } = linesOf(stories);
  await sendLines(`${service.url}/v1/events`, new TextEncoder().encode(before.join('\n')));
  await postsTo(service.url, 'application/cloudevents+json', 'before', posts);
  const posted = await postsTo(service.url, 'application/cloudevents+json', 'single', posts);
  await service.stop();
  const kept = await keptCents(directory, ORGANIZATIONS);
  assert.deepEqual(kept, keptOf(posts));
  return posted;
}

async function postsToBareRoute(posts: number, file?: string): Promise<Posted> {
  const words = file === undefined ? [] : [file];
  const child = fork(new URL('../support/bare-fastify.ts', import.meta.url), words);
  endsWithUs(child);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  await postsTo(url, 'application/json', 'before', posts);
  const posted = await postsTo(url, 'application/json', 'single', posts);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  return posted;
}

function keptOf(posts: number): { count: number; cents: number } {
  const count = 2 * posts;
  return { count, cents: count * 1_250 };
}

async function postsTo(
  url: string,
  mediaType: string,
  ids: string,
  posts: number,
): Promise<Posted> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': mediaType };
  const requests = Array.from({ length: posts }, (_, at) => {
    const body = oneBooking(organizationIdOf(at % ORGANIZATIONS), `${ids}-${at}`);
    return requestBytes({ method: 'POST', path: '/v1/events', headers, body });
  });
  const { ms, result } = await timed(() => overConnections(url, CONNECTIONS, requests));
  const refused = result.find(({ status }: Answered) => status !== 201);
  assert.equal(refused, undefined);
  return {
    perSecond: posts / (ms / 1_000),
    p99: quantile(
      result.map((answer) => answer.ms),
      0.99,
    ),
  };
}
