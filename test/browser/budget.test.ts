import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';
import { INTERACTIONS } from './interactions.js';
import { LARGE, largeOrganization } from './large-organization.js';
import { manyOrganizations } from './many-organizations.js';
import { isBusy, processorTime } from './processor-time.js';

const SCRIPT_BYTES = 160_000;
const USABLE_MS = 1_500;
const INTERACTION_MS = 100;
const SLOWED = 4;
/** The machine does other things, too: the best of several tells what the page takes. */
const TRIES = 5;
const REPEATED = 8;

describeInBrowser('the budget', () => {
  const under = pageUnderTest({ demonstration: false });
  const today = Date.now();

  beforeAll(async () => {
    await record(manyOrganizations(3_000, today));
    const size = { people: 500, exams: 60, bookings: 100_000 };
    for (const lines of largeOrganization(size, today)) await record(lines);
    await under.service.json(`/v1/organizations/${LARGE}/standing`);
  }, 180_000);

  test('the first route has at most 160 kB of script, gzipped', async () => {
    const page = await under.open('/sign-in');
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
    });
    await page.goto('/');
    await rowsShown(page);
    await page.waitForLoadState('load');
    const bytes = [...new Set(scripts)].map(
      (path) => statSync(join('dist/apps/dashboard', `${path}.gz`)).size,
    );
    const sum = bytes.reduce((total, size) => total + size, 0);
    say(`${(sum / 1000).toFixed(1)} kB of script (gzip) in ${bytes.length} files; at most 160`);
    expect(sum).toBeLessThanOrEqual(SCRIPT_BYTES);
    await close(page);
  });

  test('the portfolio can be used within 1.5 s on a processor slowed four times', async () => {
    const usable = await bestOf(USABLE_MS, usableAfter);
    const page = await under.open('/sign-in');
    const took = await processorTime(page, async () => {
      await page.goto('/', { waitUntil: 'commit' });
      await rowsShown(page);
    });
    await close(page);
    say(`usable after ${Math.round(usable)} ms with the processor slowed ${SLOWED}×`);
    say(`(the page itself: ${Math.round(took)} ms of processor; ${SLOWED}× ${SLOWED * took} ms)`);
    expect(SLOWED * took).toBeLessThanOrEqual(USABLE_MS);
    within(USABLE_MS, usable);
  }, 60_000);

  test.each(INTERACTIONS.map((each) => [each.name, each] as const))(
    'within 100 ms: %s',
    async (name, { path, prepare, act, answers = 1 }) => {
      const page = await under.open(path);
      await prepare?.(page);
      const worst = await bestOf(INTERACTION_MS, () => worstOf(page, act));
      const each = await bestOf(INTERACTION_MS, async () => {
        const took = await processorTime(page, async () => {
          for (let times = 0; times < REPEATED; times += 1) await act(page);
          await settled(page);
        });
        return Math.round(took / (REPEATED * answers));
      });
      say(`${name}: ${worst} ms at worst, ${each} ms of processor each`);
      // However much else runs, and wherever.
      expect(each).toBeLessThanOrEqual(INTERACTION_MS);
      within(INTERACTION_MS, worst);
      await close(page);
    },
    60_000,
  );

  /** From the moment at which the address is gone to until rows are there and the page takes what is typed. */
  async function usableAfter(): Promise<number> {
    const page = await under.open('/sign-in');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.goto('/', { waitUntil: 'commit' });
    await rowsShown(page);
    const took = await page.evaluate(
      () => new Promise<number>((answer) => setTimeout(() => answer(performance.now()), 0)),
    );
    await close(page);
    return took;
  }

  async function record(lines: string): Promise<void> {
    const answer = await under.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    expect(await answer.json()).toMatchObject({ rejected: 0 });
  }
});

function rowsShown(page: Page): Promise<unknown> {
  return page.waitForFunction(() => document.querySelectorAll('[role=row]').length > 5, undefined, {
    polling: 'raf',
  });
}

/** The least that `measure` tells, of as many tries as it takes to keep within the budget, and of no more than `TRIES`. */
async function bestOf(budget: number, measure: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best > budget; tries += 1) {
    best = Math.min(best, await measure());
  }
  return best;
}

/** The longest of several times the same, from the key or click until the next frame is painted: as the browser measures it. */
async function worstOf(page: Page, act: (page: Page) => Promise<void>): Promise<number> {
  await settled(page);
  await page.evaluate(() => {
    const measured = globalThis as { longest?: number };
    measured.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        measured.longest = Math.max(measured.longest ?? 0, duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (let times = 0; times < REPEATED; times += 1) {
    await act(page);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
  }
  await settled(page);
  return page.evaluate(() => (globalThis as { longest?: number }).longest ?? 0);
}

/** Fails where something took longer than it may; on a machine that has more to do than it can, it only says so. */
function within(budget: number, took: number): void {
  if (took > budget && isBusy()) say(`${took} ms instead of ${budget}: but the machine is busy`);
  else expect(took).toBeLessThanOrEqual(budget);
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
