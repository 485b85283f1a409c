import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';
import { manyOrganizations } from './many-organizations.js';

const COUNT = 300;

interface Listed {
  readonly total: number;
  readonly organizations: readonly { readonly name: string }[];
}

interface Alerts {
  readonly total: number;
  readonly alerts: readonly { readonly organizationId: string }[];
}

describeInBrowser('the portfolio', () => {
  const under = pageUnderTest({ demonstration: false });

  beforeAll(async () => {
    await under.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: manyOrganizations(COUNT, Date.now()),
    });
    // The directory follows what was recorded.
    for (let looks = 0; looks < 200; looks += 1) {
      const { total } = await under.service.json<Listed>('/v1/organizations?limit=1');
      if (total === COUNT) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error('the directory does not show what was recorded');
  }, 60_000);

  test('what lapses first comes first, and all of it can be scrolled to', async () => {
    const page = await under.open('/');
    const { organizations } = await under.service.json<Listed>(
      '/v1/organizations?sort=lapsesOn&limit=300',
    );
    expect((await namesShown(page)).slice(0, 5)).toEqual(
      organizations.slice(0, 5).map(({ name }) => name),
    );
    await page.getByRole('row').nth(1).focus();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('End');
      if ((await namesShown(page)).includes(organizations.at(-1)?.name ?? '')) break;
      await page.waitForTimeout(100);
    }
    expect(await namesShown(page)).toContain(organizations.at(-1)?.name);
    // Those that are not on the screen are not in the document.
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    await close(page);
  });

  test('option, tier, market, days and part of a name choose, each in the address', async () => {
    const page = await under.open('/');
    await page.getByLabel('Tier', { exact: true }).selectOption('Gold');
    await shown(page, '50 organizations');
    await page.getByLabel('Market', { exact: true }).selectOption('Developing markets');
    await shown(page, 'No organization');
    await page.getByLabel('Market', { exact: true }).selectOption('Any');
    await page.getByLabel('Option', { exact: true }).selectOption('Enterprise Operations');
    await shown(page, 'No organization fits these filters');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await shown(page, '300 organizations');
    // Slower than it waits for the next letter: asking takes nothing away from whoever goes on typing.
    await page.getByLabel('Name or id').pressSequentially('fabrikam 1', { delay: 250 });
    await shown(page, '22 organizations');
    expect(new URL(page.url()).search).toBe('?q=fabrikam+1');
    await page.goto('/?tier=silver&sort=name&within=90');
    await settled(page);
    expect(
      await page.getByRole('columnheader', { name: 'Organization' }).getAttribute('aria-sort'),
    ).toBe('ascending');
    await close(page);
  });

  test('at another time the table has that time, and says that who is listed and in which order is as of today', async () => {
    const page = await under.open('/?asOf=2019-01-01');
    await page
      .getByRole('note')
      .getByText('The tiers and days in the table are those of')
      .waitFor();
    await page.getByRole('note').getByText('What lapses first today comes first.').waitFor();
    const lapses = page.getByRole('columnheader', { name: 'Next lapse' });
    expect(await lapses.getAttribute('aria-sort')).toBe('none');
    await page.goto('/?knownAt=2001-01-01T00:00:00Z&sort=name');
    await page.getByText('Not known then').first().waitFor();
    const named = page.getByRole('columnheader', { name: 'Organization' });
    expect(await named.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.getByText('What lapses first today').count()).toBe(0);
    await close(page);
  });

  test('a number shows those that it counts', async () => {
    const page = await under.open('/');
    const count = page.getByRole('link', { name: /lapse within 30 days/ });
    await page.waitForFunction(() => !document.querySelector('.counts')?.textContent.includes('–'));
    const number = Number.parseInt(await count.innerText(), 10);
    expect(number).toBeGreaterThan(0);
    await count.click();
    await shown(page, `${number} organizations`);
    expect(await count.getAttribute('aria-current')).toBe('page');
    await close(page);
  });

  test('alerts come page by page as they are scrolled to, the newest first', async () => {
    const page = await under.open('/alerts');
    const { total, alerts } = await everyAlert();
    expect(total).toBeGreaterThan(100);
    await shown(page, `${total} alerts`);
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(total + 1));
    const last = page.locator('[role=rowheader]').filter({ hasText: alerts.at(-1)! });
    await page.getByRole('row').nth(1).focus();
    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/alerts') asked.push(searchParams.get('after'));
    });
    for (let presses = 0; presses < 50 && (await last.count()) === 0; presses += 1) {
      await page.keyboard.press('End');
      await page.waitForTimeout(100);
    }
    expect(await last.count()).toBeGreaterThan(0);
    expect(asked).toHaveLength(Math.ceil(total / 100) - 1);
    expect(new Set(asked).size).toBe(asked.length);
    await close(page);
  });

  /** How many there are when no more come, and the organizations they are about. */
  async function everyAlert(): Promise<{ total: number; alerts: string[] }> {
    const seen = () => under.service.json<Alerts>('/v1/alerts?order=newest&limit=1000');
    for (let before = await seen(); ;) {
      await new Promise((wake) => setTimeout(wake, 500));
      const now = await seen();
      if (now.total === before.total && now.total >= COUNT / 3)
        return { total: now.total, alerts: now.alerts.map((each) => each.organizationId) };
      before = now;
    }
  }

  test('said nothing on the console', () => {
    expect(under.complaints).toEqual([]);
  });
});

async function shown(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: true }).first().waitFor();
}

function namesShown(page: Page): Promise<string[]> {
  return page.locator('[role=rowheader] a').allInnerTexts();
}
