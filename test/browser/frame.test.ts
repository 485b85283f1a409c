import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ADMIN_KEY } from '../support/service.js';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';

describeInBrowser('what is around every view', () => {
  const under = pageUnderTest();
  const northwind = '/organizations/northwind-traders?asOf=2017-11-13';

  test('a key is asked for, a wrong one is refused in words, and the right one leads to where one wanted to go', async () => {
    const page = await under.open(northwind, { signedOut: true });
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('Key').press('Enter');
    await seen(page, 'Enter a key.');
    await page.getByLabel('Key').fill('assay_0_wrong');
    await page.getByLabel('Key').press('Enter');
    await seen(page, 'unknown, revoked or expired');
    await page.getByLabel('Key').fill(ADMIN_KEY);
    await page.getByLabel('Key').press('Enter');
    await page.getByRole('heading', { name: 'Northwind Traders' }).waitFor();
    expect(new URL(page.url()).search).toBe('?asOf=2017-11-13');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await close(page);
  });

  test('a key that no longer works is asked for again, and then one is where one was', async () => {
    const { id, key } = await newKey('for a while');
    const page = await under.open(northwind, { key });
    await under.service.fetch(`/v1/keys/${id}`, { method: 'DELETE' });
    // The page may have noticed by itself already; then there is no link to press any more.
    const isPressed = await page.evaluate(() => {
      const links = [...document.querySelectorAll('a')];
      const link = links.find(({ pathname, textContent }) => {
        return pathname === '/' && textContent.trim() === 'Portfolio';
      });
      link?.click();
      return link !== undefined;
    });
    await page.getByLabel('Key').fill(ADMIN_KEY);
    await page.getByLabel('Key').press('Enter');
    const was = isPressed ? 'Portfolio' : 'Northwind Traders';
    await page.getByRole('heading', { name: was }).waitFor();
    expect(new URL(page.url()).pathname).toBe(
      new URL(isPressed ? '/' : northwind, page.url()).pathname,
    );
    await close(page);
  });

  test('who signs out is signed out in this browser', async () => {
    const page = await under.open('/');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await close(page);
  });

  test.each([
    ['answers 502', 'fr', 'Un intermédiaire a répondu à la place du service.'],
    ['is not reached', 'en', 'The service did not answer.'],
  ] as const)(
    'where the service %s before anybody is known, it is said (%s), and tried again',
    async (how, language, said) => {
      const page = await under.open('/', { language });
      const before = under.complaints.length;
      await page.route('**/v1/session', (route) =>
        how === 'answers 502'
          ? route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' })
          : route.abort('connectionrefused'),
      );
      await page.reload();
      const panel = page.getByRole('main').getByRole('alert');
      await panel.getByText(said).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.unroute('**/v1/session');
      const again = language === 'fr' ? 'Réessayer' : 'Try again';
      await panel.getByRole('button', { name: again }).click();
      const portfolio = language === 'fr' ? 'Portefeuille' : 'Portfolio';
      await page.getByRole('heading', { name: portfolio }).waitFor();
      // The browser says on the console what became of the question.
      under.complaints.splice(before);
      await close(page);
    },
  );

  test('language and colours are chosen, and stay', async () => {
    const page = await under.open('/');
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByText('Français').click();
    await page.getByRole('heading', { name: 'Portefeuille' }).waitFor({ state: 'attached' });
    await page.getByText('Sombres').click();
    await page.reload();
    await page.getByRole('heading', { name: 'Portefeuille' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.title()).toBe('Portefeuille – Assay');
    // The address goes before what was chosen.
    await page.goto('/?lang=en');
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    await close(page);
  });

  test('by keyboard alone: past the header, to another organization, to another day, and back', async () => {
    const page = await under.open('/');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

    await tabTo(page, 'Find an organization', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox', { name: 'Find an organization' }).waitFor();
    await page.keyboard.type('northw');
    await page.getByRole('option', { name: 'Northwind Traders' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Northwind Traders' }).waitFor();
    expect(await focused(page)).toBe('Northwind Traders – Overview');

    await tabTo(page, 'Time travel: Today', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('spinbutton').first().waitFor();
    await tabTo(page, 'month,', 'Tab');
    await page.keyboard.type('11132017');
    await tabTo(page, 'Show', 'Tab');
    await page.keyboard.press('Enter');
    await seen(page, 'You see another time than today: on Nov 13, 2017.');
    expect(new URL(page.url()).search).toBe('?asOf=2017-11-13');
    await seen(page, 'short by 1');

    await tabTo(page, 'Back to today', 'Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search === '');
    await close(page);
  });

  test('what had been recorded by a revision is shown, and every link keeps it', async () => {
    const page = await under.open(`${northwind}&knownAt=1000`);
    await seen(page, 'as known at revision 1,000');
    await page.getByRole('link', { name: 'Portfolio', exact: true }).click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    expect(new URL(page.url()).search).toBe('?asOf=2017-11-13&knownAt=1000');
    await close(page);
  });

  test('on a phone the views are behind a button', async () => {
    const page = await under.open(northwind, { width: 390 });
    const portfolio = page.getByRole('link', { name: 'Portfolio', exact: true });
    expect(await portfolio.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await portfolio.click();
    await page.getByRole('heading', { name: 'Portfolio' }).waitFor();
    expect(await portfolio.isVisible()).toBe(false);
    await close(page);
  });

  test('rows are walked with the keys, and Enter opens one', async () => {
    const page = await under.open('/');
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Northwind Traders' }).waitFor();
    await close(page);
  });

  test('what is recorded is shown within a second, in every tab', async () => {
    const page = await under.open('/');
    const other = await page.context().newPage();
    await other.goto('/organizations/northwind-traders');
    await other.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    const delays = [
      await shownAfter(page, 'Late Enrolled', () =>
        record('OrganizationEnrolled', {
          organizationId: 'late',
          name: 'Late Enrolled',
          market: 'developed',
          effectiveOn: '2020-01-01',
        }),
      ),
      await shownAfter(other, 'Renamed Traders', () =>
        record('OrganizationCorrected', {
          organizationId: 'northwind-traders',
          name: 'Renamed Traders',
        }),
      ),
    ];
    process.stdout.write(`shown after ${delays.map((delay) => `${delay} ms`).join(', ')}\n`);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1_000);
    await close(page);
  });

  test('while it does not hear of changes it says so, and afterwards shows what it missed', async () => {
    const page = await under.open('/sign-in');
    await page.route('**/v1/changes/stream', (route) => route.abort());
    await page.goto('/');
    await page.getByRole('status').filter({ hasText: 'Reconnecting' }).waitFor();
    await page.getByText('Renamed Traders').waitFor();
    await record('OrganizationCorrected', {
      organizationId: 'northwind-traders',
      name: 'Northwind Traders',
    });
    await page.unroute('**/v1/changes/stream');
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await page.getByText('Northwind Traders').waitFor();
    await close(page);
  });

  async function newKey(name: string): Promise<{ id: string; key: string }> {
    const made = await under.service.fetch('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, role: 'read' }),
    });
    return (await made.json()) as { id: string; key: string };
  }

  async function record(type: string, data: Readonly<Record<string, string>>): Promise<void> {
    const id = JSON.stringify(data);
    const event = { specversion: '1.0', id, source: 'browser', type, data };
    const answer = await under.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(event),
    });
    expect(answer.status).toBe(201);
  }
});

/** Milliseconds from the acknowledgement until a page shows it. */
async function shownAfter(page: Page, text: string, act: () => Promise<void>): Promise<number> {
  await act();
  const from = performance.now();
  await page.getByText(text).first().waitFor({ state: 'attached' });
  return Math.round(performance.now() - from);
}

async function seen(page: Page, text: string): Promise<void> {
  await settled(page);
  await page.getByText(text).first().waitFor();
}

/** The name of what has the focus, as a screen reader says it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '').trim();
  });
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.startsWith(name)) return;
    passed.push(now);
  }
  throw new Error(`Tab does not come to “${name}”; it came by ${passed.join(' | ')}`);
}
