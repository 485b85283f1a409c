import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';

const NORTHWIND = '/organizations/northwind-traders';

describeInBrowser('the page on paper, in forced colours, and without a network', () => {
  const under = pageUnderTest();

  test('paper says of which day it is, what was known, and when it was printed', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=2017-11-13&knownAt=2300`);
    const printed = page.getByText(
      'Shown as it stood on Nov 13, 2017, as known at revision 2,300.',
    );
    expect(await printed.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await printed.isVisible()).toBe(true);
    expect(await page.getByRole('navigation').count()).toBe(0);
    await close(page);
  });

  test('on paper are all rows that were loaded, one below the other, and whether there are more', async () => {
    const page = await under.open(`${NORTHWIND}/facts`);
    const rows = page.locator('[role=row][data-index]');
    expect(await rows.count()).toBeLessThan(60);
    await startPrinting(page);
    const count = await rows.count();
    expect(count).toBeGreaterThanOrEqual(100);
    expect(await placesOf(page)).toBe(count);
    await page.getByText(`On paper are the ${count} rows that had been loaded`).waitFor();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await rows.count()).toBeLessThan(60);
    await close(page);
  });

  test('people on paper are a list with what each fills and holds', async () => {
    const page = await under.open(`${NORTHWIND}/people?asOf=2017-11-13`);
    await startPrinting(page);
    const row = page.getByRole('row').filter({ hasText: 'employee-273' }).first();
    expect(await row.innerText()).toMatch(
      /Cloud CRM Reseller · Silver, group 1.*MB2-714, MB2-710/s,
    );
    await close(page);
  });

  test('the facts behind a number are printed below what they are of', async () => {
    const facts = 'cloud-business-applications/enterprise-operations/total-revenue/gold';
    const page = await under.open(`${NORTHWIND}?asOf=2017-11-13&facts=${facts}`);
    await page.getByRole('dialog').getByRole('table').nth(1).waitFor();
    await startPrinting(page);
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('.standings').isVisible()).toBe(false);
    const clipped = await page.getByRole('dialog').evaluate((dialog) => {
      const body = dialog.querySelector('.drawer-body');
      return body === null || body.scrollHeight > body.clientHeight + 1;
    });
    expect(clipped).toBe(false);
    await close(page);
  });

  test('where one is and how full a bar is are seen in forced colours', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=2017-11-13`);
    await page.emulateMedia({ forcedColors: 'active' });
    await settled(page);
    const backs = await page.evaluate(() => {
      const back = (selector: string) => {
        const element = document.querySelector(selector);
        return element === null ? 'missing' : getComputedStyle(element).backgroundColor;
      };
      return {
        page: back('.card'),
        tab: back('.tabs [aria-current=page]'),
        chosen: (() => {
          const probe = document.createElement('div');
          probe.style.background = 'Highlight';
          document.body.append(probe);
          return getComputedStyle(probe).backgroundColor;
        })(),
        bar: back('.requirement-had'),
      };
    });
    expect(backs.tab).toBe(backs.chosen);
    expect(backs.bar).not.toBe(backs.page);
    expect(await page.locator('.time-banner [aria-current]').count()).toBe(0);
    await close(page);
  });

  test('each view of an organization names the document, and is said when one comes to it', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=2017-11-13`);
    expect(await page.title()).toBe('Overview – Northwind Traders – Assay');
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.waitForFunction(() => document.title === 'People – Northwind Traders – Assay');
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe('Northwind Traders – People');
    await close(page);
  });

  test('a view that is not here yet waits for the network, and says so', async () => {
    const page = await under.open(NORTHWIND, { language: 'fr' });
    const before = under.complaints.length;
    await page.context().setOffline(true);
    await page.getByRole('status').filter({ hasText: 'Reconnexion' }).waitFor();
    await page.getByRole('link', { name: 'Relevé', exact: true }).click();
    await page.getByText('Le service n’a pas répondu.').first().waitFor();
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Relevé de niveau' }).waitFor();
    // The browser says on the console that it has no network.
    under.complaints.splice(before);
    await close(page);
  });

  test('a refusal is said in the language of the reader, with what helps', async () => {
    const page = await under.open('/organizations/nobody', { language: 'fr' });
    const panel = page.getByRole('alert');
    await panel.getByText('Aucune organisation n’est inscrite sous cet identifiant.').waitFor();
    expect(await panel.getByRole('button').count()).toBe(0);
    await panel.getByRole('link', { name: 'Aller au portefeuille' }).click();
    await page.getByRole('heading', { name: 'Portefeuille' }).waitFor();
    await close(page);
  });

  test('days and moments are typed in the order of the page’s language', async () => {
    const page = await under.open('/access', { language: 'fr' });
    await page.getByRole('spinbutton').first().focus();
    await page.keyboard.type('13112017');
    await page.waitForURL((url) => url.searchParams.get('from') === '2017-11-13');
    await page.getByRole('button', { name: 'Voyage dans le temps' }).click();
    await page.getByText('Ce qui était enregistré à un moment').click();
    const moment = page.getByRole('group', { name: 'Le moment (UTC)' });
    await moment.getByRole('spinbutton').first().focus();
    await page.keyboard.type('131120170930');
    await page.getByRole('button', { name: 'Afficher' }).click();
    await page.waitForURL((url) => url.searchParams.get('knownAt') === '2017-11-13T09:30:00Z');
    await close(page);
  });

  test('a fact is opened from the midst of the trail, and one comes back there', async () => {
    const page = await under.open(`${NORTHWIND}/facts`);
    await page.evaluate(() => scrollTo(0, 2_000));
    const { facts } = await under.service.json<{ facts: { revision: number }[] }>(
      `/v1${NORTHWIND}/facts?order=newest&limit=40`,
    );
    const revision = facts.at(-1)!.revision.toLocaleString('en');
    const fact = page.getByRole('button', { name: `Revision ${revision}`, exact: true });
    // What is scrolled to is measured, and what comes behind it asked for: a press that rows move under is none.
    await fact.hover();
    await page.waitForTimeout(500);
    await fact.click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByText('CloudEvent').first().waitFor({ timeout: 30_000 });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1_000);
    expect(await fact.isVisible()).toBe(true);
    await close(page);
  });

  test('Tab leads past a table, not through its rows', async () => {
    const page = await under.open(`${NORTHWIND}/facts`);
    await page.getByRole('button', { name: 'As CSV' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row');
    await page.keyboard.press('Tab');
    const isInTable = await page.evaluate(
      () => document.activeElement?.closest('[role=grid]') !== null,
    );
    expect(isInTable).toBe(false);
    await close(page);
  });

  test.each([320, 390, 1_280])(
    'no curve crosses the words of a threshold at %s pixels',
    async (width) => {
      const page = await under.open(`${NORTHWIND}?asOf=2017-11-13&range=3y`, { width });
      await page.locator('.chart-line').first().waitFor({ state: 'attached' });
      const words = await page.evaluate(() =>
        [...document.querySelectorAll<SVGTextElement>('.chart-threshold text')].map((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          const lines = document.querySelectorAll<SVGPathElement>(
            '.chart-line, .chart-threshold path',
          );
          const crossed = [...lines].some((path) => {
            const toScreen = path.getScreenCTM();
            return Array.from({ length: Math.ceil(path.getTotalLength()) }, (_, at) =>
              path.getPointAtLength(at).matrixTransform(toScreen ?? undefined),
            ).some(({ x, y }) => x > left && x < right && y > top + 2 && y < bottom - 2);
          });
          return [text.textContent, crossed];
        }),
      );
      expect(words.map(([said]) => String(said).slice(0, 4)).sort()).toEqual(['Gold', 'Silv']);
      expect(words.filter(([, crossed]) => crossed === true)).toEqual([]);
      await close(page);
    },
  );

  test('the words of the chart are whole on a phone', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=2017-11-13`, { language: 'fr', width: 320 });
    await page.locator('.chart-mark').first().waitFor({ state: 'attached' });
    const outside = await page.evaluate(() => {
      const chart = document.querySelector('.chart')?.getBoundingClientRect();
      return [...document.querySelectorAll('.chart-mark text')]
        .map((text) => text.getBoundingClientRect())
        .filter(({ left, right }) => left < (chart?.left ?? 0) || right > (chart?.right ?? 0));
    });
    expect(outside).toEqual([]);
    await close(page);
  });

  test('a figure of a statement leads to its facts, as they were known then', async () => {
    const page = await under.open(`${NORTHWIND}/claim?asOf=2017-11-13&knownAt=2300`);
    await page
      .getByRole('link', { name: /^\$300,646\.44: Show the facts/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('Total revenue, twelve months').first().waitFor();
    expect(new URL(page.url()).searchParams.get('knownAt')).toBe('2300');
    await page.goBack();
    await page.getByRole('heading', { name: 'Statement of standing' }).waitFor();
    await close(page);
  });

  test('said nothing on the console', () => {
    expect(under.complaints).toEqual([]);
  });
});

/** What the browser does before it takes the page to paper, which has the width of one. */
async function startPrinting(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

/** How many different places the rows of a table have. */
function placesOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('[role=row][data-index]')];
    return new Set(rows.map((row) => row.getBoundingClientRect().top)).size;
  });
}
