import { expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';

const DAY = '2017-11-13';
const NORTHWIND = '/organizations/northwind-traders';
const OPERATIONS = 'cloud-business-applications/enterprise-operations';
const TOTAL_REVENUE = `${OPERATIONS}/total-revenue`;

describeInBrowser('an organization', () => {
  const under = pageUnderTest();

  test('a partner manager sees whether it is gold, until when, and what to do', async () => {
    const page = await under.open(`/?asOf=${DAY}`);
    await page.getByRole('link', { name: 'Northwind Traders' }).click();
    await page.getByRole('heading', { level: 1, name: 'Northwind Traders' }).waitFor();
    const card = cardOf(page, 'Enterprise Operations');
    await says(card, 'since Nov 13, 2017 · lapses Feb 17, 2019 · 461 days left');
    await says(card, 'To reach Gold: employee-14 passes MB6-893, MB6-892, MB6-890, and 70-764.');
    await says(card, 'To keep Silver on Feb 17, 2019: book $1,960.47 more');
    await says(card, '14 / 15');
    await close(page);
  });

  test('the keyboard and the pointer read the same of the revenue, and open what changed it', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=${DAY}&chart=${TOTAL_REVENUE}`);
    const chart = page.getByRole('slider', { name: 'Enterprise Operations: Total revenue' });
    const said = () => chart.getAttribute('aria-valuetext');
    await chart.focus();
    expect(await said()).toBe(
      'Nov 13, 2017: $300,646.44; Silver attained; Silver needs $100,000.00; Gold needs $300,000.00',
    );
    await page.keyboard.press('ArrowLeft');
    const before = await said();
    expect(before).toMatch(/^Nov 12, 2017: \$/);
    await page.keyboard.press('Home');
    expect(await said()).toMatch(/^Nov 12, 2016: /);
    await page.keyboard.press('End');
    expect(await said()).toMatch(/^Nov 13, 2018: /);
    const byPointer = await pointAt(page, chart, '2017-11-12');
    expect(byPointer).toBe(before);
    expect(await page.locator('.chart-values').innerText()).toContain(
      byPointer.split('; ')[0] ?? '',
    );
    await chart.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    const bookings = page.getByRole('dialog');
    await says(bookings, 'order-10740-28');
    // What enters, less what leaves, is what the line rises by on the day.
    const [entered, left] = await bookings.getByText(/^Total \$/).allInnerTexts();
    expect([entered, left]).toEqual(['Total $608.00', 'Total $175.86']);
    expect(cents('300646.44') - cents((before ?? '').split('$')[1]?.split(';')[0] ?? '')).toBe(
      cents('608.00') - cents('175.86'),
    );
    await page.keyboard.press('Escape');
    await bookings.waitFor({ state: 'detached' });
    expect(await chart.evaluate((element) => element === document.activeElement)).toBe(true);
    await close(page);
  });

  test('the table beside the chart has what the chart says', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=${DAY}&chart=${TOTAL_REVENUE}`);
    const details = page.locator('details').filter({ hasText: 'The same as a table' }).first();
    await details.locator('summary').click();
    await details.getByRole('row').nth(1).waitFor();
    for (;;) {
      const more = details.getByRole('button', { name: 'Show more' });
      if ((await more.count()) === 0) break;
      await more.click();
    }
    const row = details.getByRole('row', { name: 'Nov 13, 2017' });
    await row.waitFor();
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      'Nov 13, 2017',
      '$300,646.44',
      '$100,000.00',
      '$300,000.00',
      'Silver',
    ]);
    await close(page);
  });

  test('billing sees which lines count, which do not, and why, down to the fact', async () => {
    const page = await under.open(`${NORTHWIND}?asOf=${DAY}`);
    const card = cardOf(page, 'Enterprise Operations');
    const number = card.getByRole('button', { name: /^\$300,646.44/ }).last();
    await number.focus();
    await page.keyboard.press('Enter');
    const facts = page.getByRole('dialog');
    await says(facts, 'Enterprise Operations, Gold, on Nov 13, 2017');
    const asked = evidenceAskedBy(page);
    await facts.getByLabel('Show', { exact: true }).selectOption({
      label: 'not partner of record for the customer on that day (12)',
    });
    const judged = () => facts.locator('.judgement').allInnerTexts();
    await expectSoon(judged, (shown) => new Set(shown).size === 1 && shown.length === 12);
    expect(new Set(await judged())).toEqual(
      new Set(['not partner of record for the customer on that day']),
    );
    // Of two thousand lines only those of the reason come.
    expect(asked.map((query) => query.get('reason'))).toEqual(['not-partner-of-record']);
    const total = facts.getByRole('row', { name: 'Not counted: not partner of record' });
    expect(await total.getByRole('cell').last().innerText()).toBe('$6,493.92');
    await facts
      .getByRole('button', { name: /^Show the fact at revision/ })
      .first()
      .click();
    await says(facts, '"type": "RevenueBooked"');
    expect(page.url()).toContain(`facts=${TOTAL_REVENUE}/gold`);
    await page.keyboard.press('Escape');
    await facts.waitFor({ state: 'detached' });
    const isFocused = () => number.evaluate((element) => element === document.activeElement);
    await expectSoon(isFocused, (focused) => focused);
    await close(page);
  });

  test('an auditor reads on paper what was claimed on a day, as known then, and why', async () => {
    const path = `${NORTHWIND}/claim?asOf=${DAY}&knownAt=2300`;
    const page = await under.open(path, { language: 'fr' });
    await page.emulateMedia({ media: 'print' });
    const claim = page.getByRole('article');
    await says(claim, 'révision 2 300, enregistrée le');
    await says(claim, 'révision 2 370 : 70 faits depuis');
    await says(claim, 'Compte ce qui a été vendu du 14 novembre 2016 au 13 novembre 2017 inclus.');
    expect(await claim.innerText()).toMatch(/sha256:[0-9a-f]{64}/);
    for (const name of ['Vues', 'Vues de cette organisation']) {
      expect(await page.getByRole('navigation', { name }).isVisible()).toBe(false);
    }
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    // A4 in points.
    expect(pages).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await close(page);
  });

  test('what later facts restated is shown beside what was said', async () => {
    const page = await under.open(`${NORTHWIND}/changed?asOf=${DAY}&knownAt=2300`);
    await says(page.locator('main'), '70 facts were recorded since.');
    const restated = page.getByRole('row', { name: 'Oct 6, 2018' });
    const cells = (await restated.getByRole('cell').allInnerTexts()).map((cell) => cell.trim());
    expect(cells.slice(1)).toEqual(['Oct 14, 2018', 'Silver', 'Gold']);
    await restated.getByRole('link', { name: 'Compare Oct 6, 2018' }).click();
    await page
      .getByRole('button', {
        name: 'Which facts changed Total revenue, twelve months of Enterprise Operations?',
      })
      .last()
      .click();
    const facts = page.getByRole('dialog');
    const booked = facts.getByRole('row', { name: 'order-11072-64' });
    await booked.waitFor();
    expect((await booked.getByRole('cell').allInnerTexts()).slice(1)).toEqual([
      'not known',
      'Counted',
    ]);
    await page.keyboard.press('Escape');
    await facts.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('button', { name: 'Show more' }).click();
    await says(page.locator('main'), 'Taken back: typed-by-hand-1 (the order is booked already)');
    await close(page);
  });

  test('said nothing on the console, and nothing that the policy for content refuses', () => {
    expect(under.complaints).toEqual([]);
  });
});

