import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compared } from '../support/lines.js';
import { alternating, type Run, type Side, timed } from '../support/measuring.js';
import { startNest, STORES, type StoreName } from '../support/nest-peer.js';
import { keptCents } from '../support/kept-cents.js';
import { seeded } from '../support/random.js';
import type { Row } from '../support/row.js';
import { linesOf, sendLines, startAssay } from '../support/service.js';
import { storyOf } from '../support/story.js';

const BOOKINGS = 1_000;
/** Of a thousand lines this many are sent twice, and one is no booking. */
const TWICE = 10;

interface Feed {
  readonly organizations: number;
  readonly before: Uint8Array<ArrayBuffer>;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly lines: number;
}

/** Each run is a service started on nothing, one body of lines, and the sum of what was kept. */
export const row: Row = async ({ size, seed, rounds, dist, directory, report }) => {
  const feed = feedOf(seed, size(200));
  const missing = new Map<StoreName, Parameters<typeof compared>[0]['peer']>();
  let run = 0;
  const fresh = (): string => {
    const path = join(directory, String((run += 1)));
    mkdirSync(path);
    return path;
  };
  const sides: Record<string, Side> = { ours: () => ours(dist, fresh(), feed) };
  for (const store of Object.keys(STORES) as StoreName[]) {
    const tried = await startNest(store, fresh());
    if ('missing' in tried) missing.set(store, tried);
    else {
      await tried.stop();
      sides[store] = () => theirs(store, fresh(), feed);
    }
  }
  const medians = await alternating(rounds, sides);
  const what = `${feed.lines.toLocaleString('en')} lines, 1 % of them twice`;
  for (const [store, name] of Object.entries(STORES) as [StoreName, string][]) {
    const found = missing.get(store) ?? { name, value: medians[store] ?? 0 };
    const aim = store === 'emmett' ? { times: 4.5, stretch: 7 } : {};
    report(compared({ what, unit: 'per second', ours: medians.ours ?? 0, peer: found, ...aim }));
  }
};

function feedOf(seed: number, organizations: number): Feed {
  const stories = Array.from({ length: organizations }, (_, at) => storyOf(seed, at, BOOKINGS));
  const { before, bookings } = linesOf(stories);
  const random = seeded(seed);
  const pick = (): number => Math.floor(random() * bookings.length);
  for (let at = bookings.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1)); // as feeds are: organizations all mixed
    [bookings[at], bookings[other]] = [bookings[other] ?? '', bookings[at] ?? ''];
  }
  const thousands = Math.ceil(bookings.length / 1_000);
  for (let at = 0; at < thousands * TWICE; at += 1) bookings.push(bookings[pick()] ?? '');
  for (let at = 0; at < thousands; at += 1) {
    const twice = (bookings[at] ?? '').replace('"bookedOn":"2', '"bookedOn":"2-');
    bookings.push(twice); // no day
  }
  return {
    organizations,
    before: bytesOf(before),
    body: bytesOf(bookings),
    lines: bookings.length,
  };
}

function bytesOf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(lines.join('\n'));
}

async function ours(dist: string, directory: string, feed: Feed): Promise<Run> {
  const service = await startAssay(dist, directory);
  const path = '/v1/events';
  await sendLines(`${service.url}${path}`, feed.before);
  const { ms, result } = await timed(() => sendLines(`${service.url}${path}`, feed.body));
  await service.stop();
  const kept = await keptCents(directory, feed.organizations);
  return { value: feed.lines / (ms / 1_000), answer: JSON.stringify({ ...result, ...kept }) };
}

async function theirs(store: StoreName, directory: string, feed: Feed): Promise<Run> {
  const peer = await startNest(store, directory);
  assert('url' in peer);
  const { ms, result } = await timed(() => sendLines(`${peer.url}/v1/events/lines`, feed.body));
  const kept = (await (await fetch(`${peer.url}/v1/events/sum`)).json()) as object;
  await peer.stop();
  return { value: feed.lines / (ms / 1_000), answer: JSON.stringify({ ...result, ...kept }) };
}