/** The queries of the questions for evidence that the page asks from now on. */
function evidenceAskedBy(page: Page): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith('/evidence')) asked.push(searchParams);
  });
  return asked;
}

function cardOf(page: Page, option: string): Locator {
  return page.locator('section', { has: page.getByRole('heading', { level: 2, name: option }) });
}

/** Until words stand somewhere, however their spaces are written. */
async function says(place: Locator, words: string): Promise<void> {
  const text = async () => (await place.first().innerText()).replace(/\s+/gu, ' ');
  await expectSoon(text, (shown) => shown.includes(words));
}

const PAUSE_MS = 50;
const PATIENCE_MS = 10_000;

async function expectSoon<Seen>(look: () => Promise<Seen>, isSo: (seen: Seen) => boolean) {
  const end = performance.now() + PATIENCE_MS;
  let seen = await look();
  while (!isSo(seen) && performance.now() < end) {
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    seen = await look();
  }
  if (!isSo(seen)) throw new Error(`it was not to be seen in ${JSON.stringify(seen)}`);
}

/** Moves the pointer over the chart, halving the way, until it reads a day; what is said of it then. */
async function pointAt(page: Page, chart: Locator, isoDay: string): Promise<string> {
  await settled(page);
  const wanted = Date.parse(isoDay) / 86_400_000;
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not there');
  let [left, right] = [box.x, box.x + box.width];
  while (right - left > 0.1) {
    const x = (left + right) / 2;
    await page.mouse.move(x, box.y + box.height / 2);
    const day = Number(await chart.getAttribute('aria-valuenow'));
    if (day === wanted) return (await chart.getAttribute('aria-valuetext')) ?? '';
    if (day < wanted) left = x;
    else right = x;
  }
  throw new Error(`no place of the chart is ${isoDay}`);
}

function cents(amount: string): number {
  return Math.round(Number(amount.replaceAll(',', '')) * 100);
}
